'use client';

import { ArrowRight, OctagonX, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ApiError } from '#core/contracts/api-error.ts';
import type { RunDetail } from '#core/contracts/runs.ts';

/** Why the run failed: where, in one sentence, who must act, and the way there. */
export function RunFailure({ run }: { run: RunDetail }) {
  // Where targets are tried again, that is told beside them.
  if (run.status === 'cancelled' || run.steps.some(({ held }) => held?.status === 'waiting')) return null;
  const failure = run.error ?? run.steps.find(({ error }) => error !== null)?.error ?? null;
  if (failure === null) return null;
  const nodeId = failure.nodeId ?? run.steps.find(({ error }) => error !== null)?.nodeId;
  const node = run.graph.nodes.find(({ id }) => id === nodeId);
  return <FailureBox failure={failure} pipelineId={run.pipelineId} node={node ?? null} />;
}

interface FailureBoxProps {
  failure: ApiError;
  pipelineId: string;
  node: { readonly id: string; readonly name: string } | null;
}

function FailureBox({ failure, pipelineId, node }: FailureBoxProps) {
  const t = useTranslations('app');
  return (
    <section aria-labelledby="failure-title" className="rounded-card border border-error/40 bg-error/5 p-4">
      <div className="flex items-start gap-3">
        <OctagonX aria-hidden className="mt-0.5 size-5 shrink-0 text-error" />
        <div className="min-w-0 flex-1">
          <h2 id="failure-title" className="font-semibold text-body">
            {node ? t('runs.failedStepTitle', { name: node.name }) : t('runs.failedTitle')}
          </h2>
          <p className="mt-0.5 text-body text-ink-2 [overflow-wrap:anywhere]">{failure.message}</p>
          <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2 text-ui">
            <span className="inline-flex items-center gap-1.5">
              <UserRound aria-hidden className="size-3.5 text-ink-3" />
              {t(`failures.actor.${failure.actor}`)}
            </span>
            <span className="text-ink-2">
              {t('runs.code')} <code className="font-mono text-ink">{failure.code}</code>
            </span>
            {node && (
              <Link
                href={`/pipelines/${pipelineId}?node=${node.id}`}
                className="inline-flex min-h-6 items-center gap-1 rounded-control font-medium text-accent hover:underline"
              >
                {t('runs.goToStep', { name: node.name })}
                <ArrowRight aria-hidden className="size-3.5" />
              </Link>
            )}
          </div>
        </div>
      </div>
    </section>
  );
}
