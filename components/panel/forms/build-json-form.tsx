import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Member = NodeFormProps<'build-json'>['settings']['fields'][number];

export function BuildJsonForm({ node, settings, change }: NodeFormProps<'build-json'>) {
  const t = useTranslations('builder.forms.buildJson');
  const columns = useInputFields(node.id);
  const { fields } = settings;
  const unlisted = columns.filter(({ name }) => !fields.some(({ field }) => field === name));
  return (
    <>
      <SettingTextField
        node={node}
        path="name"
        label={t('name')}
        value={settings.name}
        onChange={(name) => change({ name })}
      />
      <ListEditor
        title={t('fields')}
        node={node}
        field="fields"
        addLabel={t('add')}
        entries={fields}
        create={() => ({ field: '', key: '' })}
        onChange={(fields) => change({ fields })}
        more={
          unlisted.length > 0 && (
            <Button
              size="small"
              variant="ghost"
              onClick={() =>
                change({ fields: [...fields, ...unlisted.map(({ name }) => ({ field: name, key: name }))] })
              }
            >
              {t('addAll', { count: unlisted.length })}
            </Button>
          )
        }
      >
        {(row) => <MemberRow {...row} />}
      </ListEditor>
      <Advanced>
        <Switch
          label={t('skipBlank')}
          description={t('skipBlankHint')}
          checked={settings.skipBlank}
          onChange={(skipBlank) => change({ skipBlank })}
        />
        <Switch
          label={t('keepSources')}
          checked={settings.keepSources}
          onChange={(keepSources) => change({ keepSources })}
        />
      </Advanced>
    </>
  );
}

function MemberRow({ node, path, entry: member, onChange, onRemove }: EntryProps<Member>) {
  const t = useTranslations('builder.forms.buildJson');
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
        <InputFieldSelect
          label={t('field')}
          hideLabel
          error={useFieldProblem(node, `${path}.field`)}
          fields={useInputFields(node.id)}
          value={member.field}
          onChange={(field) =>
            onChange(member.key === '' || member.key === member.field ? { field, key: field } : { field })
          }
        />
        <ArrowRight aria-hidden className="mt-2 size-4 text-ink-3" />
        <SettingTextField
          node={node}
          path={`${path}.key`}
          label={t('key')}
          hideLabel
          value={member.key}
          onChange={(key) => onChange({ key })}
        />
      </div>
    </ListRow>
  );
}
