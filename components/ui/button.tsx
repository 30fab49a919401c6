'use client';

import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonSize, type ButtonVariant, styleButton } from './button-style.ts';
import { joinClasses } from './join-classes.ts';
import { Spinner } from './spinner.tsx';

interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: LucideIcon;
  /** After the text, such as a chevron that says a menu opens. */
  endIcon?: LucideIcon;
  children: ReactNode;
}

type ButtonProps = ButtonLook & { loading?: boolean } & Omit<ComponentProps<'button'>, 'children'>;

/** While loading it keeps its size and focus, and ignores presses. */
export function Button(props: ButtonProps) {
  const {
    variant = 'secondary',
    size = 'medium',
    icon: Icon,
    endIcon: EndIcon,
    loading = false,
    children,
    className,
    ...rest
  } = props;
  const { disabled, onClick, type = 'button', ...others } = rest;
  return (
    <button
      {...others}
      type={loading ? 'button' : type}
      disabled={disabled}
      aria-busy={loading || undefined}
      onClick={loading ? undefined : onClick}
      className={styleButton(variant, size, className)}
    >
      {loading && <Spinner className="absolute" />}
      <span className={joinClasses('inline-flex min-w-0 items-center gap-[inherit]', loading && 'animate-vanish')}>
        {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
        <span className="truncate">{children}</span>
        {EndIcon && <EndIcon aria-hidden className="size-3.5 shrink-0 opacity-70" />}
      </span>
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink(props: ButtonLook & Omit<ComponentProps<typeof Link>, 'children'>) {
  const { variant = 'secondary', size = 'medium', icon: Icon, children, className, ...rest } = props;
  return (
    <Link {...rest} className={styleButton(variant, size, className)}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      <span className="truncate">{children}</span>
    </Link>
  );
}
