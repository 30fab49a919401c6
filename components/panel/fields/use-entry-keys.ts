import { useState } from 'react';
import { moveItem, removeAt } from '../edit-list.ts';

/**
 * Keys for the entries of a list that have no identity of their own, so that what a row remembers (a half-typed text, an open part)
 * goes with its entry when another is removed or moved. A list that changes from elsewhere, as by undo, is followed by place.
 */
export function useEntryKeys(count: number) {
  const [known, setKeys] = useState<readonly number[]>(() => Array.from({ length: count }, (_, index) => index));
  const keys = fitKeys(known, count);
  return {
    keys,
    remove: (index: number) => setKeys(removeAt(keys, index)),
    move: (from: number, to: number) => setKeys(moveItem(keys, from, to)),
  };
}

/** As many keys as there are entries: the first ones stay, new ones are above all that were. */
function fitKeys(keys: readonly number[], count: number): readonly number[] {
  if (keys.length >= count) return keys.slice(0, count);
  const next = Math.max(-1, ...keys) + 1;
  return [...keys, ...Array.from({ length: count - keys.length }, (_, index) => next + index)];
}
