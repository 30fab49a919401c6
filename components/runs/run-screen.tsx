'use client';

import { useTranslations } from 'next-intl';
import { useRun } from '#components/queries/use-run.ts';
import { BackLink } from '#components/shell/back-link.tsx';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RunDetail } from '#core/contracts/runs.ts';
import { ComparisonSection } from './compare/comparison-section.tsx';
import { HeldTargets } from './held/held-targets.tsx';
import { RunActions } from './run-actions.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunFailure } from './run-failure.tsx';
import { RunFiles } from './run-files.tsx';
import { RunMap } from './run-map.tsx';
import { RunSteps } from './run-steps.tsx';
import { UndoSection } from './undo/undo-section.tsx';

/** Everything about one run, kept current while it goes on. */
export function RunScreen({ runId }: { runId: string }) {
  const t = useTranslations('app.runs');
  const { data: run, error, refetch } = useRun(runId);
  const lead = <BackLink href="/runs">{t('back')}</BackLink>;
  if (run) return <RunPageBody run={run} lead={lead} />;
  return (
    <PageFrame title={error ? t('title') : <Skeleton className="h-7 w-64" />} lead={lead}>
      {error ? <LoadFailure error={error} onRetry={refetch} /> : <RunSkeleton />}
    </PageFrame>
  );
}

function RunPageBody({ run, lead }: { run: RunDetail; lead: React.ReactNode }) {
  const t = useTranslations('app.runs');
  return (
    <PageFrame
      lead={lead}
      title={run.pipelineName}
      detail={
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-ui">
          <Badge>{run.versionNumber === null ? t('draft') : t('version', { number: run.versionNumber })}</Badge>
          <LocalTime at={run.createdAt} seconds />
          {run.attempt > 1 && <span>· {t('attempt', { number: run.attempt })}</span>}
        </p>
      }
      actions={<RunActions run={run} />}
    >
      <div className="flex flex-col gap-6">
        <RunFacts run={run} />
        <RunFailure run={run} />
        <HeldTargets run={run} />
        <RunMap run={run} />
        <RunFiles run={run} />
        <RunSteps run={run} />
        <ComparisonSection run={run} />
        <UndoSection run={run} />
      </div>
    </PageFrame>
  );
}

function RunSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-6">
      <Skeleton className="h-19 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}
