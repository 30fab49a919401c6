import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { runSummarySchema } from '#core/contracts/runs.ts';
import { runUndoSchema, undoPlanSchema } from '#core/contracts/undo.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** Whether a run can be undone, and what undoing did; asked once it has ended. */
export function useUndo(runId: string, hasEnded: boolean) {
  return useQuery({
    queryKey: queryKeys.runUndo(runId),
    queryFn: ({ signal }) => callApi(`/runs/${runId}/undo`, runUndoSchema, { signal }),
    enabled: hasEnded,
    // Another run changes it.
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data?.refusal === 'undoing' ? 2_000 : false),
  });
}

/** Asks what undoing would do now. Nothing is written. */
export function usePlanUndo(runId: string) {
  return useMutation({
    mutationFn: () => callApi(`/runs/${runId}/undo/plan`, undoPlanSchema, { method: 'POST' }),
  });
}

/** Starts the run that undoes this one. */
export function useStartUndo(runId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`/runs/${runId}/undo`, runSummarySchema, { method: 'POST' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.runUndo(runId) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.pipelines }),
  });
}
