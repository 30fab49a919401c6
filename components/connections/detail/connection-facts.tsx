'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { ConnectionStatusText } from '../connection-status-text.tsx';
import { ExpiryText } from '../expiry-text.tsx';
import { OwnerText } from '../owner-text.tsx';

/** A connection in one strip: how it stands, until when, when it was used, whose it is. */
export function ConnectionFacts({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections');
  const never = <span className="text-ink-3">{t('never')}</span>;
  const { lastUsedAt, lastTestedAt } = connection;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border bg-line sm:grid-cols-3 lg:grid-cols-5">
      <Fact label={t('columns.status')}>
        <ConnectionStatusText connection={connection} />
      </Fact>
      <Fact label={t('columns.expires')}>
        <ExpiryText connection={connection} />
      </Fact>
      <Fact label={t('columns.lastUsed')}>{lastUsedAt === null ? never : <RelativeTime at={lastUsedAt} />}</Fact>
      <Fact label={t('columns.tested')}>{lastTestedAt === null ? never : <RelativeTime at={lastTestedAt} />}</Fact>
      <Fact label={t('columns.owner')}>
        <OwnerText connection={connection} />
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 grow bg-surface px-4 py-3 last:max-sm:col-span-2">
      <dt className="text-ink-3 text-meta">{label}</dt>
      <dd className="mt-1 truncate font-medium text-body">{children}</dd>
    </div>
  );
}
