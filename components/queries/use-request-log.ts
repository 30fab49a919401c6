'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type RequestLogQuery, requestLogSchema } from '#core/contracts/network.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const pageSize = 50;
const refreshMs = 4_000;

/** Requests that left in the name of a connection, newest first, page by page. */
export function useRequestLog(connectionId: string, show: RequestLogQuery['show']) {
  return useInfiniteQuery({
    queryKey: queryKeys.requestLog(connectionId, show),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ show, limit: String(pageSize) });
      if (pageParam) query.set('cursor', pageParam);
      return callApi(`/connections/${connectionId}/requests?${query}`, requestLogSchema, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    // Requests are written down a moment after they were sent; who reads on is left in peace.
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? refreshMs : false),
  });
}
