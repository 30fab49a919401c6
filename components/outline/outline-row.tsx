import { ChevronRight, CornerDownRight, CornerUpLeft, Group } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { renameNode } from '#components/builder/graph-edits.ts';
import { categoryStyles } from '#components/canvas/category-style.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { NameEditor } from '#components/canvas/name-editor.tsx';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { PinMark, usePinMark } from '#components/test-run/pin-mark.tsx';
import { findNode } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { OutlineItem } from './list-outline.ts';
import { StepMenu } from './step-menu.tsx';

interface OutlineRowProps {
  readonly item: OutlineItem;
  /** Whether the Tab key comes here: one line of the tree at a time. */
  readonly focusable: boolean;
  readonly position: number;
  readonly total: number;
  /** Absent where there is nothing to open. */
  readonly expanded: boolean | undefined;
  readonly renaming: boolean;
  readonly menuOpen: boolean;
  readonly onMenu: (open: boolean) => void;
  readonly onRename: () => void;
  readonly onRenamed: () => void;
  readonly onChoose: (extend: boolean) => void;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onToggle: (open: boolean) => void;
}

export function OutlineRow(props: OutlineRowProps) {
  const { item, focusable, position, total, expanded, renaming, menuOpen } = props;
  const store = useBuilderStore();
  const isSelected = useBuilder((state) => isItemSelected(item, state.selection, state.selectedEdges));
  const label = useLabel(item);
  const finish = (name: string | null) => {
    props.onRenamed();
    if (name === null) return;
    const { edit } = store.getState();
    if (item.type === 'step') edit([renameNode(item.node.id, name)]);
    if (item.type === 'group') edit([{ type: 'rename-group', groupId: item.group.id, name }]);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its lines
    <div
      role="treeitem"
      data-item={item.id}
      aria-level={item.level}
      aria-posinset={position}
      aria-setsize={total}
      aria-expanded={expanded}
      aria-selected={isSelected}
      aria-label={label}
      tabIndex={focusable ? 0 : -1}
      className={`group/row flex h-8 cursor-default items-center gap-1.5 rounded-control pr-1 text-ui outline-offset-[-2px] ${isSelected ? 'bg-accent/12' : 'hover:bg-raised'}`}
      style={{ paddingLeft: (item.level - 1) * 16 }}
      onClick={(event) => props.onChoose(event.shiftKey || event.metaKey || event.ctrlKey)}
      onDoubleClick={props.onOpen}
      onFocus={(event) => event.target === event.currentTarget && props.onFocus()}
    >
      <ExpandMark expanded={expanded} onToggle={props.onToggle} />
      <ItemIcon item={item} />
      {renaming && item.type !== 'edge' ? (
        <NameEditor name={item.type === 'step' ? item.node.name : item.group.name} onDone={finish} />
      ) : (
        <ItemName item={item} />
      )}
      {!renaming && <StepMenu item={item} open={menuOpen} onOpenChange={props.onMenu} onRename={props.onRename} />}
    </div>
  );
}

function isItemSelected(item: OutlineItem, nodes: readonly string[], edges: readonly string[]): boolean {
  if (item.type === 'step') return nodes.includes(item.node.id);
  if (item.type === 'edge') return edges.includes(item.edge.id);
  return item.group.nodes.every((id) => nodes.includes(id));
}

function ExpandMark({ expanded, onToggle }: Pick<OutlineRowProps, 'expanded' | 'onToggle'>) {
  if (expanded === undefined) return <span className="w-4 shrink-0" />;
  return (
    <span
      aria-hidden
      className="flex h-8 w-4 shrink-0 items-center justify-center text-ink-3 hover:text-ink"
      onClick={(event) => {
        event.stopPropagation();
        onToggle(!expanded);
      }}
    >
      <ChevronRight className={`size-3.5 transition-transform duration-100 ${expanded ? 'rotate-90' : ''}`} />
    </span>
  );
}

