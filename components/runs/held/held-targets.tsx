'use client';

import { useTranslations } from 'next-intl';
import type { RunDetail } from '#core/contracts/runs.ts';
import { HeldTarget } from './held-target.tsx';

/** The targets that did not take their rows at once: how they stand, and what one can do. */
export function HeldTargets({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs.held');
  const steps = run.steps.flatMap(({ held, ...step }) => (held === null ? [] : [{ ...step, held }]));
  if (steps.length === 0) return null;
  const isOpen = steps.some(({ held }) => held.status === 'waiting' || held.status === 'failed');
  return (
    <section aria-labelledby="held-title">
      <h2 id="held-title" className="font-semibold text-body">
        {t('title')}
      </h2>
      {isOpen && <p className="mt-0.5 mb-2 max-w-prose text-ink-2 text-ui">{t('text')}</p>}
      <ul className="mt-2 overflow-hidden rounded-card border bg-surface">
        {steps.map((step) => (
          <HeldTarget key={step.nodeId} run={run} step={step} />
        ))}
      </ul>
    </section>
  );
}
