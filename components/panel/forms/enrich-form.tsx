import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import type { Field } from '#core/graph/field-type.ts';
import { type FactName, factNames, isEmailFact } from '#core/graph/nodes/enrich.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
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
  const create = () => {
    const open = factNames.filter((fact) => !columns.some((column) => column.fact === fact));
    const likely = open.find((fact) => guessField(fields, fact) !== '') ?? open[0] ?? 'email_domain';
    const name = columns.some((column) => column.name === likely) ? '' : likely;
    return { fact: likely, field: guessField(fields, likely), name };
  };
  return (
    <ListEditor
      title={t('columns')}
      node={node}
      field="columns"
      addLabel={t('add')}
      entries={columns}
      create={create}
      onChange={(next) => change({ columns: next })}
    >
      {(row) => <ColumnRow {...row} fields={fields} />}
    </ListEditor>
  );
}

function ColumnRow({
  node,
  path,
  entry: column,
  fields,
  onChange,
  onRemove,
}: EntryProps<Column> & { readonly fields: readonly Field[] }) {
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
          error={useFieldProblem(node, `${path}.field`)}
          fields={fields}
          value={column.field}
          onChange={(field) => onChange({ field })}
        />
        <SettingTextField
          node={node}
          path={`${path}.name`}
          label={t('name')}
          hideLabel
          value={column.name}
          onChange={(name) => onChange({ name })}
        />
      </div>
    </ListRow>
  );
}
