import { useCallback, useRef, useState } from 'react';

/**
 * Which rows of a list are selected. `toggle` turns one over; with `range` everything between it and the one turned
 * over before becomes as that one is. Rows that have left the list are not selected any more.
 */
export function useRowSelection(ids: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const toggle = useCallback(
    (id: string, range = false) => {
      setChosen((before) => {
        const next = new Set(before);
        const start = anchor.current === null ? -1 : ids.indexOf(anchor.current);
        if (range && start >= 0) {
          const end = ids.indexOf(id);
          const isOn = before.has(anchor.current ?? '');
          for (const between of ids.slice(Math.min(start, end), Math.max(start, end) + 1)) {
            if (isOn) next.add(between);
            else next.delete(between);
          }
        } else if (!next.delete(id)) next.add(id);
        return next;
      });
      if (!range || anchor.current === null) anchor.current = id;
    },
    [ids],
  );
  const set = useCallback((all: readonly string[]) => {
    anchor.current = null;
    setChosen(new Set(all));
  }, []);
  return { selectedIds: new Set(ids.filter((id) => chosen.has(id))), toggle, set };
}
