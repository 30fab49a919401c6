import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { type Field, isNumericType } from '#core/graph/field-type.ts';
import { type AggregateFunction, aggregateFunctions } from '#core/graph/nodes/aggregate.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Measure = NodeFormProps<'aggregate'>['settings']['measures'][number];

export function AggregateForm({ node, settings, change }: NodeFormProps<'aggregate'>) {
  const t = useTranslations('builder.forms.aggregate');
  const fields = useInputFields(node.id);
  const { groupBy, measures } = settings;
  return (
    <>
      <InputFieldsSelect
        label={t('groupBy')}
        hint={t('groupByHint')}
        error={useFieldProblem(node, 'groupBy')}
        fields={fields}
        values={groupBy}
        onChange={(next) => change({ groupBy: next })}
      />
      <ListEditor
        title={t('measures')}
        node={node}
        field="measures"
        addLabel={t('add')}
        entries={measures}
        create={(): Measure => ({ name: t('countName'), function: 'count', field: '' })}
        onChange={(next) => change({ measures: next })}
      >
        {(row) => <MeasureRow {...row} fields={fields} />}
      </ListEditor>
    </>
  );
}

function MeasureRow({
  node,
  path,
  entry: measure,
  fields,
  onChange,
  onRemove,
}: EntryProps<Measure> & { readonly fields: readonly Field[] }) {
  const t = useTranslations('builder.forms.aggregate');
  const fieldProblem = useFieldProblem(node, `${path}.field`);
  const isNumeric = measure.function === 'sum' || measure.function === 'average';
  const usable = isNumeric ? fields.filter(({ type }) => isNumericType(type)) : fields;
  /** A name that was suggested follows the choice; a typed one stays. */
  const suggest = (kind: AggregateFunction, field: string) =>
    kind === 'count' ? t('countName') : field === '' ? '' : t('measureName', { function: kind, field });
  const pick = (kind: AggregateFunction, field: string) => {
    const isSuggested = measure.name === '' || measure.name === suggest(measure.function, measure.field);
    onChange({ function: kind, field, ...(isSuggested && { name: suggest(kind, field) }) });
  };
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-2 gap-1.5">
        <SelectField
          label={t('function')}
          hideLabel
          value={measure.function}
          onChange={(next) => pick(next, next === 'count' ? '' : measure.field)}
          choices={aggregateFunctions.map((value) => ({ value, label: t(`functions.${value}`) }))}
        />
        {measure.function !== 'count' && (
          <InputFieldSelect
            label={t('field')}
            hideLabel
            error={fieldProblem}
            fields={usable}
            value={measure.field}
            onChange={(field) => pick(measure.function, field)}
          />
        )}
      </div>
      <SettingTextField
        node={node}
        path={`${path}.name`}
        label={t('name')}
        hideLabel
        value={measure.name}
        onChange={(name) => onChange({ name })}
      />
    </ListRow>
  );
}
