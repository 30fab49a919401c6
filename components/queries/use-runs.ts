'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { runSummarySchema } from '#core/contracts/runs.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';
import type { RunFilters } from './run-filters.ts';

const responseSchema = z.object({ runs: z.array(runSummarySchema), nextCursor: z.string().nullable() });

const busyMs = 2_000;
const idleMs = 10_000;

/** Runs, newest first, page by page. */
export function useRuns(filters: RunFilters) {
  return useInfiniteQuery({
    queryKey: queryKeys.runList(filters),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams();
      if (filters.pipelineId) query.set('pipelineId', filters.pipelineId);
      if (filters.status) query.set('status', filters.status);
      if (pageParam) query.set('cursor', pageParam);
      return callApi(`/runs?${query}`, responseSchema, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ runs }) => runs.some(({ finishedAt }) => finishedAt === null)) ? busyMs : idleMs,
  });
}
