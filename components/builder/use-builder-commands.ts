import { useReactFlow } from '@xyflow/react';
import {
  Cable,
  ChevronsDownUp,
  Copy,
  Crosshair,
  Group,
  ListTree,
  type LucideIcon,
  Maximize,
  PencilLine,
  Power,
  Redo2,
  Search,
  Settings2,
  Trash2,
  Undo2,
  WandSparkles,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { findShownPosition } from '#components/canvas/fold-groups.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import { usePaletteEntries } from '#components/palette/use-palette-entries.ts';
import type { Command, CommandGroup } from '#components/shell/command.ts';
import { useCommandSource } from '#components/shell/command-palette-context.tsx';
import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { useBuilderStore } from './builder-context.tsx';
import { builderKeys, type KeyAction } from './builder-keys.ts';
import type { InsertPlace } from './plan-insert.ts';
import { type BuilderActions, useBuilderActions } from './use-builder-actions.ts';
import { useInsertNode } from './use-insert-node.ts';

type Action = KeyAction & keyof BuilderActions;

const icons = {
  open: Settings2,
  rename: PencilLine,
  connect: Cable,
  duplicate: Copy,
  toggleDisabled: Power,
  group: Group,
  fold: ChevronsDownUp,
  remove: Trash2,
  tidy: WandSparkles,
  undo: Undo2,
  redo: Redo2,
  find: Search,
  outline: ListTree,
  fit: Maximize,
} as const satisfies Partial<Record<Action, LucideIcon>>;

type Offered = keyof typeof icons;

const forOne: readonly Offered[] = ['open', 'rename', 'connect', 'duplicate', 'toggleDisabled', 'remove'];
const forSeveral: readonly Offered[] = ['group', 'tidy', 'duplicate', 'toggleDisabled', 'remove'];
const forAll: readonly Offered[] = ['tidy', 'undo', 'redo', 'find', 'outline', 'fit'];
/** Whose effect asks for the keyboard. */
const takingFocus: readonly Offered[] = ['open', 'rename', 'connect', 'group', 'find', 'outline'];
/** Steps that are offered before anything is typed. */
const usual: readonly NodeKind[] = ['filter', 'formula', 'deduplicate'];

/** Offers in the command palette what can be done to the selected steps, and every step that can follow them. */
export function useBuilderCommands(): void {
  const t = useTranslations('builder.commands');
  const store = useBuilderStore();
  const actions = useBuilderActions();
  const offerSteps = useStepCommands();
  const list = (names: readonly Offered[], prefix: string): Command[] =>
    names.map((name) => ({
      id: `${prefix}-${name}`,
      label: t(name),
      icon: icons[name],
      shortcut: builderKeys[name][0],
      takesFocus: takingFocus.includes(name),
      run: () => void actions[name](),
    }));
  useCommandSource(() => {
    const { graph, selection, readOnly } = store.getState();
    const [first] = selection;
    const node = findNode(graph, first ?? '');
    const isInGroup = graph.groups?.some(({ nodes }) => nodes.some((id) => selection.includes(id)));
    const canvas = {
      value: t('canvas'),
      items: readOnly ? list(['find', 'outline', 'fit'], 'canvas') : list(forAll, 'canvas'),
    };
    const { goTo, add } = offerSteps();
    if (readOnly) return [canvas, goTo];
    const own: Command[] = node === undefined ? [] : list(selection.length === 1 ? forOne : forSeveral, 'selection');
    const fold = isInGroup ? list(['fold'], 'selection') : [];
    const value = selection.length > 1 ? t('selected', { count: selection.length }) : (node?.name ?? t('addStep'));
    return [{ value, items: [...add, ...own, ...fold] }, canvas, goTo];
  });
}

/** Steps to add after the selected one, and those of the pipeline to go to. */
function useStepCommands() {
  const t = useTranslations('builder.commands');
  const store = useBuilderStore();
  const flow = useReactFlow();
  const insert = useInsertNode();
  const entries = usePaletteEntries();
  const show = (nodeId: string) => {
    const { graph, select, set } = store.getState();
    const node = findNode(graph, nodeId);
    if (node === undefined) return;
    select([nodeId]);
    set({ panelOpen: true });
    const { x, y } = findShownPosition(graph, node);
    const zoom = Math.max(0.6, flow.getZoom());
    void flow.setCenter(x + nodeWidth / 2, y + nodeHeight / 2, { zoom, duration: 200 });
  };
  return (): { goTo: CommandGroup; add: Command[] } => {
    const { graph, selection } = store.getState();
    const selected = selection.length === 1 ? findNode(graph, selection[0] ?? '') : undefined;
    const add = entries.map(({ kind, name, keywords }) => {
      const { inputs } = getNodeDefinition(kind);
      const before = selected && inputs.length > 0 && sendsRows(selected) ? selected : undefined;
      const place: InsertPlace = before === undefined ? { on: 'canvas' } : { on: 'node', nodeId: before.id };
      return {
        id: `add-${kind}`,
        label: before === undefined ? t('add', { step: name }) : t('addAfter', { step: name, name: before.name }),
        words: keywords.join(' '),
        icon: kindIcons[kind],
        onlyTyped: before === undefined || !usual.includes(kind),
        takesFocus: true,
        run: () => insert(kind, place),
      };
    });
    const goTo = graph.nodes.map(({ id, name }) => ({
      ...{ id: `go-${id}`, label: t('goTo', { name }), icon: Crosshair, onlyTyped: true, run: () => show(id) },
    }));
    return { add, goTo: { value: t('steps'), items: goTo } };
  };
}

function sendsRows(node: GraphNode): boolean {
  return listPorts(node).outputs.length > 0;
}
