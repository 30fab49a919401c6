import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { type FactName, factNames, isEmailFact } from '#core/graph/nodes/enrich.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { ListSection } from '../fields/list-section.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Column = NodeFormProps<'enrich'>['settings']['columns'][number];

/** The field that most likely holds an e-mail or a country. */
function guessField(fields: readonly Field[], fact: FactName): string {
  const pattern = isEmailFact(fact) ? /mail|correo/i : /country|pa[ií]s|land/i;
  return fields.find(({ name }) => pattern.test(name))?.name ?? '';
}

export function EnrichForm({ node, settings, change }: NodeFormProps<'enrich'>) {
  const t = useTranslations('builder.forms.enrich');
  const fields = useInputFields(node.id).filter(({ type }) => type === 'text');
  const { columns } = settings;
  /** The next fact of a field that is there, else of the first kind. */
  const add = () => {
    const open = factNames.filter((fact) => !columns.some((column) => column.fact === fact));
    const likely = open.find((fact) => guessField(fields, fact) !== '') ?? open[0] ?? 'email_domain';
    const name = columns.some((column) => column.name === likely) ? '' : likely;
    change({ columns: [...columns, { fact: likely, field: guessField(fields, likely), name }] });
  };
  return (
    <ListSection title={t('columns')} node={node} field="columns" addLabel={t('add')} onAdd={add}>
      {columns.map((column, index) => (
        <ColumnRow
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be empty or repeated while typing
          key={index}
          node={node}
          index={index}
          column={column}
          fields={fields}
          onChange={(part) => change({ columns: replaceAt(columns, index, part) })}
          onRemove={() => change({ columns: removeAt(columns, index) })}
        />
      ))}
    </ListSection>
  );
}

interface ColumnRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly column: Column;
  readonly fields: readonly Field[];
  readonly onChange: (part: Partial<Column>) => void;
  readonly onRemove: () => void;
}

function ColumnRow({ node, index, column, fields, onChange, onRemove }: ColumnRowProps) {
  const t = useTranslations('builder.forms.enrich');
  /** What was suggested follows the choice; what was typed stays. */
  const isSuggested = column.name === '' || column.name === column.fact;
  const pick = (fact: FactName) => {
    const fits = isEmailFact(fact) === isEmailFact(column.fact) && column.field !== '';
    onChange({ fact, ...(!fits && { field: guessField(fields, fact) }), ...(isSuggested && { name: fact }) });
  };
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <SelectField
        label={t('fact')}
        hideLabel
        value={column.fact}
        onChange={pick}
        choices={factNames.map((value) => ({
          value,
          label: t(`facts.${value}.name`),
          description: t(`facts.${value}.description`),
        }))}
      />
      <div className="grid grid-cols-2 items-start gap-1.5">
        <InputFieldSelect
          label={isEmailFact(column.fact) ? t('email') : t('country')}
          hideLabel
          error={useFieldProblem(node, `columns.${index}.field`)}
          fields={fields}
          value={column.field}
          onChange={(field) => onChange({ field })}
        />
        <TextField
          label={t('name')}
          hideLabel
          placeholder={t('name')}
          maxLength={200}
          error={useFieldProblem(node, `columns.${index}.name`)}
          value={column.name}
          onChange={(name) => onChange({ name })}
        />
      </div>
    </ListRow>
  );
}
