'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { connectLinkSchema } from '#core/contracts/oauth.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const responseSchema = z.object({ links: z.array(connectLinkSchema) });

/** Links by which somebody without a user may connect, newest first. */
export function useConnectLinks(connectionId: string) {
  return useQuery({
    queryKey: queryKeys.connectLinks(connectionId),
    queryFn: ({ signal }) =>
      callApi(`/connections/${connectionId}/links`, responseSchema, { signal }).then(({ links }) => links),
  });
}

/** The answer alone holds the link's address. */
export function useCreateConnectLink(connectionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { recipient: string; expiresInHours: number }) =>
      callApi(`/connections/${connectionId}/links`, connectLinkSchema, { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.connectLinks(connectionId) }),
  });
}

export function useWithdrawConnectLink(connectionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (linkId: string) =>
      callApi(`/connections/${connectionId}/links/${linkId}`, z.unknown(), { method: 'DELETE' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.connectLinks(connectionId) }),
  });
}
