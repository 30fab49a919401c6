import type { ReactNode } from 'react';

export type TooltipSide = 'top' | 'right' | 'bottom' | 'left';

/** What one tooltip says, and beside what. */
export interface ShownTooltip {
  readonly element: HTMLElement;
  readonly label: ReactNode;
  readonly shortcut: string | undefined;
  readonly side: TooltipSide;
}
