'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { keptRowsSchema, type RowOutcome, sentRequestSchema } from '#core/contracts/kept-rows.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const pageRows = 200;

export interface KeptRowFilters {
  readonly q: string;
  readonly outcome: RowOutcome | null;
  readonly port: string | null;
}

/** The rows that were kept of a step, page by page. */
export function useKeptRows(runId: string, nodeId: string, filters: KeptRowFilters) {
  return useInfiniteQuery({
    queryKey: queryKeys.keptRows(runId, nodeId, filters),
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageRows), offset: String(pageParam) });
      if (filters.q !== '') query.set('q', filters.q);
      if (filters.outcome !== null) query.set('outcome', filters.outcome);
      if (filters.port !== null) query.set('port', filters.port);
      return callApi(`/runs/${runId}/steps/${nodeId}/rows?${query}`, keptRowsSchema, { signal });
    },
    getNextPageParam: ({ matching }, pages) => {
      const seen = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return seen < matching ? seen : null;
    },
    placeholderData: keepPreviousData,
  });
}

const requestsSchema = z.object({ requests: z.array(sentRequestSchema) });

/** The requests that carried a row to an API. */
export function useSentRequests(runId: string, nodeId: string, row: number, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.sentRequests(runId, nodeId, row),
    queryFn: ({ signal }) =>
      callApi(`/runs/${runId}/steps/${nodeId}/requests?row=${row}`, requestsSchema, { signal }).then(
        ({ requests }) => requests,
      ),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
