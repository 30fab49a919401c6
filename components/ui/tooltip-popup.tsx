'use client';

import { Tooltip as Base } from '@base-ui/react/tooltip';
import { Kbd } from './kbd.tsx';
import type { ShownTooltip } from './shown-tooltip.ts';

interface TooltipPopupProps extends ShownTooltip {
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

/** The box of a tooltip, beside what it explains. */
export function TooltipPopup({ element, label, shortcut, side, onEnter, onLeave }: TooltipPopupProps) {
  return (
    <Base.Root open>
      <Base.Portal>
        <Base.Positioner anchor={element} side={side} sideOffset={6} collisionPadding={8} className="z-60">
          <Base.Popup
            role="tooltip"
            onPointerEnter={onEnter}
            onPointerLeave={onLeave}
            className="flex max-w-72 items-center gap-2 rounded-control bg-ink px-2 py-1 text-canvas text-meta transition-opacity data-starting-style:opacity-0"
          >
            {label}
            {shortcut && <Kbd keys={shortcut} inverted />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
