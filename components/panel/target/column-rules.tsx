import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { type ColumnMapping, type FieldPolicy, fieldPolicies } from '#core/graph/nodes/target-write.ts';

interface ColumnRulesProps {
  readonly entry: ColumnMapping;
  readonly onChange: (part: Partial<ColumnMapping>) => void;
}

/** When a value replaces the one that is there, and what values are called in the table. */
export function ColumnRules({ entry, onChange }: ColumnRulesProps) {
  const t = useTranslations('builder.forms.postgresTarget');
  const [draft, setDraft] = useState<string | null>(null);
  const { policy = 'always', values = [], otherwise = 'keep', column } = entry;
  const text = values.map(({ from, to }) => `${from} = ${to}`).join('\n');
  return (
    <>
      <SelectField<FieldPolicy>
        label={t('policy', { column })}
        value={policy}
        onChange={(next) => onChange({ policy: next })}
        choices={fieldPolicies.map((value) => ({ value, label: t(`policies.${value}`) }))}
      />
      <TextArea
        label={t('values')}
        hint={t('valuesHint')}
        optional
        mono
        rows={2}
        spellCheck={false}
        value={draft ?? text}
        onBlur={() => setDraft(null)}
        onChange={(next) => {
          setDraft(next);
          onChange({ values: readPairs(next) });
        }}
      />
      {values.length > 0 && (
        <Switch
          label={t('otherwise')}
          checked={otherwise === 'blank'}
          onChange={(blank) => onChange({ otherwise: blank ? 'blank' : 'keep' })}
        />
      )}
    </>
  );
}

/** Lines without an equals sign are not finished yet. */
function readPairs(text: string): { from: string; to: string }[] {
  return text.split('\n').flatMap((line) => {
    const place = line.indexOf('=');
    return place < 0 ? [] : [{ from: line.slice(0, place).trim(), to: line.slice(place + 1).trim() }];
  });
}
