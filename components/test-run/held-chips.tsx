import { ListChecks, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { upstreamNodes } from '#core/graph/graph-queries.ts';
import { useNameOutput } from './use-name-output.ts';

/** Says which rows stand in for those of steps before this one. */
export function HeldChips({ nodeId }: { nodeId: string }) {
  return (
    <>
      <PickedChip nodeId={nodeId} />
      <PinnedBefore nodeId={nodeId} />
    </>
  );
}

/** The picked rows that this step works on, and a way to let them go. */
function PickedChip({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.testRun');
  const store = useBuilderStore();
  const count = useBuilder(({ picked, graph }) =>
    picked !== null && (picked.nodeId === nodeId || upstreamNodes(graph, nodeId).has(picked.nodeId))
      ? picked.places.length
      : 0,
  );
  const from = useBuilder(({ picked, graph }) => graph.nodes.find(({ id }) => id === picked?.nodeId)?.name ?? '');
  if (count === 0) return null;
  return (
    <span className="inline-flex h-6 shrink-0 items-center gap-1 rounded-pill bg-accent/10 pl-2 font-medium text-accent text-meta">
      <ListChecks aria-hidden className="size-3.5" />
      <span title={t('pickedFrom', { name: from })}>{t('picked', { count })}</span>
      <button
        type="button"
        aria-label={t('clearPicked')}
        className="flex size-6 items-center justify-center rounded-pill hover:bg-accent/12"
        onClick={() => store.getState().set({ picked: null })}
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

/** Steps before this one whose pinned rows it works on. */
function PinnedBefore({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.testRun');
  const nameOutput = useNameOutput();
  const names = useShallowBuilder(({ preview, graph }) =>
    (preview.nodeId === nodeId ? (preview.response?.held ?? []) : [])
      .filter((held) => held.by === 'pin' && held.nodeId !== nodeId)
      .flatMap((held) => {
        const node = graph.nodes.find(({ id }) => id === held.nodeId);
        return node === undefined ? [] : nameOutput(node, held.port);
      }),
  );
  if (names.length === 0) return null;
  return (
    <Badge tone="accent">
      <span className="max-w-48 truncate">{t('fromPins', { names: names.join(', ') })}</span>
    </Badge>
  );
}
