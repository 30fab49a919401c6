'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { networkRulesSchema } from '#core/contracts/network.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** Private addresses that the pipelines of the workspace may call. For admins. */
export function useNetworkRules() {
  return useQuery({
    queryKey: queryKeys.networkRules,
    queryFn: ({ signal }) => callApi('/workspace/network', networkRulesSchema, { signal }),
  });
}

/** Replaces all of them. */
export function useSetNetworkRules() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (addresses: readonly string[]) =>
      callApi('/workspace/network', networkRulesSchema, { method: 'PUT', body: { addresses } }),
    onSuccess: (rules) => queryClient.setQueryData(queryKeys.networkRules, rules),
  });
}
