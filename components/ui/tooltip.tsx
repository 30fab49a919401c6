'use client';

import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider delay={300} closeDelay={0}>
      {children}
    </Base.Provider>
  );
}

interface TooltipProps {
  label: ReactNode;
  /** Keys to show beside the label, such as `mod+k`. */
  shortcut?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** The element that is described; it must be focusable. */
  children: ReactElement<Record<string, unknown>>;
}

/** A short explanation on hover and on keyboard focus. */
export function Tooltip({ label, shortcut, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-60">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-control bg-ink px-2 py-1 text-canvas text-meta transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {label}
            {shortcut && <Kbd keys={shortcut} inverted />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
