'use client';

import { useTranslations } from 'next-intl';
import { useRun } from '#components/queries/use-run.ts';
import { BackLink } from '#components/shell/back-link.tsx';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { StepRows } from './step-rows.tsx';

/** The rows that one step of a run took in and gave out, each with what became of it. */
export function StepRowsScreen({ runId, nodeId }: { runId: string; nodeId: string }) {
  const t = useTranslations('rows');
  const { data: run, error, refetch } = useRun(runId);
  const lead = <BackLink href={`/runs/${runId}`}>{t('back')}</BackLink>;
  if (run) return <StepRows key={nodeId} run={run} nodeId={nodeId} lead={lead} />;
  return (
    <PageFrame title={error ? t('grid') : <Skeleton className="h-7 w-64" />} lead={lead}>
      {error ? <LoadFailure error={error} onRetry={refetch} /> : <ListSkeleton rows={10} rowStyle="h-9" hasHead />}
    </PageFrame>
  );
}
