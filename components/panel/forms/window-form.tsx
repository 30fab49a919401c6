import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { isNumericType } from '#core/graph/field-type.ts';
import { readsField, type WindowFunction, windowFunctions } from '#core/graph/nodes/window.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { OrderByEditor } from '../fields/order-by-editor.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Column = NodeFormProps<'window'>['settings']['columns'][number];

const takesAnyField: readonly WindowFunction[] = ['previous', 'next'];
const takesRows: readonly WindowFunction[] = ['previous', 'next', 'moving_average'];

export function WindowForm({ node, settings, change }: NodeFormProps<'window'>) {
  const t = useTranslations('builder.forms.window');
  return (
    <>
      <ListEditor
        title={t('columns')}
        node={node}
        field="columns"
        addLabel={t('add')}
        entries={settings.columns}
        create={(): Column => ({ name: t('functions.running_total'), function: 'running_total', field: '', rows: 1 })}
        onChange={(columns) => change({ columns })}
      >
        {(row) => <ColumnRow {...row} />}
      </ListEditor>
      <OrderByEditor
        title={t('orderBy')}
        node={node}
        field="orderBy"
        entries={settings.orderBy}
        onChange={(orderBy) => change({ orderBy })}
      />
      <InputFieldsSelect
        label={t('groupBy')}
        optional
        hint={t('groupByHint')}
        error={useFieldProblem(node, 'groupBy')}
        fields={useInputFields(node.id)}
        values={settings.groupBy}
        onChange={(groupBy) => change({ groupBy })}
      />
    </>
  );
}

function ColumnRow({ node, path, entry: column, onChange, onRemove }: EntryProps<Column>) {
  const t = useTranslations('builder.forms.window');
  const fields = useInputFields(node.id);
  const { function: kind, rows } = column;
  const fieldProblem = useFieldProblem(node, `${path}.field`);
  const usable = takesAnyField.includes(kind) ? fields : fields.filter(({ type }) => isNumericType(type));
  /** A name that was suggested follows the choice; a typed one stays. */
  const isSuggested = column.name === '' || column.name === t(`functions.${kind}`);
  const pick = (next: WindowFunction) =>
    onChange({
      function: next,
      rows: next === 'moving_average' ? Math.max(rows, 2) : 1,
      ...(isSuggested && { name: t(`functions.${next}`) }),
    });
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <SelectField
        label={t('function')}
        hideLabel
        value={kind}
        onChange={pick}
        choices={windowFunctions.map((value) => ({
          value,
          label: t(`functions.${value}`),
          description: t(`functionHints.${value}`),
        }))}
      />
      {readsField(kind) && (
        <InputFieldSelect
          label={t('field')}
          hideLabel
          error={fieldProblem}
          fields={usable}
          value={column.field}
          onChange={(field) => onChange({ field })}
        />
      )}
      {takesRows.includes(kind) && (
        <NumberField
          label={kind === 'moving_average' ? t('span') : t('distance')}
          value={rows}
          min={1}
          max={1_000_000}
          onChange={(next) => onChange({ rows: next ?? rows })}
        />
      )}
      <SettingTextField
        node={node}
        path={`${path}.name`}
        label={t('name')}
        hideLabel
        value={column.name}
        onChange={(name) => onChange({ name })}
      />
    </ListRow>
  );
}