function ItemIcon({ item }: { item: OutlineItem }) {
  if (item.type === 'edge') {
    const Icon = item.side === 'to' ? CornerDownRight : CornerUpLeft;
    return <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />;
  }
  if (item.type === 'group') return <Group aria-hidden className="size-4 shrink-0 text-ink-3" />;
  const Icon = kindIcons[item.node.kind];
  const { tile } = categoryStyles[getNodeDefinition(item.node.kind).category];
  return (
    <span className={`flex size-6 shrink-0 items-center justify-center rounded-small ${tile}`}>
      <Icon aria-hidden className="size-3.5" strokeWidth={1.75} />
    </span>
  );
}

function ItemName({ item }: { item: OutlineItem }): ReactNode {
  const t = useTranslations('builder.outline');
  const branch = useBranch(item);
  const severity = useBuilder((state) =>
    item.type === 'step' ? worstSeverity(state.problems.filter(({ nodeId }) => nodeId === item.node.id)) : null,
  );
  if (item.type === 'group') return <span className="min-w-0 flex-1 truncate font-medium">{item.group.name}</span>;
  if (item.type === 'edge')
    return (
      <span className="min-w-0 flex-1 truncate text-ink-2">
        {item.other.name}
        {branch !== null && <span className="text-ink-3"> · {branch}</span>}
      </span>
    );
  return (
    <>
      <span className={`min-w-0 flex-1 truncate ${item.node.disabled ? 'text-ink-3 line-through' : ''}`}>
        {item.node.name}
      </span>
      <PinMark node={item.node} />
      {item.node.disabled && <span className="shrink-0 text-[11px] text-ink-3">{t('off')}</span>}
      {severity !== null && !item.node.disabled && (
        <span
          className={`mx-1 shrink-0 ${severity === 'error' ? 'size-2 rounded-pill bg-error' : 'size-2 rotate-45 bg-warning'}`}
        />
      )}
    </>
  );
}

function worstSeverity(problems: readonly { severity: 'error' | 'warning' }[]): 'error' | 'warning' | null {
  return problems.find(({ severity }) => severity === 'error')?.severity ?? problems[0]?.severity ?? null;
}

/** The port of the other end's or the own step, where a step has several. */
function useBranch(item: OutlineItem): string | null {
  const { namePort } = useNodeText();
  const graph = useBuilder((state) => state.graph);
  if (item.type !== 'edge') return null;
  const names = (['from', 'to'] as const).flatMap((end) => {
    const node = findNode(graph, item.edge[end].node);
    if (node === undefined) return [];
    const ports = listPorts(node)[end === 'from' ? 'outputs' : 'inputs'];
    const port = ports.find(({ id }) => id === item.edge[end].port);
    return ports.length > 1 && port !== undefined ? [namePort(node.kind, port)] : [];
  });
  return names.length === 0 ? null : names.join(' → ');
}

/** What a screen reader says of a line. */
function useLabel(item: OutlineItem): string {
  const t = useTranslations('builder.outline');
  const { nameKind, summarize } = useNodeText();
  const branch = useBranch(item);
  const problem = useBuilder((state) =>
    item.type === 'step' ? state.problems.find(({ nodeId }) => nodeId === item.node.id)?.message : undefined,
  );
  const pin = usePinMark(item.type === 'step' ? item.node : null);
  if (item.type === 'group') return t('groupLabel', { name: item.group.name, count: item.group.nodes.length });
  if (item.type === 'edge') {
    const name = branch === null ? item.other.name : `${item.other.name}, ${branch}`;
    return t(item.side === 'to' ? 'edgeTo' : 'edgeFrom', { name });
  }
  const { node } = item;
  return [
    node.name,
    nameKind(node.kind),
    summarize(node),
    node.disabled ? t('off') : '',
    pin?.label ?? '',
    problem ?? '',
  ]
    .filter(Boolean)
    .join(', ');
}
