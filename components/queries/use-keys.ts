'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keysSchema } from '#core/contracts/keys.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const waitingIntervalMs = 2_000;

/** Versions of the encryption key; asked again for as long as something waits to be encrypted anew. */
export function useKeys() {
  return useQuery({
    queryKey: queryKeys.keys,
    queryFn: ({ signal }) => callApi('/keys', keysSchema, { signal }),
    refetchInterval: ({ state }) => ((state.data?.waiting ?? 0) > 0 ? waitingIntervalMs : false),
  });
}

/** Rotates from the version that the reader saw: pressed twice, it rotates once. */
export function useRotateKeys() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (from: number | null) => callApi('/keys/rotate', keysSchema, { method: 'POST', body: { from } }),
    onSuccess: (keys) => queryClient.setQueryData(queryKeys.keys, keys),
  });
}
