'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { joinClasses } from '#components/ui/join-classes.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import type { RunStatus } from '#core/contracts/runs.ts';

const slots = 20;

/** Height tells the outcome as well as colour: a failure stands out, what never ran is a dot. */
const bars: Record<RunStatus, string> = {
  queued: 'h-2 bg-idle/50',
  running: 'h-3 bg-running animate-breathe',
  retrying: 'h-4 bg-warning',
  succeeded: 'h-3 bg-success/75',
  failed: 'h-5 bg-error',
  cancelled: 'h-1.5 bg-idle',
};

/** The last 20 runs, newest at the right; leads to them. */
export function HealthStrip({ pipeline }: { pipeline: PipelineSummary }) {
  const t = useTranslations('app.pipelines');
  const runs = pipeline.recentRuns.slice(-slots);
  const count = (...statuses: RunStatus[]) => runs.filter(({ status }) => statuses.includes(status)).length;
  const summary = t('healthSummary', {
    total: runs.length,
    failed: count('failed'),
    running: count('queued', 'running', 'retrying'),
  });
  return (
    <Link
      href={`/runs?pipelineId=${pipeline.id}`}
      title={summary}
      className="inline-flex h-6 items-center gap-0.5 rounded-small"
    >
      <span className="sr-only">{summary}</span>
      {Array.from({ length: slots - runs.length }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty places have nothing else
        <span key={index} aria-hidden className="h-1 w-1 rounded-pill bg-line" />
      ))}
      {runs.map(({ id, status }) => (
        <span key={id} aria-hidden className={joinClasses('w-1 rounded-pill', bars[status])} />
      ))}
    </Link>
  );
}
