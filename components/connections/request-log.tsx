'use client';

import { ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRequestLog } from '#components/queries/use-request-log.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { LoggedRequestView, RequestLogQuery } from '#core/contracts/network.ts';
import { RequestLogRow } from './request-log-row.tsx';

/** Every request that left in the name of a connection, newest first, for those who may use it. */
export function RequestLog({ connectionId }: { connectionId: string }) {
  const t = useTranslations('connections.requestLog');
  const [show, setShow] = useState<RequestLogQuery['show']>('all');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRequestLog(connectionId, show);
  const requests = data?.pages.flatMap((page) => page.requests);
  if (error && !requests) return <LoadFailure error={error} onRetry={refetch} />;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <SegmentedControl
          label={t('show')}
          value={show}
          onChange={setShow}
          choices={(['all', 'failed'] as const).map((value) => ({ value, label: t(value) }))}
        />
        <p className="text-ink-3 text-meta">{t('kept')}</p>
      </div>
      {requests === undefined && <Skeleton className="h-64 w-full" />}
      {requests?.length === 0 && (
        <EmptyState
          icon={<ArrowUpRight aria-hidden />}
          title={t(show === 'all' ? 'emptyTitle' : 'noFailuresTitle')}
          description={t(show === 'all' ? 'emptyText' : 'noFailuresText')}
        />
      )}
      {requests !== undefined && requests.length > 0 && <RequestTable requests={requests} />}
      {hasNextPage && (
        <Button className="self-center" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

/** A table; on a phone each row stands in lines below each other. */
function RequestTable({ requests }: { requests: readonly LoggedRequestView[] }) {
  const t = useTranslations('connections.requestLog');
  const heading = 'h-9 px-3 text-left font-normal';
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <table className="w-full table-fixed border-collapse text-ui max-md:block">
        <thead className="text-ink-3 text-meta max-md:sr-only">
          <tr className="border-b">
            <th className={`${heading} w-44`}>{t('columns.at')}</th>
            <th className={heading}>{t('columns.address')}</th>
            <th className={`${heading} w-36`}>{t('columns.status')}</th>
            <th className={`${heading} w-20 text-right!`}>{t('columns.duration')}</th>
            <th className={`${heading} w-16`}>{t('columns.run')}</th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {requests.map((request) => (
            <RequestLogRow key={request.id} request={request} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
