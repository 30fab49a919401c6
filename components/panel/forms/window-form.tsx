import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { isNumericType } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { readsField, type WindowFunction, windowFunctions } from '#core/graph/nodes/window.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { ListSection } from '../fields/list-section.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { OrderByEditor } from '../fields/order-by-editor.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Column = NodeFormProps<'window'>['settings']['columns'][number];

const takesAnyField: readonly WindowFunction[] = ['previous', 'next'];
const takesRows: readonly WindowFunction[] = ['previous', 'next', 'moving_average'];

export function WindowForm({ node, settings, change }: NodeFormProps<'window'>) {
  const t = useTranslations('builder.forms.window');
  const { columns } = settings;
  const add = () =>
    change({
      columns: [...columns, { name: t('functions.running_total'), function: 'running_total', field: '', rows: 1 }],
    });
  return (
    <>
      <ListSection title={t('columns')} node={node} field="columns" addLabel={t('add')} onAdd={add}>
        {columns.map((column, index) => (
          <ColumnRow
            // biome-ignore lint/suspicious/noArrayIndexKey: names may be empty or repeated while typing
            key={index}
            node={node}
            index={index}
            column={column}
            onChange={(part) => change({ columns: replaceAt(columns, index, part) })}
            onRemove={() => change({ columns: removeAt(columns, index) })}
          />
        ))}
      </ListSection>
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

interface ColumnRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly column: Column;
  readonly onChange: (part: Partial<Column>) => void;
  readonly onRemove: () => void;
}

function ColumnRow({ node, index, column, onChange, onRemove }: ColumnRowProps) {
  const t = useTranslations('builder.forms.window');
  const fields = useInputFields(node.id);
  const { function: kind, rows } = column;
  const fieldProblem = useFieldProblem(node, `columns.${index}.field`);
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
      <TextField
        label={t('name')}
        hideLabel
        placeholder={t('name')}
        maxLength={200}
        error={useFieldProblem(node, `columns.${index}.name`)}
        value={column.name}
        onChange={(name) => onChange({ name })}
      />
    </ListRow>
  );
}
