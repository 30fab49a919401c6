import { useQuery } from '@tanstack/react-query';
import { sourceLooksResponseSchema } from '#core/contracts/source-looks.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** Which fields the sources of a pipeline had when they were last looked at. */
export function useSourceLooks(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.sourceLooks(pipelineId),
    queryFn: ({ signal }) => callApi(`/pipelines/${pipelineId}/source-looks`, sourceLooksResponseSchema, { signal }),
    select: ({ looks }) => looks,
  });
}
