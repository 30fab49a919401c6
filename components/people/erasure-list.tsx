'use client';

import { CircleAlert, CircleCheck, CircleMinus, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useErasures } from '#components/queries/use-people.ts';
import { styleButton } from '#components/ui/button-style.ts';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ErasureView } from '#core/contracts/people.ts';

/** What was erased, with a receipt for each place. */
export function ErasureList() {
  const t = useTranslations('app.people');
  const { data } = useErasures(true);
  if (data === undefined || data.erasures.length === 0) return null;
  return (
    <section aria-labelledby="erasures-title">
      <h2 id="erasures-title" className="mb-2 font-semibold text-body">
        {t('erasures')}
      </h2>
      <ul className="flex flex-col gap-3">
        {data.erasures.map((erasure) => (
          <Erasure key={erasure.id} erasure={erasure} />
        ))}
      </ul>
    </section>
  );
}

function Erasure({ erasure }: { erasure: ErasureView }) {
  const t = useTranslations('app.people');
  const { id, person, requestedBy, requestedAt, receipts, status } = erasure;
  return (
    <li className="rounded-card border bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-ui">
        <p className="min-w-48 flex-1">
          <span className="block font-medium text-body">{t('personNumber', { person })}</span>
          <span className="text-ink-2">
            {t('requestedBy', { name: requestedBy })} · <LocalTime at={requestedAt} />
          </span>
        </p>
        {status === 'pending' ? (
          <span className="flex items-center gap-2 text-ink-2">
            <Spinner />
            {t('pending')}
          </span>
        ) : (
          <a
            className={styleButton('secondary', 'small')}
            download={`erasure-${person}.json`}
            href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(erasure, null, 2))}`}
          >
            <Download aria-hidden className="size-3.5" />
            {t('download')}
          </a>
        )}
      </div>
      {receipts.length > 0 && (
        <ul className="border-t text-ui">
          {receipts.map((receipt) => (
            <Receipt key={`${id} ${receipt.place} ${receipt.name}`} receipt={receipt} />
          ))}
        </ul>
      )}
    </li>
  );
}

const icons = { done: CircleCheck, nothing: CircleMinus, failed: CircleAlert, not_possible: CircleAlert };
const colors = { done: 'text-success', nothing: 'text-ink-3', failed: 'text-error', not_possible: 'text-warning' };

function Receipt({ receipt }: { receipt: ErasureView['receipts'][number] }) {
  const t = useTranslations('app.people');
  const { place, name, outcome, rows, reason } = receipt;
  const Icon = icons[outcome];
  return (
    <li className="flex items-start gap-3 border-b px-4 py-2 last:border-b-0">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colors[outcome]}`} />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="block">{t(`places.${place}`, { name: name || 'none' })}</span>
        {reason !== null && <span className="block text-ink-2">{reason}</span>}
      </span>
      <span className="shrink-0 text-ink-2 tabular-nums">{t(`outcomes.${outcome}`, { count: rows })}</span>
    </li>
  );
}
