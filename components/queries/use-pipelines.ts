'use client';

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { pipelineSummarySchema } from '#core/contracts/pipelines.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const responseSchema = z.object({ pipelines: z.array(pipelineSummarySchema) });

const busyMs = 3_000;
const idleMs = 15_000;

/** Every pipeline with its health; asked again often while something runs. */
export function usePipelines() {
  return useQuery({
    queryKey: queryKeys.pipelines,
    queryFn: ({ signal }) => callApi('/pipelines', responseSchema, { signal }).then(({ pipelines }) => pipelines),
    refetchInterval: ({ state }) =>
      state.data?.some(({ recentRuns }) => recentRuns.some(({ finishedAt }) => finishedAt === null)) ? busyMs : idleMs,
  });
}
