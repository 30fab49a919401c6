'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { connectionRequestSchema, type createConnectionRequestRequestSchema } from '#core/contracts/oauth.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const responseSchema = z.object({ requests: z.array(connectionRequestSchema) });

/** Open ones first: all of them for admins, one's own for editors. */
export function useConnectionRequests(enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.connectionRequests,
    queryFn: ({ signal }) =>
      callApi('/connection-requests', responseSchema, { signal }).then(({ requests }) => requests),
    enabled,
  });
}

type NewRequest = z.infer<typeof createConnectionRequestRequestSchema>;

/** Asks the admins; asking for the same again answers the open request. */
export function useRequestConnection() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRequest) =>
      callApi('/connection-requests', connectionRequestSchema, { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.connectionRequests }),
  });
}

/** Ends a request: with the connection made in answer, or (null) declined. */
export function useResolveRequest() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, connectionId }: { id: string; connectionId: string | null }) =>
      callApi(`/connection-requests/${id}/resolve`, connectionRequestSchema, {
        method: 'POST',
        body: { connectionId },
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.connectionRequests }),
  });
}
