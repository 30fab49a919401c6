'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useRowKeys } from '#components/pipelines/use-row-keys.ts';
import { joinClasses } from '#components/ui/join-classes.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { ConnectionRow, connectionColumns } from './connection-row.tsx';

const columns = ['name', 'status', 'usedBy', 'lastUsed', 'expires', 'owner'] as const;

export function ConnectionList({ connections }: { connections: readonly ConnectionView[] }) {
  const t = useTranslations('connections.columns');
  const list = useRef<HTMLUListElement>(null);
  useRowKeys({ list });
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <div aria-hidden className={joinClasses('hidden h-9 border-b px-3 text-ink-3 text-meta', connectionColumns)}>
        {columns.map((key, index) => (
          <span key={key} className={index > 2 ? 'md:max-lg:hidden' : undefined}>
            {t(key)}
          </span>
        ))}
      </div>
      <ul ref={list}>
        {connections.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} />
        ))}
      </ul>
    </div>
  );
}

export function ConnectionListSkeleton() {
  return (
    <div aria-hidden className="mt-11 overflow-hidden rounded-card border bg-surface">
      <div className="hidden h-9 border-b md:block" />
      {['w-48', 'w-64', 'w-40'].map((width) => (
        <div key={width} className="flex h-24 items-center gap-3 border-b px-4 last:border-b-0 md:h-14 md:px-3">
          <Skeleton className="size-8 shrink-0" />
          <Skeleton className={joinClasses('h-4', width)} />
        </div>
      ))}
    </div>
  );
}
