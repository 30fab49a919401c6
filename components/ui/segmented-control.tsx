'use client';

import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { LucideIcon } from 'lucide-react';
import { joinClasses } from './join-classes.ts';

interface SegmentedControlProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { readonly value: Value; readonly label: string; readonly icon?: LucideIcon }[];
  disabled?: boolean;
  className?: string;
}

/** One of two to five choices, all in sight. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, onChange, choices, disabled, className } = props;
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next as Value)}
      disabled={disabled}
      className={joinClasses('inline-flex max-w-full gap-0.5 rounded-control bg-raised p-0.5', className)}
    >
      {choices.map(({ value: choice, label: text, icon: Icon }) => (
        <Toggle
          key={choice}
          value={choice}
          className="inline-flex min-h-7 min-w-0 flex-auto items-center justify-center gap-1.5 rounded-[5px] px-2.5 font-medium text-ink-2 text-ui hover:text-ink data-pressed:bg-lifted data-pressed:text-ink data-pressed:shadow-[0_0_0_1px_var(--line)]"
        >
          {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
          <span className="truncate">{text}</span>
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
