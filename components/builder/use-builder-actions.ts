import { useReactFlow } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { columnGap, nodeHeight, nodeWidth, rowGap } from '#components/canvas/node-size.ts';
import { layOutInWorker } from '#components/canvas/tidy/lay-out-in-worker.ts';
import { planTidy } from '#components/canvas/tidy/plan-tidy.ts';
import type { Direction } from '#components/canvas/walk-neighbours.ts';
import { testToHere } from '#components/test-run/run-test.ts';
import { useTogglePin } from '#components/test-run/use-toggle-pin.ts';
import { toast } from '#components/ui/toast.ts';
import { findGroupOf } from '#core/graph/edit-groups.ts';
import { downstreamNodes, upstreamNodes } from '#core/graph/graph-queries.ts';
import { type Alignment, alignNodes, distributeNodes } from './arrange-nodes.ts';
import { useBuilderStore } from './builder-context.tsx';
import { createGraphId } from './create-graph-id.ts';
import { moveNodes, removeSelection, toggleDisabled } from './graph-edits.ts';
import { useDuplicateSelection } from './use-clipboard.ts';

const steps = {
  fine: { left: [-8, 0], right: [8, 0], up: [0, -8], down: [0, 8] },
  place: {
    left: [-(nodeWidth + columnGap), 0],
    right: [nodeWidth + columnGap, 0],
    up: [0, -(nodeHeight + rowGap)],
    down: [0, nodeHeight + rowGap],
  },
} as const;

/** What one can do to the selected steps and to the whole, by key, by menu and by button alike. */
export function useBuilderActions() {
  const t = useTranslations('builder.canvas');
  const store = useBuilderStore();
  const flow = useReactFlow();
  const duplicate = useDuplicateSelection();
  const togglePin = useTogglePin();
  return useMemo(() => {
    const get = store.getState;
    const extend = (reach: typeof downstreamNodes) => {
      const { graph, selection, select } = get();
      select([...new Set([...selection, ...selection.flatMap((id) => [...reach(graph, id)])])]);
    };
    return {
      duplicate,
      undo: () => get().undo(),
      redo: () => get().redo(),
      remove: () => get().edit(removeSelection(get().graph, get().selection, get().selectedEdges)),
      toggleDisabled: () => get().edit(toggleDisabled(get().graph, get().selection)),
      testHere: () => {
        const [nodeId] = get().selection;
        if (nodeId !== undefined) void testToHere(store, nodeId);
      },
      pin: togglePin,
      rename: () => get().set({ renamingId: get().selection[0] ?? null }),
      selectAll: () => get().select(get().graph.nodes.map(({ id }) => id)),
      selectNothing: () => get().select([]),
      selectDownstream: () => extend(downstreamNodes),
      selectUpstream: () => extend(upstreamNodes),
      /** Settings of a step; a block is opened. */
      open() {
        const { graph, selection, set, edit } = get();
        const block = findGroupOf(graph, selection[0] ?? '');
        if (block?.collapsed && selection.length > 1)
          return edit([{ type: 'collapse-group', groupId: block.id, collapsed: false }]);
        set({ panelOpen: true, focusedField: '' });
      },
      connect: () => get().set({ connectingId: get().selection[0] ?? null }),
      fit: () => void flow.fitView({ duration: 200, padding: 0.06, maxZoom: 1 }),
      help: () => get().set({ helpOpen: true }),
      find: () => get().set({ findOpen: true }),
      search: () => get().set({ paletteOpen: true, leftTab: 'steps', focusWanted: 'palette' }),
      outline: () => get().set({ paletteOpen: true, leftTab: 'outline', focusWanted: 'outline' }),
      align: (alignment: Alignment) => get().edit(alignNodes(get().graph, get().selection, alignment)),
      distribute: (axis: 'x' | 'y') => get().edit(distributeNodes(get().graph, get().selection, axis)),
      /** Eight pixels, or a whole place of the canvas. */
      move(direction: Direction, size: 'fine' | 'place') {
        const { graph, selection, edit } = get();
        const [x, y] = steps[size][direction];
        const moved = graph.nodes
          .filter(({ id }) => selection.includes(id))
          .map(({ id, position }) => ({ id, position: { x: position.x + x, y: position.y + y } }));
        edit(moveNodes(graph, moved), `move:${selection.join()}`);
      },
      group() {
        const { selection, edit } = get();
        if (selection.length === 0) return;
        const id = createGraphId('group');
        edit([{ type: 'group-nodes', group: { id, name: t('newGroup'), nodes: [...selection] } }]);
        // The title is edited on the canvas; whoever works in the outline keeps the focus there.
        if (document.activeElement?.closest('.telar-outline') == null) get().set({ renamingId: id });
      },
      ungroup() {
        const { graph, selection, edit } = get();
        const groups = new Set(selection.flatMap((id) => findGroupOf(graph, id)?.id ?? []));
        edit([...groups].map((groupId) => ({ type: 'ungroup', groupId })));
      },
      /** Collapses the groups of what is selected, or opens them when all of them are collapsed. */
      fold() {
        const { graph, selection, edit } = get();
        const groups = graph.groups?.filter(({ nodes }) => nodes.some((id) => selection.includes(id))) ?? [];
        const collapsed = groups.some((group) => !group.collapsed);
        edit(groups.map(({ id }) => ({ type: 'collapse-group', groupId: id, collapsed })));
      },
      /** Lays out the selected steps, or all of them; one step of undo. */
      async tidy() {
        const { graph, selection, readOnly } = get();
        if (readOnly) return;
        const places = await layOutInWorker(planTidy(graph, selection)).catch(() => null);
        // Whoever edited in the meantime is not to be overruled.
        if (get().graph !== graph) return;
        if (places === null) return void toast.error(t('tidyFailed'));
        const from = new Map(graph.nodes.map(({ id, position }) => [id, position]));
        get().edit(
          moveNodes(
            graph,
            places.map(({ id, x, y }) => ({ id, position: { x, y } })),
          ),
        );
        if (get().graph !== graph) get().set({ glideFrom: from });
      },
    };
  }, [store, flow, duplicate, togglePin, t]);
}

export type BuilderActions = ReturnType<typeof useBuilderActions>;
