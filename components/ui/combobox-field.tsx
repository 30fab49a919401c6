'use client';

import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { controlStyle } from './control-style.ts';
import { Field, type FieldTexts } from './field.tsx';
import { joinClasses } from './join-classes.ts';
import { floatingStyle, listItemStyle } from './list-style.ts';
import type { Choice } from './select-field.tsx';

interface ComboboxFieldProps<Value extends string> extends FieldTexts {
  value: Value | null;
  onChange: (value: Value | null) => void;
  choices: readonly Choice<Value>[];
  placeholder?: string;
  /** Said when nothing matches what is typed. */
  emptyText?: string;
  clearable?: boolean;
  mono?: boolean;
}

/** One of many choices, found by typing. */
export function ComboboxField<Value extends string>(props: ComboboxFieldProps<Value>) {
  const { value, onChange, choices, placeholder, emptyText, clearable = false, mono, ...texts } = props;
  const t = useTranslations('app.ui');
  const selected = choices.find((choice) => choice.value === value) ?? (value ? { value, label: value } : null);
  return (
    <Field {...texts}>
      <Combobox.Root
        items={choices}
        value={selected}
        onValueChange={(choice) => onChange(choice?.value ?? null)}
        isItemEqualToValue={(a, b) => a.value === b.value}
        disabled={texts.disabled}
      >
        <Combobox.InputGroup className="relative flex items-center">
          <Combobox.Input
            placeholder={placeholder}
            aria-label={texts.hideLabel ? texts.label : undefined}
            className={joinClasses(controlStyle, 'h-8 pl-2.5', clearable ? 'pr-14' : 'pr-8', mono && 'font-mono')}
          />
          <div className="absolute right-1 flex items-center text-ink-3">
            {clearable && (
              <Combobox.Clear
                aria-label={t('clear')}
                className="flex size-6 items-center justify-center rounded-small hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </Combobox.Clear>
            )}
            <Combobox.Trigger
              aria-label={t('openList')}
              className="flex size-6 items-center justify-center rounded-small hover:text-ink"
            >
              <ChevronsUpDown aria-hidden className="size-3.5" />
            </Combobox.Trigger>
          </div>
        </Combobox.InputGroup>
        <ComboboxPopup emptyText={emptyText ?? t('noMatch')} />
      </Combobox.Root>
    </Field>
  );
}

/** The list of a combobox of choices. */
export function ComboboxPopup({ emptyText }: { emptyText: string }) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} collisionPadding={8} className="z-50">
        <Combobox.Popup className={joinClasses(floatingStyle, 'min-w-(--anchor-width) max-w-(--available-width)')}>
          <Combobox.Empty className="empty:hidden">
            <div className="px-3 py-3 text-ink-3 text-ui">{emptyText}</div>
          </Combobox.Empty>
          <Combobox.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto overscroll-contain p-1 data-empty:p-0">
            {(choice: Choice) => (
              <Combobox.Item key={choice.value} value={choice} disabled={choice.disabled} className={listItemStyle}>
                {choice.mark ?? (choice.icon && <choice.icon aria-hidden className="size-4 shrink-0 text-ink-3" />)}
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{choice.label}</span>
                  {choice.description && <span className="block text-ink-3 text-meta">{choice.description}</span>}
                </span>
                <span className="size-4 shrink-0">
                  <Combobox.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </Combobox.ItemIndicator>
                </span>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
