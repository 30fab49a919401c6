import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { comparisonsSchema } from '#core/contracts/comparisons.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** What was found when the run's rows were compared with its targets; asked once it has ended. */
export function useComparisons(runId: string, hasEnded: boolean) {
  return useQuery({
    queryKey: queryKeys.comparisons(runId),
    queryFn: ({ signal }) => callApi(`/runs/${runId}/comparisons`, comparisonsSchema, { signal }),
    enabled: hasEnded,
  });
}

/** Compares a target now. */
export function useCompare(runId: string, nodeId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`/runs/${runId}/steps/${nodeId}/compare`, comparisonsSchema, { method: 'POST' }),
    onSuccess: (found) => queryClient.setQueryData(queryKeys.comparisons(runId), found),
  });
}
