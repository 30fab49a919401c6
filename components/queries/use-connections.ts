'use client';

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type ConnectionView,
  connectionSchema,
  type createConnectionRequestSchema,
  tableSchema,
  testConnectionResponseSchema,
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

export function useDeleteConnection() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi(`/connections/${id}`, z.unknown(), { method: 'DELETE' }),
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
