'use client';

import { ContextMenu as Base } from '@base-ui/react/context-menu';
import type { ReactElement, ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';
import { floatingStyle } from './list-style.ts';

interface ContextMenuProps {
  /** What is right-clicked, held down on touch, or asked by the keyboard. */
  area: ReactElement<Record<string, unknown>>;
  /** Items as in a `Menu`. */
  children: ReactNode;
}

/** A menu about the thing under the pointer. */
export function ContextMenu({ area, children }: ContextMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={area} />
      <Base.Portal>
        <Base.Positioner collisionPadding={8} className="z-50">
          <Base.Popup className={joinClasses(floatingStyle, 'min-w-48 max-w-80 p-1')}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
