import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { NameList } from '../fields/name-list.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function SplitForm({ node, settings, change }: NodeFormProps<'split'>) {
  const t = useTranslations('builder.forms.split');
  const fields = useInputFields(node.id);
  const positionProblem = useFieldProblem(node, 'positionName');
  const { by, into } = settings;
  return (
    <>
      <InputFieldSelect
        label={t('field')}
        error={useFieldProblem(node, 'field')}
        fields={fields.filter(({ type }) => type === 'text')}
        value={settings.field}
        onChange={(field) => change({ field })}
      />
      <SelectField
        label={t('by')}
        value={by}
        onChange={(next) => change({ by: next })}
        choices={(['delimiter', 'pattern', 'position'] as const).map((value) => ({
          value,
          label: t(`ways.${value}.name`),
          description: t(`ways.${value}.description`),
        }))}
      />
      <CutField node={node} settings={settings} change={change} />
      <Labelled label={t('into')} hint={t(`intoHint.${into}`)}>
        <SegmentedControl
          label={t('into')}
          value={into}
          onChange={(next) => change({ into: next })}
          choices={[
            { value: 'columns', label: t('columns') },
            { value: 'rows', label: t('rows') },
          ]}
        />
      </Labelled>
      {into === 'columns' ? (
        <NameList
          title={t('names')}
          node={node}
          field="names"
          names={settings.names}
          onChange={(names) => change({ names })}
        />
      ) : (
        <TextField
          label={t('positionName')}
          optional
          hint={t('positionNameHint')}
          maxLength={200}
          error={positionProblem}
          value={settings.positionName}
          onChange={(positionName) => change({ positionName })}
        />
      )}
      {into === 'columns' && (
        <Advanced>
          {by === 'delimiter' && (
            <Switch
              label={t('keepRest')}
              description={t('keepRestHint')}
              checked={settings.keepRest}
              onChange={(keepRest) => change({ keepRest })}
            />
          )}
          <Switch
            label={t('keepSource')}
            checked={settings.keepSource}
            onChange={(keepSource) => change({ keepSource })}
          />
        </Advanced>
      )}
    </>
  );
}

function CutField({ node, settings, change }: NodeFormProps<'split'>) {
  const t = useTranslations('builder.forms.split');
  const { by } = settings;
  const problem = useFieldProblem(node, by === 'position' ? 'positions' : by);
  const [draft, setDraft] = useState<string | null>(null);
  if (by === 'position')
    return (
      <TextField
        label={t('positions')}
        hint={t('positionsHint')}
        error={problem}
        value={draft ?? settings.positions.join(', ')}
        inputMode="numeric"
        onBlur={() => setDraft(null)}
        onChange={(text) => {
          setDraft(text);
          change({ positions: readPositions(text) });
        }}
      />
    );
  return (
    <TextField
      label={t(by)}
      hint={by === 'delimiter' ? t('delimiterHint') : t('patternHint')}
      mono
      error={problem}
      maxLength={by === 'delimiter' ? 100 : 500}
      value={by === 'delimiter' ? settings.delimiter : settings.pattern}
      onChange={(text) => change(by === 'delimiter' ? { delimiter: text } : { pattern: text })}
    />
  );
}

function readPositions(text: string): number[] {
  const numbers = text.split(/\D+/).filter(Boolean).map(Number);
  return numbers.filter((number) => number >= 1 && number <= 100_000).slice(0, 100);
}
