import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { erasuresSchema, personFoundSchema } from '#core/contracts/people.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** Looks for an address. A mutation, because every search is written down. */
export function useFindPerson() {
  return useMutation({
    mutationFn: (email: string) => callApi('/people/search', personFoundSchema, { method: 'POST', body: { email } }),
  });
}

/** What was erased, and what is waiting to be. */
export function useErasures(enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.erasures,
    queryFn: ({ signal }) => callApi('/people/erasures', erasuresSchema, { signal }),
    enabled,
    refetchInterval: ({ state }) => (state.data?.erasures.some(({ status }) => status === 'pending') ? 2_000 : false),
  });
}

export function useRequestErasure() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (email: string) =>
      callApi('/people/erasures', z.object({ id: z.string() }), { method: 'POST', body: { email } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.erasures }),
  });
}
