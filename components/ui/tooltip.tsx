'use client';

import { cloneElement, type ReactElement, type ReactNode, use, useEffect, useRef } from 'react';
import type { TooltipSide } from './shown-tooltip.ts';
import { TooltipContext } from './tooltip-provider.tsx';

interface TooltipProps {
  label: ReactNode;
  /** Keys to show beside the label, such as `mod+k`. */
  shortcut?: string | undefined;
  side?: TooltipSide | undefined;
  /** The element that is described; it must be focusable. */
  children: ReactElement<Record<string, unknown>>;
}

type Listener = (event: { currentTarget: HTMLElement; pointerType?: string }) => void;

/** A short explanation on hover and on keyboard focus. The one box that shows them all is `TooltipProvider`'s. */
export function Tooltip({ label, shortcut, side = 'top', children }: TooltipProps) {
  const { point, leave } = use(TooltipContext);
  const pointed = useRef<HTMLElement | null>(null);
  useEffect(() => () => leave(pointed.current), [leave]);
  const show = (element: HTMLElement) => {
    pointed.current = element;
    point({ element, label, shortcut, side });
  };
  const hide: Listener = ({ currentTarget }) => leave(currentTarget);
  const listeners: Record<string, Listener> = {
    onPointerEnter: ({ currentTarget, pointerType }) => pointerType !== 'touch' && show(currentTarget),
    onFocus: ({ currentTarget }) => currentTarget.matches(':focus-visible') && show(currentTarget),
    onPointerLeave: hide,
    onPointerDown: hide,
    onBlur: hide,
  };
  return cloneElement(children, chain(listeners, children.props));
}

/** Each listener before the one the element has itself. */
function chain(listeners: Record<string, Listener>, own: Record<string, unknown>): Record<string, Listener> {
  const both = Object.entries(listeners).map(([name, listener]) => {
    const given = own[name];
    const run: Listener = (event) => {
      listener(event);
      if (typeof given === 'function') given(event);
    };
    return [name, run] as const;
  });
  return Object.fromEntries(both);
}
