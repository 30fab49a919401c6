'use client';

import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AuditFilters } from '#components/queries/audit-filters.ts';
import { useAuditEvents } from '#components/queries/use-audit-events.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListSkeleton } from '#components/ui/list-skeleton.tsx';
import { AuditEventRow } from './audit-event-row.tsx';

const pageSize = 30;

/** What happened, newest first, page by page. */
export function AuditTrail({ filters }: { filters: AuditFilters }) {
  const t = useTranslations('app.audit');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAuditEvents(filters, pageSize);
  const events = data?.pages.flatMap((page) => page.events);
  if (error && !events) return <LoadFailure error={error} onRetry={refetch} />;
  if (events === undefined) return <ListSkeleton rows={6} rowStyle="h-18" />;
  if (events.length === 0) {
    const isNarrowed = Boolean(filters.action || filters.actorId || filters.actorKind);
    return (
      <EmptyState
        icon={<ScrollText aria-hidden />}
        title={t(isNarrowed ? 'noMatchTitle' : 'emptyTitle')}
        description={t(isNarrowed ? 'noMatchText' : 'emptyText')}
      />
    );
  }
  return (
    <div className="flex flex-col">
      <ol className="overflow-hidden rounded-card border bg-surface">
        {events.map((event) => (
          <AuditEventRow key={event.id} event={event} />
        ))}
      </ol>
      {hasNextPage && (
        <Button className="mt-4 self-center" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
