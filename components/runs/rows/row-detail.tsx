'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { formatCell } from '#components/preview/format-cell.ts';
import { maskValue } from '#components/preview/personal-data.ts';
import { useSentRequests } from '#components/queries/use-kept-rows.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { KeptRows, RowOutcome } from '#core/contracts/kept-rows.ts';
import { SentRequest } from './sent-request.tsx';

interface RowDetailProps {
  runId: string;
  nodeId: string;
  fields: KeptRows['fields'];
  row: KeptRows['rows'][number];
  /** By column, whether it tells who somebody is. */
  personal: readonly boolean[];
  isHidden: boolean;
  hasRequests: boolean;
}

const tones: Record<RowOutcome, Tone> = {
  created: 'success',
  updated: 'success',
  unchanged: 'neutral',
  skipped: 'neutral',
  removed: 'warning',
  loaded: 'success',
  rejected: 'error',
  unsent: 'warning',
};

/** One row in full: its values, what became of it and, for an API, what was sent and answered. */
export function RowDetail({ runId, nodeId, fields, row, personal, isHidden, hasRequests }: RowDetailProps) {
  const t = useTranslations('rows');
  const { data: requests, isPending } = useSentRequests(runId, nodeId, row.row, hasRequests);
  const holdsPersonal = personal.includes(true);
  return (
    <section aria-label={t('row', { row: row.row })} className="flex flex-col gap-4 p-4">
      <header className="flex items-center gap-2">
        <h2 className="font-semibold text-body">{t('row', { row: row.row })}</h2>
        {row.outcome && <Badge tone={tones[row.outcome]}>{t(`outcomes.${row.outcome}`)}</Badge>}
      </header>
      {row.reason !== null && (
        <div className="rounded-control bg-error/6 px-3 py-2 text-ui">
          <h3 className="text-ink-2 text-meta">{t('why')}</h3>
          <p className="mt-0.5 [overflow-wrap:anywhere]">{row.reason}</p>
          <Link
            href={`/runs/${runId}/rejected/${nodeId}`}
            className="mt-1 inline-flex min-h-6 items-center text-accent hover:underline"
          >
            {t('fix')}
          </Link>
        </div>
      )}
      <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1">
        {fields.map(({ name, type }, index) => {
          const text = formatCell(row.cells[index], type);
          return (
            <div key={name} className="contents">
              <dt className="truncate text-ink-3 text-meta" title={name}>
                {name}
              </dt>
              <dd className="font-mono text-meta [overflow-wrap:anywhere]">
                {text === null ? (
                  <span className="text-ink-3 italic">{t('blank')}</span>
                ) : isHidden && personal[index] ? (
                  maskValue(text)
                ) : (
                  text
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {hasRequests && (
        <div className="flex flex-col gap-2 border-t pt-4">
          <h3 className="font-medium text-ui">{t('requests', { count: requests?.length ?? 0 })}</h3>
          {isPending && <Skeleton className="h-24 w-full" />}
          {requests?.length === 0 && <p className="text-ink-2 text-meta">{t('noRequests')}</p>}
          {requests?.map((request, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was sent does not change any more
            <SentRequest key={index} request={request} isHidden={isHidden && holdsPersonal} />
          ))}
        </div>
      )}
    </section>
  );
}
