'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type BudgetSettings, budgetSchema } from '#core/contracts/budgets.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const refreshMs = 15_000;

/** What a connection may take, has taken and will take; kept current while somebody looks. */
export function useConnectionBudget(connectionId: string) {
  return useQuery({
    queryKey: queryKeys.budget(connectionId),
    queryFn: ({ signal }) => callApi(`/connections/${connectionId}/budget`, budgetSchema, { signal }),
    refetchInterval: refreshMs,
  });
}

export function useSaveBudget(connectionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (settings: BudgetSettings) =>
      callApi(`/connections/${connectionId}/budget`, budgetSchema, { method: 'PUT', body: settings }),
    onSuccess: (budget) => queryClient.setQueryData(queryKeys.budget(connectionId), budget),
  });
}
