import { useMutation, useQueryClient } from '@tanstack/react-query';
import { runPlanSchema } from '#core/contracts/run-plan.ts';
import { runSummarySchema } from '#core/contracts/runs.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** Asks what a run would do. Nothing is written or sent. */
export function usePlan(pipelineId: string) {
  return useMutation({
    mutationFn: (of: 'draft' | 'published') =>
      callApi(`/pipelines/${pipelineId}/plan`, runPlanSchema, { method: 'POST', body: { of } }),
  });
}

/** Starts a run that was planned, with a person's word on its removals. */
export function useStartPlanned(pipelineId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { of: 'draft' | 'published'; allowRemovals: boolean }) =>
      callApi(`/pipelines/${pipelineId}/runs`, runSummarySchema, { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.pipelines }),
  });
}
