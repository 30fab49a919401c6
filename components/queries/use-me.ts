'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { meSchema, type updateMeRequestSchema } from '#core/contracts/identity.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** Who is signed in, where, and with which role. */
export function useMe() {
  return useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => callApi('/me', meSchema, { signal }),
    staleTime: 60_000,
  });
}

export interface Rights {
  /** May connect accounts and change what others rely on. */
  readonly isAdmin: boolean;
  /** Builds with what admins connect, and may ask them for more. */
  readonly mayAsk: boolean;
}

/** What the reader may do; null until that is known. */
export function useRights(): Rights | null {
  const { data: me } = useMe();
  if (me === undefined) return null;
  return { isAdmin: me.role === 'owner' || me.role === 'admin', mayAsk: me.role === 'editor' };
}

type MeChange = z.input<typeof updateMeRequestSchema>;

/** Changes name, language or password; a new password ends every other session. */
export function useUpdateMe() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: MeChange) => callApi('/me', meSchema, { method: 'PATCH', body: change }),
    onSuccess: (me) => queryClient.setQueryData(queryKeys.me, me),
  });
}

export function useRenameWorkspace() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => callApi('/workspace', meSchema, { method: 'PATCH', body: { name } }),
    onSuccess: (me) => queryClient.setQueryData(queryKeys.me, me),
  });
}
