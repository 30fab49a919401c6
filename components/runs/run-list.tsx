'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useRowKeys } from '#components/pipelines/use-row-keys.ts';
import { joinClasses } from '#components/ui/join-classes.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RunSummary } from '#core/contracts/runs.ts';
import { RunRow, runColumns } from './run-row.tsx';

export function RunList({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations('app.runs');
  const list = useRef<HTMLUListElement>(null);
  useRowKeys({ list });
  const numbers = ['duration', 'read', 'loaded', 'rejected'] as const;
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <div aria-hidden className={joinClasses('hidden h-9 border-b px-3 text-ink-3 text-meta', runColumns)}>
        <span>{t('columns.pipeline')}</span>
        <span>{t('startedBy')}</span>
        <span>{t('columns.started')}</span>
        {numbers.map((key) => (
          <span
            key={key}
            className={joinClasses('text-right', (key === 'read' || key === 'rejected') && 'md:max-lg:hidden')}
          >
            {t(`columns.${key}`)}
          </span>
        ))}
      </div>
      <ul ref={list}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </div>
  );
}

export function RunListSkeleton() {
  return (
    <div aria-hidden className="overflow-hidden rounded-card border bg-surface">
      <div className="hidden h-9 border-b md:block" />
      {['w-48', 'w-64', 'w-40', 'w-56', 'w-44', 'w-60'].map((width) => (
        <div key={width} className="flex h-24 items-center gap-3 border-b px-4 last:border-b-0 md:h-11 md:px-3">
          <Skeleton className="size-4 shrink-0" />
          <Skeleton className={joinClasses('h-4', width)} />
        </div>
      ))}
    </div>
  );
}
