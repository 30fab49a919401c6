'use client';

import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';

interface CheckboxProps {
  label: string;
  hideLabel?: boolean;
  description?: ReactNode;
  checked: boolean;
  indeterminate?: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
}

export function Checkbox(props: CheckboxProps) {
  const { label, hideLabel, description, checked, indeterminate, onChange, disabled, className } = props;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, with its own hidden input
    <label className={joinClasses('inline-flex min-h-6 min-w-6 items-start gap-2', className)}>
      <Base.Root
        aria-label={hideLabel ? label : undefined}
        checked={checked}
        indeterminate={indeterminate}
        onCheckedChange={onChange}
        disabled={disabled}
        className="m-1 flex size-4 shrink-0 items-center justify-center rounded-small border border-line-strong bg-surface data-checked:border-accent data-indeterminate:border-accent data-checked:bg-accent data-indeterminate:bg-accent data-disabled:opacity-50"
      >
        <Base.Indicator className="text-on-accent">
          {indeterminate ? (
            <Minus aria-hidden className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </Base.Indicator>
      </Base.Root>
      {!hideLabel && (
        <span className="min-w-0 pt-0.5 text-ui">
          {label}
          {description && <span className="block text-ink-3 text-meta">{description}</span>}
        </span>
      )}
    </label>
  );
}
