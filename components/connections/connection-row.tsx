'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { joinClasses } from '#components/ui/join-classes.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { connectionForms } from './connection-forms.ts';
import { ConnectionMenu } from './connection-menu.tsx';
import { ConnectionStatusText } from './connection-status-text.tsx';
import { ConnectorTile } from './connector-tile.tsx';
import { ExpiryText } from './expiry-text.tsx';
import { OwnerText } from './owner-text.tsx';
import { UsedBy } from './used-by.tsx';

export const connectionColumns =
  'md:grid md:grid-cols-[minmax(0,1fr)_170px_100px_32px] md:items-center md:gap-x-4 lg:grid-cols-[minmax(0,1fr)_170px_100px_110px_130px_130px_32px]';

/** A line of the list; a card on a phone. */
export function ConnectionRow({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections');
  const { id, connector, name, config, grant, lastUsedAt, usedBy } = connection;
  const account = grant?.identity?.email ?? grant?.identity?.name ?? null;
  return (
    <li
      className={joinClasses(
        'relative border-b px-4 py-3 last:border-b-0 focus-within:bg-raised/60 hover:bg-raised/60 md:min-h-14 md:px-3 md:py-2',
        connectionColumns,
      )}
    >
      <div className="flex min-w-0 items-center gap-3 max-md:pr-9">
        <ConnectorTile connector={connector} />
        <div className="min-w-0">
          <Link
            href={`/connections/${id}`}
            data-row-link={id}
            className="block max-w-full truncate font-medium text-body outline-none after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {name}
          </Link>
          <p className="truncate text-ink-3 text-meta">{account ?? connectionForms[connector].describe(config)}</p>
        </div>
      </div>
      <div className="relative w-fit max-w-full max-md:mt-2 max-md:ml-11">
        <ConnectionStatusText connection={connection} />
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 max-md:mt-1 max-md:ml-11 md:contents">
        <Cell label={t('columns.usedBy')} speaks={usedBy.length === 0}>
          <UsedBy connection={connection} />
        </Cell>
        <Cell label={t('columns.lastUsed')} wide>
          {lastUsedAt === null ? <span className="text-ink-3">{t('never')}</span> : <RelativeTime at={lastUsedAt} />}
        </Cell>
        <Cell label={t('columns.expires')} speaks={!grant?.expiresAt || grant.refreshable} wide>
          <ExpiryText connection={connection} />
        </Cell>
        <Cell label={t('columns.owner')} wide>
          <OwnerText connection={connection} />
        </Cell>
      </dl>
      <div className="relative flex justify-end max-md:absolute max-md:top-2.5 max-md:right-2">
        <ConnectionMenu connection={connection} />
      </div>
    </li>
  );
}

interface CellProps {
  label: string;
  /** Says by itself what it is about, so that a card needs no label. */
  speaks?: boolean;
  wide?: boolean;
  children: ReactNode;
}

function Cell({ label, speaks = false, wide = false, children }: CellProps) {
  return (
    <div className={joinClasses('relative min-w-0 truncate text-ink-2 text-ui', wide && 'md:hidden lg:block')}>
      <dt className={speaks ? 'sr-only' : 'mr-1 inline text-ink-3 md:sr-only'}>{label}</dt>
      <dd className="inline">{children}</dd>
    </div>
  );
}
