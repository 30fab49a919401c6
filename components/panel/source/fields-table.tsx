import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { typeIcons } from '#components/preview/type-icons.ts';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type FieldType, fieldTypes, isTemporalType } from '#core/graph/field-type.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { replaceAt } from '../edit-list.ts';
import { FieldPolicyMenu } from './drift/field-policy-menu.tsx';

interface FieldsTableProps {
  readonly fields: readonly SourceField[];
  readonly onChange: (fields: SourceField[]) => void;
  /** Whether dates may be written in other ways than ISO. */
  readonly dateFormats?: boolean;
  /** Whether each field may say what a run does where it is not as it was. */
  readonly policies?: boolean;
}

/** The fields a source has, each with the name and the type it gets in the pipeline. */
export function FieldsTable({ fields, onChange, dateFormats = false, policies = false }: FieldsTableProps) {
  const t = useTranslations('builder.panel');
  if (fields.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium text-ui">{t('fieldsFound', { count: fields.length })}</h3>
      <ul className="flex flex-col gap-1">
        {fields.map((field, index) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: fields stay in the source's order
            key={index}
            field={field}
            dateFormats={dateFormats}
            policies={policies}
            onChange={(part) => onChange(replaceAt(fields, index, part))}
          />
        ))}
      </ul>
    </section>
  );
}

interface FieldRowProps {
  readonly field: SourceField;
  readonly dateFormats: boolean;
  readonly policies: boolean;
  readonly onChange: (part: Partial<SourceField>) => void;
}

export const dateFormatChoices = ['', '%d/%m/%Y', '%m/%d/%Y', '%d-%m-%Y', '%d.%m.%Y', '%Y/%m/%d'] as const;
const momentFormats = ['', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%Y/%m/%d %H:%M:%S'] as const;

const FieldRow = memo(function FieldRow({ field, dateFormats, policies, onChange }: FieldRowProps) {
  const t = useTranslations('builder');
  const types = fieldTypes.map((type) => ({ value: type, label: t(`types.${type}`), icon: typeIcons[type] }));
  const known: readonly string[] = field.type === 'date' ? dateFormatChoices : momentFormats;
  const patterns = [...new Set([...known, field.format ?? ''])];
  return (
    <li
      className={`grid gap-1.5 ${policies ? 'grid-cols-[minmax(0,1fr)_124px_28px]' : 'grid-cols-[minmax(0,1fr)_132px]'}`}
    >
      <TextField
        label={t('panel.fieldName')}
        hideLabel
        value={field.name}
        maxLength={200}
        onChange={(name) => name !== '' && onChange({ name, path: field.path ?? [field.name] })}
      />
      <SelectField<FieldType>
        label={t('panel.fieldType', { name: field.name })}
        hideLabel
        value={field.type}
        onChange={(type) => onChange({ type, format: undefined, found: rememberFound(field, type) })}
        choices={types}
      />
      {policies && <FieldPolicyMenu field={field} onChange={(drift) => onChange({ drift })} />}
      {dateFormats && isTemporalType(field.type) && (
        <SelectField
          label={t('panel.dateFormat', { name: field.name })}
          hideLabel
          className="col-span-2 mb-1 pl-3"
          value={field.format ?? ''}
          onChange={(format) => onChange({ format: format === '' ? undefined : format })}
          choices={patterns.map((value) => ({ value, label: describePattern(value, field.type, t('panel.isoDate')) }))}
        />
      )}
    </li>
  );
});

/** The type that the source has, where another one is chosen. */
function rememberFound({ type, found = type }: SourceField, chosen: FieldType): FieldType | undefined {
  return chosen === found ? undefined : found;
}

/** The last day of 2026 as the pattern writes it. */
function describePattern(pattern: string, type: FieldType, iso: string): string {
  if (pattern === '') return type === 'date' ? `2026-12-31 · ${iso}` : `2026-12-31 07:30 · ${iso}`;
  const parts: Record<string, string> = { d: '31', m: '12', Y: '2026', y: '26', H: '07', M: '30', S: '00' };
  return pattern.replace(/%([dmYyHMS])/g, (_, part: string) => parts[part] ?? part);
}
