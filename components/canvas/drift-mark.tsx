import { GitCompareArrows } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDrift } from '#components/panel/source/drift/use-drift.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { GraphNode } from '#core/graph/graph.ts';

/** Says at a source that it has other fields than the step expects. */
export function DriftMark({ node }: { node: GraphNode }) {
  const t = useTranslations('builder.drift');
  const drift = useDrift(node);
  if (drift === null) return null;
  const label = t('mark', { count: drift.changes.length - drift.suggestions.length });
  return (
    <Tooltip label={label}>
      <span role="img" aria-label={label} className="flex size-6 shrink-0 items-center justify-center text-warning">
        <GitCompareArrows aria-hidden className="size-4" />
      </span>
    </Tooltip>
  );
}
