'use client';

import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';

interface SwitchProps {
  label: string;
  hideLabel?: boolean;
  description?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
}

export function Switch({ label, hideLabel, description, checked, onChange, disabled, className }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, with its own hidden input
    <label className={joinClasses('flex min-h-6 items-start justify-between gap-4', className)}>
      {!hideLabel && (
        <span className="min-w-0 text-ui">
          {label}
          {description && <span className="block text-ink-3 text-meta">{description}</span>}
        </span>
      )}
      <Base.Root
        aria-label={hideLabel ? label : undefined}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="my-0.5 flex h-5 w-8 shrink-0 items-center rounded-pill bg-line-strong p-0.5 transition-colors data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4 rounded-pill bg-surface transition-transform data-checked:translate-x-3" />
      </Base.Root>
    </label>
  );
}
