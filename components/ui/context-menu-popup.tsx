'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { type ReactNode, useMemo } from 'react';
import { joinClasses } from './join-classes.ts';
import { floatingStyle } from './list-style.ts';

interface ContextMenuPopupProps {
  point: { readonly x: number; readonly y: number };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** The menu itself, at the point where it was asked for. */
export function ContextMenuPopup({ point, open, onOpenChange, children }: ContextMenuPopupProps) {
  const anchor = useMemo(() => ({ getBoundingClientRect: () => DOMRect.fromRect(point) }), [point]);
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="bottom" align="start" collisionPadding={8} className="z-50">
          <Base.Popup className={joinClasses(floatingStyle, 'min-w-48 max-w-80 p-1')}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
