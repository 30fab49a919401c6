'use client';

import { useQueryClient } from '@tanstack/react-query';

/** Ends the session and leaves nothing of it in memory. */
export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    const { signOut } = await import('next-auth/react');
    await signOut({ redirect: false });
    queryClient.clear();
    window.location.assign('/sign-in');
  };
}
