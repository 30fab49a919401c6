import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { JoinKeysEditor } from '../fields/join-keys-editor.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Column = NodeFormProps<'lookup'>['settings']['columns'][number];

export function LookupForm({ node, settings, change }: NodeFormProps<'lookup'>) {
  const t = useTranslations('builder.forms.lookup');
  const { keys, columns } = settings;
  return (
    <>
      <JoinKeysEditor node={node} keys={keys} ports={['rows', 'list']} onChange={(next) => change({ keys: next })} />
      <ListEditor
        title={t('columns')}
        node={node}
        field="columns"
        addLabel={t('add')}
        entries={columns}
        create={() => ({ field: '', name: '', otherwise: '' })}
        onChange={(columns) => change({ columns })}
      >
        {(row) => <ColumnRow {...row} />}
      </ListEditor>
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
        <SettingTextField
          node={node}
          path="foundName"
          label={t('foundName')}
          optional
          hint={t('foundNameHint')}
          value={settings.foundName}
          onChange={(foundName) => change({ foundName })}
        />
      </Advanced>
    </>
  );
}

function ColumnRow({ node, path, entry: column, onChange, onRemove }: EntryProps<Column>) {
  const t = useTranslations('builder.forms.lookup');
  /** A name that was suggested follows the choice; a typed one stays. */
  const isSuggested = column.name === '' || column.name === column.field;
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <InputFieldSelect
        label={t('field')}
        hideLabel
        error={useFieldProblem(node, `${path}.field`)}
        fields={useInputFields(node.id, 'list')}
        value={column.field}
        onChange={(field) => onChange({ field, ...(isSuggested && { name: field }) })}
      />
      <div className="grid grid-cols-2 items-start gap-1.5">
        <SettingTextField
          node={node}
          path={`${path}.name`}
          label={t('name')}
          hideLabel
          value={column.name}
          onChange={(name) => onChange({ name })}
        />
        <SettingTextField
          node={node}
          path={`${path}.otherwise`}
          label={t('otherwise')}
          hideLabel
          maxLength={2000}
          value={column.otherwise}
          onChange={(otherwise) => onChange({ otherwise })}
        />
      </div>
    </ListRow>
  );
}
