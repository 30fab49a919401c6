'use client';

import { useEffect } from 'react';

/** Tells the window that opened this one, which may no longer be reachable any other way, and closes a popup. */
export function AnnounceResult({ attemptId, popup }: { attemptId: string; popup: boolean }) {
  useEffect(() => {
    const channel = new BroadcastChannel('telar-oauth');
    channel.postMessage({ attemptId });
    channel.close();
    if (popup) window.close();
  }, [attemptId, popup]);
  return null;
}
