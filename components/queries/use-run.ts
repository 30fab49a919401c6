'use client';

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { type RunStatus, runDetailSchema, runEventName } from '#core/contracts/runs.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

export function hasEnded(status: RunStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}

/** One run, kept current by the server for as long as it goes on. */
export function useRun(runId: string) {
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: queryKeys.run(runId),
    queryFn: ({ signal }) => callApi(`/runs/${runId}`, runDetailSchema, { signal }),
  });
  const isLive = query.data !== undefined && !hasEnded(query.data.status);
  useEffect(() => (isLive ? followRun(runId, queryClient) : undefined), [isLive, runId, queryClient]);
  return query;
}

/** Writes each event of the run into the cache. The browser reconnects by itself; every message is the whole state. */
function followRun(runId: string, queryClient: QueryClient): () => void {
  const events = new EventSource(`/api/v1/runs/${runId}/events`);
  events.addEventListener(runEventName, (event) => {
    const run = runDetailSchema.parse(JSON.parse(event.data));
    queryClient.setQueryData(queryKeys.run(runId), run);
    if (!hasEnded(run.status)) return;
    events.close();
    queryClient.invalidateQueries({ queryKey: queryKeys.pipelines });
    queryClient.invalidateQueries({ queryKey: queryKeys.runs, predicate: ({ queryKey }) => queryKey[1] === 'list' });
  });
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) queryClient.invalidateQueries({ queryKey: queryKeys.run(runId) });
  });
  return () => events.close();
}

/** Sends rows that are held for a target of the run, or lets them go. */
export function useChangeHeld(runId: string, nodeId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (action: 'retry' | 'give_up') =>
      callApi(`/runs/${runId}/steps/${nodeId}/held`, z.unknown(), { method: 'POST', body: { action } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.run(runId), exact: true }),
  });
}

export function useCancelRun(runId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`/runs/${runId}/cancel`, z.unknown(), { method: 'POST' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.run(runId), exact: true }),
  });
}
