import { joinClasses } from './join-classes.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

const base =
  'relative inline-flex shrink-0 select-none items-center justify-center rounded-control font-medium whitespace-nowrap transition-[background-color,border-color,color,scale] active:scale-[0.985] disabled:active:scale-100 disabled:opacity-50 data-disabled:opacity-50 aria-busy:opacity-100';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover',
  secondary:
    'border border-line-strong/45 bg-surface text-ink hover:border-line-strong hover:bg-raised/60 data-popup-open:bg-raised',
  ghost: 'text-ink-2 hover:bg-raised hover:text-ink data-popup-open:bg-raised data-popup-open:text-ink',
  danger: 'bg-error text-on-error enabled:hover:bg-error/88',
};

const sizes: Record<ButtonSize, string> = {
  small: 'h-7 gap-1.5 px-2.5 text-meta',
  medium: 'h-8 gap-2 px-3 text-ui',
  large: 'h-10 gap-2 px-4 text-body',
};

/** Classes of a button, for buttons and for links that look like one. */
export function styleButton(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return joinClasses(base, variants[variant], sizes[size], className);
}
