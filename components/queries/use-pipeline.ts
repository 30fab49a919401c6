'use client';

import { useQuery } from '@tanstack/react-query';
import { pipelineDetailSchema } from '#core/contracts/pipelines.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** One pipeline with its draft, its published version, schedules and hooks. */
export function usePipeline(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.pipeline(pipelineId),
    queryFn: ({ signal }) => callApi(`/pipelines/${pipelineId}`, pipelineDetailSchema, { signal }),
  });
}
