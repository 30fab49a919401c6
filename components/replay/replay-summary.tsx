'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReplayPlan, ReplayTarget } from '#core/contracts/replays.ts';

const shownPipelines = 6;

interface ReplaySummaryProps {
  plans: readonly ReplayPlan[];
  /** What is known of the writes of a run beforehand. */
  expected?: (plan: ReplayPlan) => ReactNode;
}

/** Each pipeline with the version that would run, and for each target what could arrive twice. */
export function ReplaySummary({ plans, expected }: ReplaySummaryProps) {
  const t = useTranslations('replay');
  const duplicates = plans.flatMap(({ targets }) => targets).reduce((sum, target) => sum + target.duplicates, 0);
  const shown = groupByPipeline(plans);
  return (
    <div className="flex flex-col gap-3">
      <ul className="overflow-hidden rounded-card border bg-surface">
        {shown.slice(0, shownPipelines).map(({ plan, runs }) => (
          <li key={plan.pipelineId} className="border-b px-3 py-2.5 last:border-b-0">
            <p className="flex flex-wrap items-baseline gap-x-2 text-ui">
              <span className="font-medium [overflow-wrap:anywhere]">{plan.pipelineName}</span>
              <span className="text-ink-2 text-meta">
                {plan.versionNumber === null ? t('draft') : t('number', { number: plan.versionNumber })}
                {runs > 1 && ` × ${runs}`}
              </span>
            </p>
            {plan.targets.map((target) => (
              <p key={target.nodeId} className="mt-0.5 text-ink-2 text-meta">
                <span className="text-ink-3">{target.name}: </span>
                <Effect target={target} />
              </p>
            ))}
            {expected?.(plan)}
          </li>
        ))}
      </ul>
      {shown.length > shownPipelines && (
        <p className="text-ink-2 text-meta">{t('more', { count: shown.length - shownPipelines })}</p>
      )}
      <p className="flex flex-wrap justify-between gap-x-4 text-ui">
        <span className="text-ink-2">{t('duplicates')}</span>
        <span className={duplicates > 0 ? 'font-medium text-warning' : 'font-medium'}>
          {duplicates === 0 ? t('none') : t('upTo', { count: duplicates })}
        </span>
      </p>
    </div>
  );
}

function Effect({ target: { effect, keys, duplicates } }: { target: ReplayTarget }) {
  const t = useTranslations('replay');
  const format = useFormatter();
  const names = format.list(keys, { type: 'conjunction' });
  return t(`effects.${effect}`, { count: duplicates, keys: names });
}

/** Runs of one pipeline would execute the same; the first stands for them. */
function groupByPipeline(plans: readonly ReplayPlan[]): { plan: ReplayPlan; runs: number }[] {
  const groups = Map.groupBy(plans, ({ pipelineId }) => pipelineId);
  return [...groups.values()].flatMap((group) => (group[0] ? [{ plan: group[0], runs: group.length }] : []));
}
