import { useTranslations } from 'next-intl';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import type { GraphDiff, NodeChange } from '#core/graph/diff-graphs.ts';
import type { Graph } from '#core/graph/graph.ts';
import { ChangeMark } from './change-mark.tsx';

interface DiffListProps {
  readonly before: Graph;
  readonly after: Graph;
  readonly diff: GraphDiff;
}

/** Every change in words, steps first. */
export function DiffList({ before, after, diff }: DiffListProps) {
  const t = useTranslations('builder.versions');
  const names = new Map([...before.nodes, ...after.nodes].map(({ id, name }) => [id, name]));
  if (diff.nodes.length + diff.edges.length === 0) return <p className="py-2 text-ink-2 text-ui">{t('same')}</p>;
  return (
    <ul className="flex flex-col">
      {diff.nodes.map((entry) => (
        <li key={entry.node.id} className="flex items-start gap-2.5 border-line border-b py-2 last:border-b-0">
          <ChangeMark change={entry.change} />
          <StepChange entry={entry} />
        </li>
      ))}
      {diff.edges.map(({ change, edge }) => (
        <li
          key={`${change} ${edge.id}`}
          className="flex items-center gap-2.5 border-line border-b py-2 text-ui last:border-b-0"
        >
          <ChangeMark change={change} />
          <span className="min-w-0 truncate text-ink-2">
            {t('edge', { from: names.get(edge.from.node) ?? '', to: names.get(edge.to.node) ?? '' })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function StepChange({ entry: { node, before, parts } }: { entry: NodeChange }) {
  const t = useTranslations('builder.versions');
  const { nameKind, summarize } = useNodeText();
  const told: string[] = [];
  if (before !== undefined && parts.includes('name')) told.push(t('renamed', { name: before.name }));
  if (parts.includes('disabled')) told.push(node.disabled ? t('switchedOff') : t('switchedOn'));
  if (before !== undefined && parts.some((part) => part !== 'name' && part !== 'disabled')) {
    const [was, is] = [summarize(before), summarize(node)];
    told.push(was === is ? t('settings') : `${was} → ${is}`);
  }
  return (
    <div className="min-w-0 text-ui">
      <span className="block truncate font-medium">
        {node.name} <span className="font-normal text-ink-3">· {nameKind(node.kind)}</span>
      </span>
      {(told.length > 0 ? told : [summarize(node)]).map((line) => (
        <span key={line} className="block text-ink-2 text-meta">
          {line}
        </span>
      ))}
    </div>
  );
}
