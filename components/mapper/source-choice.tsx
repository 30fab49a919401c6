import { FunctionSquare, TextCursorInput } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFieldChoices } from '#components/panel/fields/input-field-select.tsx';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { quoteField } from '#core/formula/quote-field.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { mapField, mapValue, sourceKindOf } from './map-field.ts';
import type { TargetField } from './target-field.ts';

interface SourceChoiceProps {
  readonly target: TargetField;
  readonly entry: ColumnMapping | undefined;
  readonly fields: readonly Field[];
  readonly error: ReactNode;
  /** `opens`: what comes next is asked in the row's details. */
  readonly onChange: (entry: ColumnMapping | null, opens: boolean) => void;
}

/** No field has such a name. */
const ownChoices = { formula: '\u0000formula', fixed: '\u0000fixed' };

/** The field that fills a target field, found by typing; or a formula, or one value for every row. */
export function SourceChoice({ target, entry, fields, error, onChange }: SourceChoiceProps) {
  const t = useTranslations('builder.mapper');
  const known = useFieldChoices(fields);
  const kind = entry === undefined ? 'field' : sourceKindOf(entry);
  if (entry !== undefined && kind === 'fixed')
    return (
      <TextField
        label={t('fixedOf', { column: target.name })}
        hideLabel
        placeholder={t('fixed')}
        icon={TextCursorInput}
        maxLength={1000}
        error={error}
        value={entry.fixed ?? ''}
        onChange={(fixed) => onChange({ ...entry, fixed }, false)}
      />
    );
  const choices = [
    ...known,
    { value: ownChoices.formula, label: t('formula'), icon: FunctionSquare },
    { value: ownChoices.fixed, label: t('fixed'), icon: TextCursorInput },
  ];
  return (
    <ComboboxField
      label={t('sourceOf', { column: target.name })}
      hideLabel
      clearable={entry !== undefined}
      placeholder={t('choose')}
      error={error}
      choices={choices}
      value={entry === undefined ? null : kind === 'formula' ? ownChoices.formula : entry.field}
      onChange={(value) => {
        if (value === null) return onChange(null, false);
        if (value === ownChoices.formula)
          return onChange(mapValue(target, { formula: startFormula(entry) }, entry), true);
        if (value === ownChoices.fixed)
          return onChange(mapValue(target, { fixed: target.values?.[0] ?? '' }, entry), false);
        const field = fields.find(({ name }) => name === value);
        return onChange(mapField(target, field, value, entry), false);
      }}
    />
  );
}

/** A formula begins as the field that was there. */
function startFormula(entry: ColumnMapping | undefined): string {
  if (entry?.formula !== undefined) return entry.formula;
  return entry === undefined || entry.field === '' ? '' : quoteField(entry.field);
}
