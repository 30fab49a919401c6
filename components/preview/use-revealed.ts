import { useCallback, useState } from 'react';

const revealedKey = 'telar.revealed';

/** Whether values that tell who somebody is have been asked for; it stays so until the tab is closed. */
export function useRevealed() {
  const [revealed, setRevealed] = useState(isRevealed);
  const reveal = useCallback((next: boolean) => {
    sessionStorage.setItem(revealedKey, next ? 'yes' : 'no');
    setRevealed(next);
  }, []);
  return { revealed, reveal };
}

function isRevealed(): boolean {
  return typeof sessionStorage !== 'undefined' && sessionStorage.getItem(revealedKey) === 'yes';
}
