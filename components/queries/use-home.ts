'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { guideSchema, type Home, homeSchema } from '#core/contracts/home.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const busyMs = 3_000;
const idleMs = 15_000;

/** The last 24 hours and how far the first steps have come; asked again often while something runs. */
export function useHome() {
  return useQuery({
    queryKey: queryKeys.home,
    queryFn: ({ signal }) => callApi('/home', homeSchema, { signal }),
    // Whoever comes back has often just done one of the steps.
    staleTime: 0,
    refetchInterval: ({ state }) => ((state.data?.day.running ?? 0) > 0 ? busyMs : idleMs),
  });
}

/** Puts the first steps away for the reader, or brings them back; seen at once. */
export function useDismissGuide() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (dismissed: boolean) => callApi('/home/guide', guideSchema, { method: 'PATCH', body: { dismissed } }),
    onMutate: (dismissed) => {
      queryClient.setQueryData<Home>(
        queryKeys.home,
        (home) => home && { ...home, guide: { ...home.guide, dismissed } },
      );
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.home }),
  });
}
