'use client';

import { createContext, type ReactNode, useEffect, useMemo, useState } from 'react';
import { onDemand } from './on-demand.tsx';
import type { ShownTooltip } from './shown-tooltip.ts';
import { createTooltipTimer } from './tooltip-timer.ts';

interface TooltipControl {
  readonly point: (tooltip: ShownTooltip) => void;
  readonly leave: (element: HTMLElement | null) => void;
}

export const TooltipContext = createContext<TooltipControl>({ point: () => {}, leave: () => {} });

/** What places a box beside an element is not needed before something is pointed at. */
const TooltipPopup = onDemand(async () => (await import('./tooltip-popup.tsx')).TooltipPopup);

/** Shows one tooltip at a time, after a moment, or at once while one after the other is looked at. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownTooltip | null>(null);
  const [timer] = useState(() => createTooltipTimer<ShownTooltip>(setShown));
  const control = useMemo<TooltipControl>(
    () => ({
      point: (tooltip) => {
        void TooltipPopup.load().catch(() => undefined);
        timer.point(tooltip);
      },
      leave: (element) => element !== null && timer.leave(element),
    }),
    [timer],
  );
  useEffect(() => {
    if (shown === null) return;
    const hideOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && timer.hide();
    window.addEventListener('keydown', hideOnEscape, true);
    return () => window.removeEventListener('keydown', hideOnEscape, true);
  }, [shown, timer]);
  useEffect(() => timer.hide, [timer]);
  return (
    <TooltipContext value={control}>
      {children}
      {shown !== null && <TooltipPopup {...shown} onEnter={timer.stay} onLeave={() => timer.leave(shown.element)} />}
    </TooltipContext>
  );
}
