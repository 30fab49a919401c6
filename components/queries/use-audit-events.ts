'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { auditEventsResponseSchema } from '#core/contracts/audit.ts';
import { callApi } from './api-client.ts';
import type { AuditFilters } from './audit-filters.ts';
import { queryKeys } from './query-keys.ts';

/** What happened, newest first, page by page. For admins. */
export function useAuditEvents(filters: AuditFilters, limit: number) {
  return useInfiniteQuery({
    queryKey: queryKeys.auditEvents(filters),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(limit) });
      for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
      if (pageParam) query.set('cursor', pageParam);
      return callApi(`/audit-events?${query}`, auditEventsResponseSchema, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
