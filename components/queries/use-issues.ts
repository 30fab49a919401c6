'use client';

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { issueSchema } from '#core/contracts/issues.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const responseSchema = z.object({ issues: z.array(issueSchema) });

const busyMs = 2_000;
const idleMs = 15_000;

/** What keeps going wrong, most urgent first; asked again often while something may be settled by a run. */
export function useIssues() {
  return useQuery({
    queryKey: queryKeys.issues,
    queryFn: ({ signal }) => callApi('/issues', responseSchema, { signal }).then(({ issues }) => issues),
    refetchInterval: ({ state }) => (state.data?.some(({ running }) => running > 0) ? busyMs : idleMs),
  });
}
