import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { JsonColumnsEditor } from '../nested/json-columns-editor.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function FlattenForm({ node, settings, change }: NodeFormProps<'flatten'>) {
  const t = useTranslations('builder.forms.flatten');
  const columnTexts = useTranslations('builder.forms.jsonColumns');
  const fields = useInputFields(node.id);
  return (
    <>
      <InputFieldSelect
        label={t('field')}
        hint={t('fieldHint')}
        error={useFieldProblem(node, 'field')}
        fields={fields.filter(({ type }) => type === 'json')}
        value={settings.field}
        onChange={(field) => change({ field })}
      />
      <JsonColumnsEditor
        node={node}
        source={settings.field}
        columns={settings.columns}
        hint={t('columnsHint')}
        onChange={(columns) => change({ columns })}
      />
      <Advanced>
        <Switch
          label={columnTexts('keepSource')}
          checked={settings.keepSource}
          onChange={(keepSource) => change({ keepSource })}
        />
        <Switch
          label={columnTexts('reject')}
          description={columnTexts('rejectHint')}
          checked={settings.onCastError === 'reject'}
          onChange={(reject) => change({ onCastError: reject ? 'reject' : 'blank' })}
        />
      </Advanced>
    </>
  );
}
