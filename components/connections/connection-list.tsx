'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useRowKeys } from '#components/pipelines/use-row-keys.ts';
import { joinClasses } from '#components/ui/join-classes.ts';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
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
  return <ListSkeleton rows={3} mark="size-8" rowStyle="h-24 md:h-14 md:px-3" hasHead className="mt-11" />;
}
