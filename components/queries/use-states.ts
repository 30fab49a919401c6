import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeStateResponseSchema, type StateDestination, statesResponseSchema } from '#core/contracts/states.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** What the steps of a pipeline remember between runs. */
export function useStates(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.states(pipelineId),
    queryFn: ({ signal }) => callApi(`/pipelines/${pipelineId}/states`, statesResponseSchema, { signal }),
    select: ({ states }) => states,
  });
}

interface ChangeState {
  readonly nodeId: string;
  readonly stream: string;
  readonly to: StateDestination;
  readonly confirm: boolean;
}

/** Sets back what a step remembers; without `confirm` only asks what that would mean. */
export function useChangeState(pipelineId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeState) =>
      callApi(`/pipelines/${pipelineId}/states`, changeStateResponseSchema, { method: 'POST', body }),
    onSuccess: ({ changed }) =>
      changed ? queryClient.invalidateQueries({ queryKey: queryKeys.states(pipelineId) }) : undefined,
  });
}
