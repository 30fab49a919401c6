'use client';

import { useSyncExternalStore } from 'react';
import { joinClasses } from './join-classes.ts';

const appleKeys: Record<string, string> = { mod: '⌘', alt: '⌥', shift: '⇧' };
const otherKeys: Record<string, string> = { mod: 'Ctrl', alt: 'Alt', shift: '⇧' };
const keyNames: Record<string, string> = {
  enter: '↵',
  escape: 'Esc',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  arrowleft: '←',
  arrowright: '→',
  delete: 'Del',
  tab: 'Tab',
};

const subscribe = () => () => {};
const readApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** Keys as the reader's machine names them: `mod+k` is ⌘K on Apple machines and Ctrl K elsewhere. */
export function Kbd({ keys, inverted = false }: { keys: string; inverted?: boolean }) {
  const isApple = useSyncExternalStore(subscribe, readApple, () => false);
  const names = keys
    .split('+')
    .map((key) => (isApple ? appleKeys : otherKeys)[key] ?? keyNames[key] ?? key.toUpperCase());
  return (
    <span className="inline-flex shrink-0 gap-0.5">
      {names.map((name) => (
        <kbd
          key={name}
          className={joinClasses(
            'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-small border px-1 font-sans text-[11px] leading-none',
            inverted ? 'border-canvas/25 text-canvas' : 'border-line bg-raised text-ink-2',
          )}
        >
          {name}
        </kbd>
      ))}
    </span>
  );
}
