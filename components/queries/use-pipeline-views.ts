'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type PipelineFilters,
  type PipelineView,
  pipelineViewSchema,
  pipelineViewsSchema,
} from '#core/contracts/pipeline-views.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** The views of the list of pipelines that the reader keeps, by name. */
export function usePipelineViews() {
  return useQuery({
    queryKey: queryKeys.pipelineViews,
    queryFn: ({ signal }) => callApi('/pipeline-views', pipelineViewsSchema, { signal }).then(({ views }) => views),
  });
}

/** Keeps filters under a name, in place of those kept under it before. */
export function useSavePipelineView() {
  const change = useChangeViews();
  return useMutation({
    mutationFn: (body: { name: string; filters: PipelineFilters }) =>
      callApi('/pipeline-views', pipelineViewSchema, { method: 'POST', body }),
    onSuccess: (saved) => change((views) => [...views.filter(({ id }) => id !== saved.id), saved]),
  });
}

export function useRenamePipelineView() {
  const change = useChangeViews();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      callApi(`/pipeline-views/${id}`, z.undefined(), { method: 'PATCH', body: { name } }),
    onSuccess: (_nothing, { id, name }) =>
      change((views) => views.map((view) => (view.id === id ? { ...view, name } : view))),
  });
}

export function useRemovePipelineView() {
  const change = useChangeViews();
  return useMutation({
    mutationFn: ({ id }: { id: string }) => callApi(`/pipeline-views/${id}`, z.undefined(), { method: 'DELETE' }),
    onSuccess: (_nothing, { id }) => change((views) => views.filter((view) => view.id !== id)),
  });
}

function useChangeViews() {
  const queryClient = useQueryClient();
  return (change: (views: PipelineView[]) => PipelineView[]) =>
    queryClient.setQueryData<PipelineView[]>(queryKeys.pipelineViews, (views = []) =>
      change(views).toSorted((one, other) => one.name.localeCompare(other.name)),
    );
}
