import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type Field, isNumericType } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { type AggregateFunction, aggregateFunctions } from '#core/graph/nodes/aggregate.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Measure = NodeFormProps<'aggregate'>['settings']['measures'][number];

export function AggregateForm({ node, settings, change }: NodeFormProps<'aggregate'>) {
  const t = useTranslations('builder.forms.aggregate');
  const fields = useInputFields(node.id);
  const { groupBy, measures } = settings;
  const add = () => change({ measures: [...measures, { name: t('countName'), function: 'count', field: '' }] });
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
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-ui">{t('measures')}</h3>
        <ul className="flex flex-col gap-4">
          {measures.map((measure, index) => (
            <MeasureRow
              // biome-ignore lint/suspicious/noArrayIndexKey: names may be empty or repeated while typing
              key={index}
              node={node}
              index={index}
              measure={measure}
              fields={fields}
              onChange={(part) => change({ measures: replaceAt(measures, index, part) })}
              onRemove={() => change({ measures: removeAt(measures, index) })}
            />
          ))}
        </ul>
        <Button size="small" icon={Plus} className="self-start" onClick={add}>
          {t('add')}
        </Button>
        <SectionProblem node={node} field="measures" />
      </section>
    </>
  );
}

interface MeasureRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly measure: Measure;
  readonly fields: readonly Field[];
  readonly onChange: (part: Partial<Measure>) => void;
  readonly onRemove: () => void;
}

function MeasureRow({ node, index, measure, fields, onChange, onRemove }: MeasureRowProps) {
  const t = useTranslations('builder.forms.aggregate');
  const fieldProblem = useFieldProblem(node, `measures.${index}.field`);
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
      <TextField
        label={t('name')}
        hideLabel
        placeholder={t('name')}
        maxLength={200}
        error={useFieldProblem(node, `measures.${index}.name`)}
        value={measure.name}
        onChange={(name) => onChange({ name })}
      />
    </ListRow>
  );
}
