'use client';

import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type FieldChoice, type RepairRequest, repairedSchema, repairSchema } from '#core/contracts/repairs.ts';
import { runPlanSchema } from '#core/contracts/run-plan.ts';
import { ApiError, callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const mostRetries = 3;

/** How the changed source of an issue can be mended; not asked again while somebody decides. */
export function useRepair(issueId: string) {
  return useQuery({
    queryKey: queryKeys.repair(issueId),
    queryFn: ({ signal }) => callApi(`/issues/${issueId}/repair`, repairSchema, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

/**
 * What a run of each pipeline would read and write with the choices made, found out one after the other: they read the same
 * source. Nothing is asked before all choices are made.
 */
export function useRepairPlans(
  issueId: string,
  pipelineIds: readonly string[],
  choices: readonly FieldChoice[] | null,
) {
  const line = useRef<Promise<unknown>>(Promise.resolve());
  return useQueries({
    queries: pipelineIds.map((pipelineId) => ({
      queryKey: queryKeys.repairPlan(issueId, pipelineId, choices),
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const body = { pipelineId, choices };
        const ask = () => callApi(`/issues/${issueId}/repair/plan`, runPlanSchema, { method: 'POST', body, signal });
        const turn = line.current.then(ask);
        line.current = turn.catch(() => undefined);
        return turn;
      },
      enabled: choices !== null,
      gcTime: 0,
      refetchOnWindowFocus: false,
      retry: (failures: number, error: Error) =>
        error instanceof ApiError && error.body.retryable && failures < mostRetries,
    })),
  });
}

/** Publishes what mends the source, and starts what failed again. */
export function useRepairIssue(issueId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RepairRequest) => callApi(`/issues/${issueId}/repair`, repairedSchema, { method: 'POST', body }),
    onSettled: () =>
      Promise.all(
        [queryKeys.issues, queryKeys.pipelines, queryKeys.runs].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
