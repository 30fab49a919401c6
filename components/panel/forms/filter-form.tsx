import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { ConditionGroupEditor } from '../filter/condition-group-editor.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function FilterForm({ node, settings, change }: NodeFormProps<'filter'>) {
  const t = useTranslations('builder.forms.filter');
  return (
    <>
      <ConditionGroupEditor node={node} fields={useInputFields(node.id)} group={settings} onChange={change} />
      <Advanced>
        <Switch
          label={t('caseSensitive')}
          description={t('caseSensitiveHint')}
          checked={settings.caseSensitive}
          onChange={(caseSensitive) => change({ caseSensitive })}
        />
      </Advanced>
    </>
  );
}
