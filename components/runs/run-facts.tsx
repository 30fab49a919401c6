'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NumberText } from '#components/ui/number.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { RunDetail } from '#core/contracts/runs.ts';
import { DurationText } from './duration-text.tsx';
import { triggerIcons } from './trigger-icons.ts';

/** The run in one strip: how it stands, why it began, how long, how many rows. */
export function RunFacts({ run }: { run: RunDetail }) {
  const t = useTranslations('app');
  const TriggerIcon = triggerIcons[run.trigger];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border bg-line sm:grid-cols-3 lg:grid-cols-6">
      <Fact label={t('runs.columns.status')}>
        <span className="flex items-center gap-2" aria-live="polite">
          <StatusIcon status={run.status} decorative />
          {t(`status.${run.status}`)}
        </span>
      </Fact>
      <Fact label={t('runs.startedBy')}>
        <span className="flex items-center gap-2">
          <TriggerIcon aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="truncate">{t(`runs.trigger.${run.trigger}`)}</span>
        </span>
      </Fact>
      <Fact label={t('runs.columns.duration')}>
        <DurationText from={run.startedAt} to={run.finishedAt} />
      </Fact>
      <Fact label={t('runs.columns.read')}>
        <NumberText value={run.rowsRead} />
      </Fact>
      <Fact label={t('runs.columns.loaded')}>
        <NumberText value={run.rowsLoaded} />
      </Fact>
      <Fact label={t('runs.columns.rejected')} alarming={run.rowsRejected > 0}>
        <NumberText value={run.rowsRejected} />
      </Fact>
    </dl>
  );
}

function Fact({ label, alarming = false, children }: { label: string; alarming?: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3">
      <dt className="text-ink-3 text-meta">{label}</dt>
      <dd className={`mt-1 truncate font-semibold text-title ${alarming ? 'text-error' : ''}`}>{children}</dd>
    </div>
  );
}
