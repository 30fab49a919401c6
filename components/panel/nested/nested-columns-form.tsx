import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import type { FieldType } from '#core/graph/field-type.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';
import { JsonColumnsEditor } from './json-columns-editor.tsx';

interface NestedColumnsFormProps extends NodeFormProps<'flatten' | 'parse-json'> {
  /** The type of the column that holds the nested data: text that is yet to be read, or what was read already. */
  readonly type: Extract<FieldType, 'json' | 'text'>;
  readonly texts: Readonly<Record<'field' | 'fieldHint' | 'columnsHint', string>>;
}

/** A column with nested data, the values of it that become columns, and what happens to those that don't fit. */
export function NestedColumnsForm({ node, settings, change, type, texts }: NestedColumnsFormProps) {
  const t = useTranslations('builder.forms.jsonColumns');
  return (
    <>
      <InputFieldSelect
        label={texts.field}
        hint={texts.fieldHint}
        error={useFieldProblem(node, 'field')}
        fields={useInputFields(node.id).filter((field) => field.type === type)}
        value={settings.field}
        onChange={(field) => change({ field })}
      />
      <JsonColumnsEditor
        node={node}
        source={settings.field}
        columns={settings.columns}
        hint={texts.columnsHint}
        onChange={(columns) => change({ columns })}
      />
      <Advanced>
        <Switch
          label={t('keepSource')}
          checked={settings.keepSource}
          onChange={(keepSource) => change({ keepSource })}
        />
        <Switch
          label={t('reject')}
          description={t('rejectHint')}
          checked={settings.onCastError === 'reject'}
          onChange={(reject) => change({ onCastError: reject ? 'reject' : 'blank' })}
        />
      </Advanced>
    </>
  );
}
