'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { oauthAppSchema, oauthAttemptSchema } from '#core/contracts/oauth.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const attemptIntervalMs = 1_500;

/** How a way to a vendor goes, asked again until it has ended. */
export function useOAuthAttempt(attemptId: string) {
  return useQuery({
    queryKey: queryKeys.oauthAttempt(attemptId),
    queryFn: ({ signal }) => callApi(`/oauth-attempts/${attemptId}`, oauthAttemptSchema, { signal }),
    refetchInterval: ({ state }) =>
      state.error === null && (state.data?.status ?? 'pending') === 'pending' ? attemptIntervalMs : false,
    refetchIntervalInBackground: true,
  });
}

const appsSchema = z.object({ redirectUri: z.string(), apps: z.array(oauthAppSchema) });

/** The workspace's own registrations at vendors, and the address that is to be registered there. For admins. */
export function useOAuthApps(enabled = true) {
  return useQuery({
    queryKey: queryKeys.oauthApps,
    queryFn: ({ signal }) => callApi('/oauth-apps', appsSchema, { signal }),
    enabled,
    staleTime: 60_000,
  });
}

export function useSaveOAuthApp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ connector, ...body }: { connector: ConnectorId; clientId: string; clientSecret?: string }) =>
      callApi(`/oauth-apps/${connector}`, oauthAppSchema, { method: 'PUT', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.oauthApps }),
  });
}

export function useRemoveOAuthApp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (connector: ConnectorId) => callApi(`/oauth-apps/${connector}`, z.unknown(), { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.oauthApps }),
  });
}
