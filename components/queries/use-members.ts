'use client';

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { memberSchema } from '#core/contracts/identity.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const responseSchema = z.object({ members: z.array(memberSchema) });

/** Who works in the workspace, by name. */
export function useMembers() {
  return useQuery({
    queryKey: queryKeys.members,
    queryFn: ({ signal }) => callApi('/members', responseSchema, { signal }).then(({ members }) => members),
    staleTime: 60_000,
  });
}
