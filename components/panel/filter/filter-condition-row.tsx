import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type FilterCondition, takesValue } from '#core/graph/condition-group.ts';
import { type Field, type FieldType, isNumericType } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { FormulaEditor } from '../formula/formula-editor.tsx';
import { operatorsForType } from './operators-for-type.ts';

interface FilterConditionRowProps {
  readonly node: GraphNode;
  /** Path of the condition in the settings. */
  readonly path: string;
  readonly condition: FilterCondition;
  readonly fields: readonly Field[];
  readonly onChange: (part: Partial<FilterCondition>) => void;
  readonly onRemove: () => void;
}

/** One condition: a field, a comparison that fits its type, and a value where one is needed. */
export function FilterConditionRow(props: FilterConditionRowProps) {
  const { node, path, condition, fields, onChange, onRemove } = props;
  const t = useTranslations('builder.forms.filter');
  const { field, operator } = condition;
  const fieldProblem = useFieldProblem(node, `${path}.field`);
  const operatorProblem = useFieldProblem(node, `${path}.operator`);
  const type = fields.find(({ name }) => name === field)?.type ?? 'text';
  const known = operatorsForType(type);
  const isWide = operator === 'one_of' || !takesValue(operator);
  const offered = known.includes(operator) ? known : [operator, ...known];
  const pickField = (name: string) => {
    const nextType = fields.find((candidate) => candidate.name === name)?.type ?? 'text';
    const usable = operatorsForType(nextType);
    onChange({ field: name, ...(!usable.includes(operator) && { operator: usable[0] ?? 'equals' }) });
  };
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      {operator === 'formula' ? (
        <FormulaEditor
          node={node}
          field={`${path}.value`}
          label={t('formula')}
          fields={fields}
          value={condition.value}
          onChange={(value) => onChange({ value })}
        />
      ) : (
        <>
          <InputFieldSelect
            label={t('field')}
            hideLabel
            error={fieldProblem}
            fields={fields}
            value={field}
            onChange={pickField}
          />
          <div className={isWide ? 'grid gap-2' : 'grid grid-cols-[148px_minmax(0,1fr)] gap-2'}>
            <SelectField
              label={t('operator')}
              hideLabel
              error={operatorProblem}
              value={operator}
              onChange={(next) => onChange({ operator: next })}
              choices={offered.map((value) => ({ value, label: t(`operators.${describeOperator(value, type)}`) }))}
            />
            {takesValue(operator) && <ConditionValue {...props} type={type} />}
          </div>
        </>
      )}
    </ListRow>
  );
}

/** Dates come after and before, numbers are more and less. */
function describeOperator(operator: FilterCondition['operator'], type: FieldType): string {
  const isOrder = operator.startsWith('greater') || operator.startsWith('less');
  return isOrder && (type === 'date' || type === 'datetime') ? `${operator}_date` : operator;
}

function ConditionValue({ node, path, condition, onChange, type }: FilterConditionRowProps & { type: FieldType }) {
  const t = useTranslations('builder.forms.filter');
  const error = useFieldProblem(node, `${path}.value`);
  const shared = { label: t('value'), hideLabel: true, error, value: condition.value };
  if (condition.operator === 'one_of')
    return <TextArea {...shared} rows={3} placeholder={t('onePerLine')} onChange={(value) => onChange({ value })} />;
  return (
    <TextField
      {...shared}
      type={type === 'date' ? 'date' : 'text'}
      inputMode={isNumericType(type) ? 'decimal' : 'text'}
      placeholder={type === 'datetime' ? '2026-12-31 07:30' : t('value')}
      onChange={(value) => onChange({ value })}
    />
  );
}
