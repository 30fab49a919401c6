'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { joinClasses } from '#components/ui/join-classes.ts';
import { NumberText } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { RunSummary } from '#core/contracts/runs.ts';
import { DurationText } from './duration-text.tsx';
import { triggerIcons } from './trigger-icons.ts';

export const runColumns =
  'md:grid md:grid-cols-[minmax(0,1fr)_150px_112px_80px_80px] md:items-center md:gap-x-4 lg:grid-cols-[minmax(0,1fr)_170px_120px_88px_88px_88px_88px]';

/** A line of the list; a card on a phone. */
export function RunRow({ run }: { run: RunSummary }) {
  const t = useTranslations('app.runs');
  const TriggerIcon = triggerIcons[run.trigger];
  return (
    <li
      className={joinClasses(
        'relative border-b px-4 py-3 last:border-b-0 focus-within:bg-raised/60 hover:bg-raised/60 md:min-h-11 md:px-3 md:py-1.5',
        runColumns,
      )}
    >
      <div className="flex min-w-0 items-center gap-2.5">
        <StatusIcon status={run.status} />
        <Link
          href={`/runs/${run.id}`}
          data-row-link={run.id}
          className="min-w-0 truncate font-medium text-body outline-none after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {run.pipelineName}
        </Link>
      </div>
      <div className="flex min-w-0 items-center gap-1.5 text-ink-2 text-ui max-md:mt-1.5 max-md:pl-6.5">
        <TriggerIcon aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        <span className="truncate">
          {t(`trigger.${run.trigger}`)}
          <span className="text-ink-3">
            {' · '}
            {run.versionNumber === null ? t('draft') : t('version', { number: run.versionNumber })}
          </span>
        </span>
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 max-md:mt-1.5 max-md:pl-6.5 md:contents">
        <Fact label={t('columns.started')}>
          <RelativeTime at={run.startedAt ?? run.createdAt} />
        </Fact>
        <Fact label={t('columns.duration')} number>
          <DurationText from={run.startedAt} to={run.finishedAt} />
        </Fact>
        <Fact label={t('columns.read')} number className="md:max-lg:hidden">
          <NumberText value={run.rowsRead} compact />
        </Fact>
        <Fact label={t('columns.loaded')} number>
          <NumberText value={run.rowsLoaded} compact />
        </Fact>
        <Fact
          label={t('columns.rejected')}
          number
          className={joinClasses('md:max-lg:hidden', run.rowsRejected > 0 && 'text-error')}
        >
          <NumberText value={run.rowsRejected} compact />
        </Fact>
      </dl>
    </li>
  );
}

interface FactProps {
  label: string;
  number?: boolean;
  className?: string;
  children: ReactNode;
}

function Fact({ label, number, className, children }: FactProps) {
  return (
    <div
      className={joinClasses(
        'min-w-0 truncate text-ui',
        number && 'md:text-right',
        className?.includes('text-error') ? '' : 'text-ink-2',
        className,
      )}
    >
      <dt className="mr-1 inline text-ink-3 md:sr-only">{label}</dt>
      <dd className="inline">{children}</dd>
    </div>
  );
}
