'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AffectedPipeline, Issue } from '#core/contracts/issues.ts';

/** Each pipeline that a cause affects, with its newest run. */
export function AffectedPipelines({ issue: { id, pipelines, kind } }: { issue: Issue }) {
  const t = useTranslations('issues');
  return (
    <ul aria-label={t('pipelines')} className="border-t">
      {pipelines.map((pipeline) => (
        <li
          key={`${id}-${pipeline.id}`}
          className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 text-ui last:border-b-0"
        >
          <Link
            href={`/pipelines/${pipeline.id}${pipeline.nodeId === null ? '' : `?node=${pipeline.nodeId}`}`}
            className="inline-flex min-h-6 min-w-0 items-center font-medium hover:underline"
          >
            <span className="truncate">{pipeline.name}</span>
          </Link>
          <PipelineFacts pipeline={pipeline} isFailing={kind === 'failure'} />
          {pipeline.runId !== null && (
            <Link
              href={`/runs/${pipeline.runId}${kind === 'rejected' ? `/rejected/${pipeline.nodeId}` : ''}`}
              className="ml-auto inline-flex min-h-6 items-center text-accent text-meta hover:underline"
            >
              {t(kind === 'rejected' ? 'openRows' : 'openRun')}
              <span className="sr-only">: {pipeline.name}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function PipelineFacts({ pipeline, isFailing }: { pipeline: AffectedPipeline; isFailing: boolean }) {
  const t = useTranslations('issues');
  const { nodeName, runs, versionNumber, liveVersionNumber } = pipeline;
  const facts = [
    nodeName !== null && t('atStep', { name: nodeName }),
    isFailing && t('failedRuns', { count: runs }),
    versionNumber !== null && t('version', { number: versionNumber }),
    versionNumber !== null && versionNumber !== liveVersionNumber && t('liveSince', { number: liveVersionNumber }),
  ].filter((fact) => fact !== false);
  return <span className="text-ink-2 text-meta">{facts.join(' · ')}</span>;
}
