'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Popover } from '#components/ui/popover.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';

/** How many pipelines use a connection; opens their names. */
export function UsedBy({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections');
  const { usedBy, name } = connection;
  if (usedBy.length === 0) return <span className="text-ink-3 text-ui">{t('notUsed')}</span>;
  const trigger = (
    <button
      type="button"
      aria-label={`${t('usedByTitle')}: ${name}`}
      className="-ml-1 min-h-6 rounded-control px-1 text-ink-2 text-ui underline decoration-line-strong/60 underline-offset-3 hover:text-ink"
    >
      {t('usedBy', { count: usedBy.length })}
    </button>
  );
  return (
    <Popover trigger={trigger} title={t('usedByTitle')}>
      <UsageList connection={connection} className="-mx-1 min-w-48" />
    </Popover>
  );
}

/** The pipelines that use a connection, each with the way there; those that wait for it say so. */
export function UsageList({ connection, className }: { connection: ConnectionView; className?: string }) {
  const t = useTranslations('connections');
  const waiting = new Set(connection.pausedPipelines.map(({ pipelineId }) => pipelineId));
  return (
    <ul className={className}>
      {connection.usedBy.map(({ pipelineId, name }) => (
        <li key={pipelineId} className="flex min-h-8 items-center justify-between gap-3">
          <Link
            href={`/pipelines/${pipelineId}`}
            className="min-w-0 truncate rounded-control px-1 text-accent text-ui hover:underline"
          >
            {name}
          </Link>
          {waiting.has(pipelineId) && <Badge tone="warning">{t('waiting')}</Badge>}
        </li>
      ))}
    </ul>
  );
}
