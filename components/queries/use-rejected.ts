import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  keepRuleAnswerSchema,
  type RejectedChange,
  type RejectedFilter,
  type ReplayRequest,
  rejectedChangedSchema,
  rejectedPageSchema,
  replayAnswerSchema,
} from '#core/contracts/rejected.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

export interface RejectedOrder {
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
}

const pageRows = 200;

/** Address of what a step refused, under the API's. */
function rejectedPath(runId: string, nodeId: string): string {
  return `/runs/${runId}/steps/${nodeId}/rejected`;
}

/** As query of an address; empty filters are left out. */
function toQuery(values: Readonly<Record<string, string | number | undefined>>): string {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
}

/** Rows that a step refused, page by page, with what was done about them. */
export function useRejected(runId: string, nodeId: string, filter: RejectedFilter, order: RejectedOrder | null) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.rejectedRows(runId, nodeId), filter, order],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      const query = toQuery({ ...filter, ...order, offset: pageParam, limit: pageRows });
      return callApi(`${rejectedPath(runId, nodeId)}?${query}`, rejectedPageSchema, { signal });
    },
    getNextPageParam: ({ total }, pages) => {
      const seen = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return seen < total ? seen : null;
    },
    placeholderData: (shown) => shown,
  });
}

/** How many rows there are, by what was wrong and by what became of them; null until that is known. */
export function useRejectedCounts(runId: string, nodeId: string) {
  return useQuery({
    queryKey: countsKey(runId, nodeId),
    queryFn: ({ signal }) => callApi(`${rejectedPath(runId, nodeId)}?limit=1`, rejectedPageSchema, { signal }),
  });
}

function countsKey(runId: string, nodeId: string) {
  return [...queryKeys.rejectedRows(runId, nodeId), 'counts'];
}

/** Counts again, without reading the rows again, which would move under the pointer. */
export function useRefreshRejectedCounts(runId: string, nodeId: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    () => queryClient.invalidateQueries({ queryKey: countsKey(runId, nodeId) }),
    [queryClient, runId, nodeId],
  );
}

/** Where the rows can be downloaded. */
export function rejectedCsvAddress(runId: string, nodeId: string, filter: RejectedFilter, mark: 'yes' | 'no'): string {
  return `/api/v1${rejectedPath(runId, nodeId)}/csv?${toQuery({ ...filter, mark })}`;
}

export function useChangeRejected(runId: string, nodeId: string) {
  return useMutation({
    mutationFn: (body: RejectedChange) =>
      callApi(rejectedPath(runId, nodeId), rejectedChangedSchema, { method: 'PATCH', body }),
  });
}

/** Asks for the rows and their counts again. */
export function useRefreshRejected(runId: string, nodeId: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    () => queryClient.invalidateQueries({ queryKey: queryKeys.rejectedRows(runId, nodeId) }),
    [queryClient, runId, nodeId],
  );
}

/** What a replay would do, asked anew whenever the choice changes. */
export function useReplayPlan(runId: string, nodeId: string, choice: Omit<ReplayRequest, 'confirm'>, enabled: boolean) {
  return useQuery({
    queryKey: [...queryKeys.rejectedRows(runId, nodeId), 'plan', choice],
    queryFn: ({ signal }) =>
      callApi(`${rejectedPath(runId, nodeId)}/replay`, replayAnswerSchema, { method: 'POST', body: choice, signal }),
    enabled,
    retry: false,
    staleTime: 0,
    placeholderData: (shown) => shown,
  });
}

export function useStartReplay(runId: string, nodeId: string) {
  const refresh = useRefreshRejected(runId, nodeId);
  return useMutation({
    mutationFn: (choice: Omit<ReplayRequest, 'confirm'>) =>
      callApi(`${rejectedPath(runId, nodeId)}/replay`, replayAnswerSchema, {
        method: 'POST',
        body: { ...choice, confirm: true },
      }),
    onSettled: refresh,
  });
}

/** Keeps a fix as a step of the pipeline's draft. */
export function useKeepRule(runId: string, nodeId: string, pipelineId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { column: string; from: string; to: string }) =>
      callApi(`${rejectedPath(runId, nodeId)}/rule`, keepRuleAnswerSchema, { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.pipeline(pipelineId) }),
  });
}
