'use client';

import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { controlStyle } from './control-style.ts';
import { Field, type FieldTexts } from './field.tsx';
import { joinClasses } from './join-classes.ts';
import { floatingStyle, listItemStyle } from './list-style.ts';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
  readonly icon?: LucideIcon;
  /** Shown instead of `icon`. */
  readonly mark?: ReactNode;
  readonly disabled?: boolean;
}

interface SelectFieldProps<Value extends string> extends FieldTexts {
  value: Value | null;
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  placeholder?: string;
  name?: string;
  size?: 'medium' | 'large';
}

/** One of a few choices. For many, or ones to search, use ComboboxField. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { value, onChange, choices, placeholder, name, size = 'medium', ...texts } = props;
  return (
    <Field {...texts}>
      <Select.Root items={choices} value={value} onValueChange={(next) => next !== null && onChange(next)} name={name}>
        <Select.Trigger
          aria-label={texts.hideLabel ? texts.label : undefined}
          className={joinClasses(
            controlStyle,
            'flex items-center justify-between gap-2 pr-2 pl-2.5 text-left data-disabled:opacity-60 data-placeholder:text-ink-3',
            size === 'large' ? 'h-10' : 'h-8',
          )}
        >
          <Select.Value placeholder={placeholder} className="truncate" />
          <Select.Icon>
            <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner sideOffset={4} alignItemWithTrigger={false} collisionPadding={8} className="z-50">
            <Select.Popup
              className={joinClasses(
                floatingStyle,
                'max-h-(--available-height) min-w-(--anchor-width) max-w-(--available-width) overflow-y-auto p-1',
              )}
            >
              <Select.List>
                {choices.map((choice) => (
                  <ChoiceItem key={choice.value} choice={choice} />
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </Field>
  );
}

function ChoiceItem({ choice }: { choice: Choice }) {
  const { value, label, description, icon: Icon, mark, disabled } = choice;
  return (
    <Select.Item value={value} disabled={disabled} className={listItemStyle}>
      {mark ?? (Icon && <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />)}
      <span className="min-w-0 flex-1">
        <Select.ItemText>{label}</Select.ItemText>
        {description && <span className="block text-ink-3 text-meta">{description}</span>}
      </span>
      <span className="size-4 shrink-0">
        <Select.ItemIndicator>
          <Check aria-hidden className="size-4 text-accent" />
        </Select.ItemIndicator>
      </span>
    </Select.Item>
  );
}
