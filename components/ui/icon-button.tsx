'use client';

import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { joinClasses } from './join-classes.ts';
import type { TooltipSide } from './shown-tooltip.ts';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** Its name for everyone: read aloud, and shown as a tooltip. */
  label: string;
  shortcut?: string;
  size?: 'small' | 'medium';
  pressed?: boolean;
  loading?: boolean;
  tooltipSide?: TooltipSide;
}

const sizes = { small: 'size-6 [&_svg]:size-3.5', medium: 'size-8 [&_svg]:size-4' };

export function IconButton(props: IconButtonProps) {
  const { icon: Icon, label, shortcut, size = 'medium', pressed, loading, tooltipSide, className, ...rest } = props;
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        {...rest}
        onClick={loading ? undefined : rest.onClick}
        aria-label={label}
        aria-pressed={pressed}
        aria-busy={loading || undefined}
        className={joinClasses(
          'inline-flex shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-raised hover:text-ink disabled:pointer-events-none disabled:opacity-40 aria-pressed:bg-accent/12 aria-pressed:text-accent data-popup-open:bg-raised data-popup-open:text-ink',
          sizes[size],
          className,
        )}
      >
        {loading ? <Spinner /> : <Icon aria-hidden />}
      </button>
    </Tooltip>
  );
}
