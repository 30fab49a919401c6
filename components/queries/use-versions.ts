'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { versionDetailSchema, versionSchema } from '#core/contracts/pipelines.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const listSchema = z.object({ versions: z.array(versionSchema) });

/** What was published of a pipeline, newest first. */
export function useVersions(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.versions(pipelineId),
    queryFn: ({ signal }) =>
      callApi(`/pipelines/${pipelineId}/versions`, listSchema, { signal }).then(({ versions }) => versions),
  });
}

/** A version with its graph, which never changes. */
export function useVersion(pipelineId: string, versionId: string | null) {
  return useQuery({
    queryKey: [...queryKeys.versions(pipelineId), versionId],
    queryFn: ({ signal }) => callApi(`/pipelines/${pipelineId}/versions/${versionId}`, versionDetailSchema, { signal }),
    enabled: versionId !== null,
  });
}

export function useRenameVersion(pipelineId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      callApi(`/pipelines/${pipelineId}/versions/${id}`, versionSchema, { method: 'PATCH', body: { name } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.versions(pipelineId) }),
  });
}
