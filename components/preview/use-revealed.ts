import { useSyncExternalStore } from 'react';

const revealedKey = 'telar.revealed';
const listeners = new Set<() => void>();

/** Whether values that tell who somebody is have been asked for, wherever they are shown; it stays so until the tab is closed. */
export function useRevealed() {
  const revealed = useSyncExternalStore(listen, isRevealed, () => false);
  return { revealed, reveal };
}

function reveal(next: boolean): void {
  sessionStorage.setItem(revealedKey, next ? 'yes' : 'no');
  for (const tell of listeners) tell();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isRevealed(): boolean {
  return sessionStorage.getItem(revealedKey) === 'yes';
}
