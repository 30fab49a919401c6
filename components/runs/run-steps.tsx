'use client';

import { useTranslations } from 'next-intl';
import type { RunDetail } from '#core/contracts/runs.ts';
import { listSteps } from './list-steps.ts';
import { StepRow } from './step-row.tsx';

const counts = ['in', 'out', 'filtered', 'rejected', 'loaded'] as const;

/** Every step with its place in time and its rows in and out. */
export function RunSteps({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  const labels = {
    in: t('in'),
    out: t('out'),
    filtered: t('filtered'),
    rejected: t('columns.rejected'),
    loaded: t('columns.loaded'),
  };
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title" className="mb-2 font-semibold text-body">
        {t('steps')}
      </h2>
      <div className="overflow-hidden rounded-card border bg-surface">
        <table className="w-full table-fixed border-collapse text-ui max-md:block">
          <thead className="text-ink-3 text-meta max-md:sr-only">
            <tr className="h-9 border-b">
              <th scope="col" className="px-3 text-left font-normal">
                {t('step')}
              </th>
              <th scope="col" className="w-[24%] px-3 text-left font-normal md:max-lg:hidden">
                {t('timeline')}
              </th>
              {counts.map((key) => (
                <th key={key} scope="col" className="w-24 px-3 text-right font-normal">
                  {labels[key]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-md:block">
            {listSteps(run).map((step) => (
              <StepRow key={step.nodeId} run={run} step={step} labels={labels} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
