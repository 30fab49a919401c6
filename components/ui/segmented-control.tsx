'use client';

import type { LucideIcon } from 'lucide-react';
import type { KeyboardEvent } from 'react';
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
  const isNoneChosen = choices.every((choice) => choice.value !== value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex box everywhere
    <div
      role="group"
      aria-label={label}
      onKeyDown={walk}
      className={joinClasses('inline-flex max-w-full gap-0.5 rounded-control bg-raised p-0.5', className)}
    >
      {choices.map(({ value: choice, label: text, icon: Icon }) => (
        <button
          key={choice}
          type="button"
          disabled={disabled}
          aria-pressed={choice === value}
          tabIndex={choice === value || isNoneChosen ? 0 : -1}
          onClick={() => choice !== value && onChange(choice)}
          className="inline-flex min-h-7 min-w-0 flex-auto items-center justify-center gap-1.5 rounded-[5px] px-2.5 font-medium text-ink-2 text-ui hover:text-ink aria-pressed:bg-lifted aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line)]"
        >
          {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
          <span className="truncate">{text}</span>
        </button>
      ))}
    </div>
  );
}

/** Arrow keys go from one choice to the next; choosing is by Enter or the space bar. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const place = buttons.findIndex((button) => button.matches(':focus'));
  event.preventDefault();
  buttons[(place + step + buttons.length) % buttons.length]?.focus();
}
