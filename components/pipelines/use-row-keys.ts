'use client';

import { type RefObject, useEffect } from 'react';

interface RowKeys {
  readonly list: RefObject<HTMLElement | null>;
  /** Called with the id of the focused row when X is pressed. */
  readonly onSelect?: (id: string) => void;
  /** Called when Shift takes the next row along: with the row one leaves and the one one comes to. */
  readonly onExtend?: (from: string, to: string) => void;
  /** Called when Escape is pressed in the list. */
  readonly onClear?: () => void;
}

const moves: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * J and K (or the arrows, once in the list) move between rows by their main link, with Shift selecting on the way;
 * X selects, Escape selects nothing. Enter is the link's own.
 */
export function useRowKeys({ list, onSelect, onExtend, onClear }: RowKeys): void {
  useEffect(() => {
    const moveOnKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
      const current = links.findIndex((link) => link.closest('li')?.contains(document.activeElement));
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const step = moves[key];
      const id = links[current]?.dataset.rowLink;
      if (step !== undefined && (current >= 0 || key.length === 1)) {
        const next = links[Math.min(Math.max(current + step, 0), links.length - 1)];
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
        if (event.shiftKey && id !== undefined) onExtend?.(id, next.dataset.rowLink ?? id);
      }
      if (key === 'x' && id !== undefined && onSelect) {
        event.preventDefault();
        onSelect(id);
      }
      if (key === 'Escape' && id !== undefined) onClear?.();
    };
    window.addEventListener('keydown', moveOnKey);
    return () => window.removeEventListener('keydown', moveOnKey);
  }, [list, onSelect, onExtend, onClear]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=dialog], [role=alertdialog], [role=listbox]',
    ) !== null
  );
}
