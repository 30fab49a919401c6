'use client';

import { useQuery } from '@tanstack/react-query';
import { runComparisonSchema } from '#core/contracts/run-comparison.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** The last good run before this one, and how the columns differ. */
export function useComparison(runId: string) {
  return useQuery({
    queryKey: queryKeys.comparison(runId),
    queryFn: ({ signal }) => callApi(`/runs/${runId}/comparison`, runComparisonSchema, { signal }),
  });
}
