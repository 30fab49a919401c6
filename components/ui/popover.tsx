'use client';

import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';
import { floatingStyle } from './list-style.ts';

interface PopoverProps {
  trigger: ReactElement<Record<string, unknown>>;
  title?: ReactNode;
  children: ReactNode;
  open?: boolean;
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'top' | 'right' | 'bottom' | 'left';
  align?: 'start' | 'center' | 'end';
  className?: string;
}

export function Popover(props: PopoverProps) {
  const {
    trigger,
    title,
    children,
    open,
    defaultOpen,
    onOpenChange,
    side = 'bottom',
    align = 'start',
    className,
  } = props;
  return (
    <Base.Root open={open} defaultOpen={defaultOpen} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            className={joinClasses(floatingStyle, 'max-w-[min(24rem,calc(100vw-1rem))] p-3 text-ui', className)}
          >
            {title && <Base.Title className="mb-1 font-medium text-ink text-ui">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
