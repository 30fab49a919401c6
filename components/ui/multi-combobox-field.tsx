'use client';

import { Combobox } from '@base-ui/react/combobox';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ComboboxPopup } from './combobox-field.tsx';
import { Field, type FieldTexts } from './field.tsx';
import type { Choice } from './select-field.tsx';

interface MultiComboboxFieldProps<Value extends string> extends FieldTexts {
  values: readonly Value[];
  onChange: (values: Value[]) => void;
  choices: readonly Choice<Value>[];
  placeholder?: string;
  emptyText?: string;
}

/** Several of many choices, in the order they were picked; shown as chips. */
export function MultiComboboxField<Value extends string>(props: MultiComboboxFieldProps<Value>) {
  const { values, onChange, choices, placeholder, emptyText, ...texts } = props;
  const t = useTranslations('app.ui');
  const selected = values.map((value) => choices.find((choice) => choice.value === value) ?? { value, label: value });
  return (
    <Field {...texts}>
      <Combobox.Root
        multiple
        items={choices}
        value={selected}
        onValueChange={(next) => onChange(next.map(({ value }) => value))}
        isItemEqualToValue={(a, b) => a.value === b.value}
        disabled={texts.disabled}
      >
        <Combobox.InputGroup className="w-full rounded-control border border-line-strong/80 bg-surface hover:border-line-strong focus-within:border-accent focus-within:outline-2 focus-within:outline-accent focus-within:-outline-offset-1">
          <Combobox.Chips className="flex min-h-7.5 flex-wrap items-center gap-1 p-0.5">
            {selected.map((choice) => (
              <Combobox.Chip
                key={choice.value}
                className="flex h-6 max-w-full items-center rounded-small bg-raised pl-2 text-ink text-ui outline-none data-highlighted:bg-accent data-highlighted:text-on-accent focus-within:bg-accent focus-within:text-on-accent"
              >
                <span className="truncate">{choice.label}</span>
                <Combobox.ChipRemove
                  aria-label={t('remove', { name: choice.label })}
                  className="flex size-6 shrink-0 items-center justify-center"
                >
                  <X aria-hidden className="size-3" />
                </Combobox.ChipRemove>
              </Combobox.Chip>
            ))}
            <Combobox.Input
              placeholder={values.length === 0 ? placeholder : ''}
              aria-label={texts.hideLabel ? texts.label : undefined}
              className="h-6 min-w-16 flex-1 bg-transparent px-1.5 text-ui outline-none pointer-coarse:text-title"
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
        <ComboboxPopup emptyText={emptyText ?? t('noMatch')} />
      </Combobox.Root>
    </Field>
  );
}
