'use client';

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type ConnectionView,
  connectionSchema,
  type createConnectionRequestSchema,
  tableSchema,
  testConnectionResponseSchema,
  type updateConnectionRequestSchema,
} from '#core/contracts/connections.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

export type ConnectionValues = z.infer<typeof createConnectionRequestSchema>;

const listSchema = z.object({ connections: z.array(connectionSchema) });

const connectionsQuery = {
  queryKey: queryKeys.connections,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    callApi('/connections', listSchema, { signal }).then(({ connections }) => connections),
};

export function useConnections() {
  return useQuery(connectionsQuery);
}

/** Its health changes without anybody here. */
const healthIntervalMs = 15_000;

export function useConnection(id: string) {
  return useQuery({
    queryKey: queryKeys.connection(id),
    queryFn: ({ signal }) => callApi(`/connections/${id}`, connectionSchema, { signal }),
    refetchInterval: healthIntervalMs,
  });
}

/** The connections of the workspace as they are now. Rejects with an ApiError. */
export function readConnections(queryClient: QueryClient): Promise<ConnectionView[]> {
  return queryClient.fetchQuery(connectionsQuery);
}

const tablesSchema = z.object({ tables: z.array(tableSchema) });

/** Tables and views that a PostgreSQL connection can see. */
export function useTables(connectionId: string | null) {
  return useQuery({
    queryKey: queryKeys.tables(connectionId ?? ''),
    queryFn: ({ signal }) =>
      callApi(`/connections/${connectionId}/tables`, tablesSchema, { signal }).then(({ tables }) => tables),
    enabled: connectionId !== null && connectionId !== '',
    staleTime: 60_000,
  });
}

/** Creates a connection, or changes the one with the given id. */
export function useSaveConnection() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, values }: { id: string | null; values: ConnectionValues }) => {
      if (id === null) return callApi('/connections', connectionSchema, { method: 'POST', body: values });
      const { connector: _, ...change } = values;
      return callApi(`/connections/${id}`, connectionSchema, { method: 'PATCH', body: change });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.connections }),
  });
}

type ConnectionChanges = z.infer<typeof updateConnectionRequestSchema>;

/** Changes some of a connection; what is left out stays. */
export function useUpdateConnection(id: string) {
  const take = useTakeConnection();
  return useMutation({
    mutationFn: (body: ConnectionChanges) => callApi(`/connections/${id}`, connectionSchema, { method: 'PATCH', body }),
    onSuccess: take,
  });
}

/** Gives the access back to the vendor and forgets its tokens. */
export function useDisconnect(id: string) {
  const take = useTakeConnection();
  return useMutation({
    mutationFn: () => callApi(`/connections/${id}/disconnect`, connectionSchema, { method: 'POST' }),
    onSuccess: take,
  });
}

/** Asks the vendor for another token at once. */
export function useRenewToken(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`/connections/${id}/refresh`, connectionSchema, { method: 'POST' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.connections }),
  });
}

/** Shows an answer at once, and reads anew what else it may have changed. */
function useTakeConnection() {
  const queryClient = useQueryClient();
  return (connection: ConnectionView) => {
    queryClient.setQueryData(queryKeys.connection(connection.id), connection);
    return Promise.all([
      queryClient.invalidateQueries({ queryKey: queryKeys.connections }),
      queryClient.invalidateQueries({ queryKey: ['audit-events'] }),
    ]);
  };
}

export function useDeleteConnection() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, leaveSlots }: { id: string; leaveSlots: boolean }) =>
      callApi(`/connections/${id}?leaveSlots=${leaveSlots}`, z.unknown(), { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.connections }),
  });
}

/** Tries a stored connection. */
export function useTestStoredConnection() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi(`/connections/${id}/test`, testConnectionResponseSchema, { method: 'POST' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.connections }),
  });
}

/** Tries values that are not stored yet; with an id, absent secrets are the stored ones. */
export function useTestConnection() {
  return useMutation({
    mutationFn: ({ id, values }: { id: string | null; values: ConnectionValues }) =>
      callApi(id === null ? '/connections/test' : `/connections/${id}/test`, testConnectionResponseSchema, {
        method: 'POST',
        body: values,
      }),
  });
}
