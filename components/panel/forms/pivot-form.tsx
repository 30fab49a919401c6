import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import { isNumericType } from '#core/graph/field-type.ts';
import { aggregateFunctions } from '#core/graph/nodes/aggregate.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SampleButton } from '../fields/sample-button.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import { columnOf } from '../fields/use-input-sample.ts';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

/** Values taken from the sample at most: more are hardly columns. */
const maxSampleValues = 100;

type Value = NodeFormProps<'pivot'>['settings']['values'][number];

export function PivotForm({ node, settings, change }: NodeFormProps<'pivot'>) {
  const t = useTranslations('builder.forms.pivot');
  const functions = useTranslations('builder.forms.aggregate.functions');
  const fields = useInputFields(node.id);
  const { values, function: measured } = settings;
  const measureProblem = useFieldProblem(node, 'measure');
  const isNumeric = measured === 'sum' || measured === 'average';
  const takeValues = (grid: Grid) => change({ values: addSampleValues(values, columnOf(grid, settings.field)) });
  return (
    <>
      <InputFieldSelect
        label={t('field')}
        hint={t('fieldHint')}
        error={useFieldProblem(node, 'field')}
        fields={fields.filter(({ type }) => type !== 'json')}
        value={settings.field}
        onChange={(field) => change({ field })}
      />
      <ListEditor
        title={t('values')}
        hint={t('valuesHint')}
        node={node}
        field="values"
        addLabel={t('add')}
        entries={values}
        create={() => ({ value: '', name: '' })}
        onChange={(values) => change({ values })}
        more={
          <SampleButton
            label={t('fromSample')}
            nodeId={node.id}
            disabled={settings.field === ''}
            onSample={takeValues}
          />
        }
      >
        {(row) => <ValueRow {...row} />}
      </ListEditor>
      <div className="grid grid-cols-2 items-start gap-1.5">
        <SelectField
          label={t('function')}
          value={measured}
          onChange={(next) => change({ function: next })}
          choices={aggregateFunctions.map((value) => ({ value, label: functions(value) }))}
        />
        {measured !== 'count' && (
          <InputFieldSelect
            label={t('measure')}
            error={measureProblem}
            fields={isNumeric ? fields.filter(({ type }) => isNumericType(type)) : fields}
            value={settings.measure}
            onChange={(measure) => change({ measure })}
          />
        )}
      </div>
      <InputFieldsSelect
        label={t('groupBy')}
        hint={t('groupByHint')}
        error={useFieldProblem(node, 'groupBy')}
        fields={fields}
        values={settings.groupBy}
        onChange={(groupBy) => change({ groupBy })}
      />
      <Advanced>
        <SettingTextField
          node={node}
          path="otherName"
          label={t('otherName')}
          optional
          hint={t('otherNameHint')}
          value={settings.otherName}
          onChange={(otherName) => change({ otherName })}
        />
      </Advanced>
    </>
  );
}

/** The list with values of the sample that it lacks, in order; case and outer spaces make no difference. */
function addSampleValues(values: readonly Value[], cells: readonly unknown[]): Value[] {
  const known = new Set(values.map(({ value }) => value.trim().toLowerCase()));
  const found = new Map<string, string>();
  for (const cell of cells) {
    const text = cell === null || cell === undefined ? '' : String(cell).trim();
    const key = text.toLowerCase();
    if (key !== '' && !known.has(key) && !found.has(key)) found.set(key, text);
  }
  const added = [...found.values()].sort((a, b) => a.localeCompare(b)).slice(0, maxSampleValues);
  return [...values, ...added.map((value) => ({ value, name: value }))];
}

function ValueRow({ node, path, entry, onChange, onRemove }: EntryProps<Value>) {
  const t = useTranslations('builder.forms.pivot');
  /** A name that follows the value keeps following it. */
  const rename = (value: string) => onChange(entry.name === entry.value ? { value, name: value } : { value });
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-2 items-start gap-1.5">
        <SettingTextField
          node={node}
          path={`${path}.value`}
          label={t('value')}
          hideLabel
          maxLength={2000}
          value={entry.value}
          onChange={rename}
        />
        <SettingTextField
          node={node}
          path={`${path}.name`}
          label={t('name')}
          hideLabel
          value={entry.name}
          onChange={(name) => onChange({ name })}
        />
      </div>
    </ListRow>
  );
}
