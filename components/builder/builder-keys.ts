import type { BuilderActions } from './use-builder-actions.ts';

/** Actions that a key starts by itself, wherever the focus is except in a field or above the builder. */
export type KeyAction = Exclude<keyof BuilderActions, 'align' | 'distribute' | 'move'> | 'addAfter' | 'toggleMiniMap';

/** Keys with their modifiers in one word; the first of an action is the one that is shown. */
export const builderKeys = {
  addAfter: ['a'],
  connect: ['c'],
  search: ['/'],
  outline: ['o'],
  find: ['mod+f'],
  remove: ['delete', 'backspace'],
  toggleDisabled: ['d'],
  testHere: ['t'],
  pin: ['p'],
  rename: ['f2'],
  undo: ['mod+z'],
  redo: ['mod+shift+z', 'mod+y'],
  duplicate: ['mod+d'],
  group: ['mod+g'],
  ungroup: ['mod+shift+g'],
  fold: ['e'],
  tidy: ['shift+a'],
  selectAll: ['mod+a'],
  selectDownstream: ['shift+arrowright'],
  selectUpstream: ['shift+arrowleft'],
  selectNothing: ['escape'],
  open: ['enter'],
  fit: ['f'],
  toggleMiniMap: ['m'],
  help: ['?'],
} as const satisfies Record<KeyAction, readonly string[]>;

const actionsByKey = new Map<string, KeyAction>(
  Object.entries(builderKeys).flatMap(([action, keys]) => keys.map((key) => [key, action as KeyAction] as const)),
);

export function findKeyAction(key: string): KeyAction | undefined {
  return actionsByKey.get(key);
}

/** A key with its modifiers in one word: `mod+shift+z`, `tab`, `?`. */
export function nameKey(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>): string {
  const isPrintable = event.key.length === 1 && !/[a-z]/i.test(event.key);
  const modifiers = [
    (event.metaKey || event.ctrlKey) && 'mod',
    event.altKey && 'alt',
    event.shiftKey && !isPrintable && 'shift',
  ].filter(Boolean);
  return [...modifiers, event.key.toLowerCase()].join('+');
}
