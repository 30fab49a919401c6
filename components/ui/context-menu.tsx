'use client';

import { cloneElement, type ReactElement, type ReactNode, useState } from 'react';
import { onDemand } from './on-demand.tsx';
import { useLongPress } from './use-long-press.ts';

const ContextMenuPopup = onDemand(async () => (await import('./context-menu-popup.tsx')).ContextMenuPopup);

interface ContextMenuProps {
  /** What is right-clicked, held down on touch, or asked by the keyboard. */
  area: ReactElement<Record<string, unknown>>;
  /** Items as in a `Menu`. */
  children: ReactNode;
}

/** A menu about the thing under the pointer. */
export function ContextMenu({ area, children }: ContextMenuProps) {
  const [point, setPoint] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ask = (x: number, y: number) => {
    setPoint({ x, y });
    setOpen(true);
  };
  const expect = () => void ContextMenuPopup.load().catch(() => undefined);
  const listeners = {
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      ask(event.clientX, event.clientY);
    },
    onPointerEnter: expect,
    onFocus: expect,
    ...useLongPress(ask),
  };
  return (
    <>
      {cloneElement(area, listeners)}
      {point !== null && (
        <ContextMenuPopup point={point} open={isOpen} onOpenChange={setOpen}>
          {children}
        </ContextMenuPopup>
      )}
    </>
  );
}
