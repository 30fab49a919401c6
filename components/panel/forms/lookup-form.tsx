import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { JoinKeysEditor } from '../fields/join-keys-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { ListSection } from '../fields/list-section.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Column = NodeFormProps<'lookup'>['settings']['columns'][number];

export function LookupForm({ node, settings, change }: NodeFormProps<'lookup'>) {
  const t = useTranslations('builder.forms.lookup');
  const { keys, columns } = settings;
  return (
    <>
      <JoinKeysEditor node={node} keys={keys} ports={['rows', 'list']} onChange={(next) => change({ keys: next })} />
      <ListSection
        title={t('columns')}
        node={node}
        field="columns"
        addLabel={t('add')}
        onAdd={() => change({ columns: [...columns, { field: '', name: '', otherwise: '' }] })}
      >
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
      <SelectField
        label={t('match')}
        value={settings.match}
        onChange={(match) => change({ match })}
        choices={(['first', 'any'] as const).map((value) => ({
          value,
          label: t(`matches.${value}.name`),
          description: t(`matches.${value}.description`),
        }))}
      />
      <Switch
        label={t('reject')}
        description={t('rejectHint')}
        checked={settings.missing === 'reject'}
        onChange={(reject) => change({ missing: reject ? 'reject' : 'keep' })}
      />
      <Advanced>
        <TextField
          label={t('foundName')}
          optional
          hint={t('foundNameHint')}
          maxLength={200}
          error={useFieldProblem(node, 'foundName')}
          value={settings.foundName}
          onChange={(foundName) => change({ foundName })}
        />
      </Advanced>
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
  const t = useTranslations('builder.forms.lookup');
  /** A name that was suggested follows the choice; a typed one stays. */
  const isSuggested = column.name === '' || column.name === column.field;
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <InputFieldSelect
        label={t('field')}
        hideLabel
        error={useFieldProblem(node, `columns.${index}.field`)}
        fields={useInputFields(node.id, 'list')}
        value={column.field}
        onChange={(field) => onChange({ field, ...(isSuggested && { name: field }) })}
      />
      <div className="grid grid-cols-2 items-start gap-1.5">
        <TextField
          label={t('name')}
          hideLabel
          placeholder={t('name')}
          maxLength={200}
          error={useFieldProblem(node, `columns.${index}.name`)}
          value={column.name}
          onChange={(name) => onChange({ name })}
        />
        <TextField
          label={t('otherwise')}
          hideLabel
          placeholder={t('otherwise')}
          maxLength={2000}
          error={useFieldProblem(node, `columns.${index}.otherwise`)}
          value={column.otherwise}
          onChange={(otherwise) => onChange({ otherwise })}
        />
      </div>
    </ListRow>
  );
}
