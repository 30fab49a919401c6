'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useConnection } from '#components/queries/use-connections.ts';
import { BackLink } from '#components/shell/back-link.tsx';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { PageFrame } from '#components/shell/page-frame.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ConnectionBody } from './connection-body.tsx';

/** Everything about one connection: how it stands, whose it is, who uses it, and what was done to it. */
export function ConnectionScreen({ connectionId }: { connectionId: string }) {
  const t = useTranslations('connections');
  const { data: connection, error, refetch } = useConnection(connectionId);
  const lead: ReactNode = <BackLink href="/connections">{t('back')}</BackLink>;
  if (connection) return <ConnectionBody connection={connection} lead={lead} />;
  return (
    <PageFrame title={error ? t('title') : <Skeleton className="h-7 w-64" />} lead={lead}>
      {error ? (
        <LoadFailure error={error} onRetry={refetch} />
      ) : (
        <div aria-hidden className="flex flex-col gap-6">
          <Skeleton className="h-19 w-full" />
          <Skeleton className="h-64 w-full" />
        </div>
      )}
    </PageFrame>
  );
}
