'use client';

import { History } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useComparison } from '#components/queries/use-comparison.ts';
import { useRun } from '#components/queries/use-run.ts';
import { BackLink } from '#components/shell/back-link.tsx';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { GraphComparison } from '#components/versions/graph-comparison.tsx';
import type { RunComparison } from '#core/contracts/run-comparison.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { diffGraphs } from '#core/graph/diff-graphs.ts';
import { compareSteps } from './compare-steps.ts';
import { ComparedSteps } from './compared-steps.tsx';

/** A run held against the last one of its pipeline that went well. */
export function ComparisonScreen({ runId }: { runId: string }) {
  const t = useTranslations('comparison');
  const { data: run, error: runError, refetch: refetchRun } = useRun(runId);
  const { data: comparison, error, refetch } = useComparison(runId);
  const failure = runError ?? error;
  const isReady = run !== undefined && comparison !== undefined;
  const retry = () => Promise.all([refetchRun(), refetch()]);
  return (
    <PageFrame
      lead={<BackLink href={`/runs/${runId}`}>{t('back')}</BackLink>}
      title={t('title')}
      detail={run && <p className="mt-1 text-ink-2 text-ui">{run.pipelineName}</p>}
    >
      {failure && !isReady && <LoadFailure error={failure} onRetry={retry} />}
      {!failure && !isReady && <ComparisonSkeleton />}
      {isReady && comparison.good === null && (
        <EmptyState icon={<History aria-hidden />} title={t('noneTitle')} description={t('noneText')} />
      )}
      {isReady && comparison.good !== null && (
        <Comparison run={run} good={comparison.good} columns={comparison.columns} />
      )}
    </PageFrame>
  );
}

/** The two runs, then a line for each step. */
function ComparisonSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <ListSkeleton rows={1} rowStyle="h-19" />
      <ListSkeleton mark="size-4" rowStyle="h-14" hasHead />
    </div>
  );
}

interface ComparisonProps {
  run: RunDetail;
  good: RunDetail;
  columns: RunComparison['columns'];
}

function Comparison({ run, good, columns }: ComparisonProps) {
  const t = useTranslations('comparison');
  const steps = compareSteps(run, good, columns);
  const differences = steps.filter(({ differs }) => differs).length;
  const diff = diffGraphs(good.graph, run.graph);
  const isSameGraph = diff.nodes.length + diff.edges.length === 0;
  const nameVersion = ({ versionNumber }: RunDetail) =>
    versionNumber === null ? t('draft') : t('version', { number: versionNumber });
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-px overflow-hidden rounded-card border bg-line sm:grid-cols-2">
        <RunCard title={t('this')} run={run} />
        <RunCard title={t('good')} run={good} />
      </div>
      <section aria-labelledby="compared-title">
        <h2 id="compared-title" className="mb-2 flex flex-wrap items-baseline gap-x-3 font-semibold text-body">
          {t('steps')}
          <span className="font-normal text-ink-2 text-ui">{t('differences', { count: differences })}</span>
        </h2>
        <ComparedSteps steps={steps} runId={run.id} />
      </section>
      <section aria-labelledby="versions-title">
        <h2 id="versions-title" className="mb-2 flex flex-wrap items-baseline gap-x-3 font-semibold text-body">
          {t('versions')}
          {!isSameGraph && (
            <span className="font-normal text-ink-2 text-ui">
              {t('settings', { before: nameVersion(good), now: nameVersion(run) })}
            </span>
          )}
        </h2>
        {isSameGraph ? (
          <p className="rounded-card border bg-surface px-4 py-3 text-ink-2 text-ui">{t('sameVersion')}</p>
        ) : (
          <GraphComparison before={good.graph} after={run.graph} />
        )}
      </section>
    </div>
  );
}

function RunCard({ title, run }: { title: string; run: RunDetail }) {
  const t = useTranslations('app');
  return (
    <div className="min-w-0 bg-surface px-4 py-3">
      <p className="text-ink-3 text-meta">{title}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-ui">
        <StatusIcon status={run.status} />
        <Link
          href={`/runs/${run.id}`}
          className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
        >
          <LocalTime at={run.createdAt} seconds />
        </Link>
        <span className="text-ink-2">
          {run.versionNumber === null ? t('runs.draft') : t('runs.version', { number: run.versionNumber })}
        </span>
      </p>
    </div>
  );
}
