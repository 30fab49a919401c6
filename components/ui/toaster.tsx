'use client';

import { useEffect, useState } from 'react';
import { onDemand } from './on-demand.tsx';
import { listenForToasts } from './toast.ts';

const ToastList = onDemand(async () => (await import('./toast-list.tsx')).ToastList);

/** Where `toast(…)` appears: loaded with the first press or key on a page, because something may have to be said of it. */
export function Toaster() {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    if (isWanted) return;
    const want = () => setWanted(true);
    const stopListening = listenForToasts(want);
    window.addEventListener('pointerdown', want);
    window.addEventListener('keydown', want);
    return () => {
      stopListening();
      window.removeEventListener('pointerdown', want);
      window.removeEventListener('keydown', want);
    };
  }, [isWanted]);
  return isWanted && <ToastList />;
}
