'use client';

import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, startTransition, useState } from 'react';

interface FirstUseProps {
  /** The button, as long as it was never pressed. */
  trigger: ReactElement<Record<string, unknown>>;
  opens: 'menu' | 'dialog';
  /** Brings the code of what opens; called when the button is pointed at or focused. */
  load: () => Promise<unknown>;
  /** A menu or popover with the same button, open from the start. */
  children: ReactNode;
}

/** A button whose popup is loaded when it is about to be used, and mounted when it is. */
export function FirstUse({ trigger, opens, load, children }: FirstUseProps) {
  const [isUsed, setUsed] = useState(false);
  const expect = () => void load().catch(() => undefined);
  // In its own turn: the press that opens must not be taken for one outside of what it opens.
  const use = () =>
    void load().then(
      () => startTransition(() => setUsed(true)),
      () => undefined,
    );
  if (isUsed) return children;
  return cloneElement(trigger, {
    'aria-haspopup': opens,
    'aria-expanded': false,
    onPointerEnter: expect,
    onFocus: expect,
    onClick: use,
    ...(opens === 'menu' && {
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        use();
      },
    }),
  });
}
