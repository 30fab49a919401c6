'use client';

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { expectedRunSchema, pipelineDetailSchema, versionSchema } from '#core/contracts/pipelines.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** One pipeline with its draft, its published version, schedules and hooks. */
export function usePipeline(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.pipeline(pipelineId),
    queryFn: ({ signal }) => callApi(`/pipelines/${pipelineId}`, pipelineDetailSchema, { signal }),
  });
}

const versionsSchema = z.object({ versions: z.array(versionSchema) });

/** Published versions, newest first. */
export function usePipelineVersions(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.versions(pipelineId),
    queryFn: ({ signal }) =>
      callApi(`/pipelines/${pipelineId}/versions`, versionsSchema, { signal }).then(({ versions }) => versions),
  });
}

const expectedRunsSchema = z.object({ expectedRuns: z.array(expectedRunSchema) });

/** What became of each due occurrence, newest first. */
export function useExpectedRuns(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.expectedRuns(pipelineId),
    queryFn: ({ signal }) =>
      callApi(`/pipelines/${pipelineId}/expected-runs`, expectedRunsSchema, { signal }).then(
        ({ expectedRuns }) => expectedRuns,
      ),
  });
}
