'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useRowKeys } from '#components/pipelines/use-row-keys.ts';
import { joinClasses } from '#components/ui/join-classes.ts';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
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
  return <ListSkeleton rows={6} mark="size-4" rowStyle="h-24 md:h-11 md:px-3" hasHead />;
}
