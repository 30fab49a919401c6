'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type PipelineSummary, pipelineDetailSchema, scheduleSchema } from '#core/contracts/pipelines.ts';
import { runSummarySchema } from '#core/contracts/runs.ts';
import type { Graph } from '#core/graph/graph.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

function useRefreshPipelines() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: queryKeys.pipelines });
}

export function useCreatePipeline() {
  const refresh = useRefreshPipelines();
  return useMutation({
    mutationFn: (body: { name: string; graph?: Graph }) =>
      callApi('/pipelines', pipelineDetailSchema, { method: 'POST', body }),
    onSuccess: refresh,
  });
}

/** Copies the draft of a pipeline into a new one. */
export function useDuplicatePipeline() {
  const refresh = useRefreshPipelines();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      callApi(`/pipelines/${id}/duplicate`, pipelineDetailSchema, { method: 'POST', body: { name } }),
    onSuccess: refresh,
  });
}

export function useRenamePipeline() {
  const queryClient = useQueryClient();
  const refresh = useRefreshPipelines();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      callApi(`/pipelines/${id}`, z.unknown(), { method: 'PATCH', body: { name } }),
    onMutate: ({ id, name }) => {
      queryClient.setQueryData<PipelineSummary[]>(queryKeys.pipelines, (pipelines) =>
        pipelines?.map((pipeline) => (pipeline.id === id ? { ...pipeline, name } : pipeline)),
      );
    },
    onSettled: refresh,
  });
}

export function useDeletePipeline() {
  const refresh = useRefreshPipelines();
  return useMutation({
    mutationFn: (id: string) => callApi(`/pipelines/${id}`, z.unknown(), { method: 'DELETE' }),
    onSettled: refresh,
  });
}

/** Starts a run of the published version, or of the draft where there is none. */
export function useStartRun() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ pipelineId, of }: { pipelineId: string; of: 'draft' | 'published' }) =>
      callApi(`/pipelines/${pipelineId}/runs`, runSummarySchema, { method: 'POST', body: { of } }),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: queryKeys.pipelines }),
        queryClient.invalidateQueries({ queryKey: queryKeys.runs }),
      ]);
    },
  });
}

/** Pauses or resumes every schedule of the given pipelines. Resolves with how many schedules changed. */
export function usePausePipelines() {
  const queryClient = useQueryClient();
  const refresh = useRefreshPipelines();
  return useMutation({
    mutationFn: async ({ ids, pause }: { ids: readonly string[]; pause: boolean }) => {
      const details = await Promise.all(ids.map((id) => callApi(`/pipelines/${id}`, pipelineDetailSchema)));
      const schedules = details.flatMap(({ schedules }) => schedules).filter(({ paused }) => paused !== pause);
      const action = pause ? 'pause' : 'resume';
      await Promise.all(
        schedules.map(({ id }) => callApi(`/schedules/${id}/${action}`, scheduleSchema, { method: 'POST' })),
      );
      return schedules.length;
    },
    onMutate: ({ ids, pause }) => {
      queryClient.setQueryData<PipelineSummary[]>(queryKeys.pipelines, (pipelines) =>
        pipelines?.map((pipeline) =>
          ids.includes(pipeline.id) && pipeline.scheduled ? { ...pipeline, paused: pause } : pipeline,
        ),
      );
    },
    onSettled: refresh,
  });
}
