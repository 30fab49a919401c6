import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { JoinKeysEditor } from '../fields/join-keys-editor.tsx';
import type { NodeFormProps } from '../node-form.ts';

const joinTypes = ['left', 'inner', 'right', 'full', 'anti'] as const;

export function JoinForm({ node, settings, change }: NodeFormProps<'join'>) {
  const t = useTranslations('builder.forms.join');
  const { keys, type } = settings;
  return (
    <>
      <SelectField
        label={t('type')}
        value={type}
        onChange={(next) => change({ type: next })}
        choices={joinTypes.map((value) => ({
          value,
          label: t(`types.${value}.name`),
          description: t(`types.${value}.description`),
        }))}
      />
      <JoinKeysEditor node={node} keys={keys} ports={['left', 'right']} onChange={(next) => change({ keys: next })} />
      <Advanced>
        <TextField
          label={t('suffix')}
          hint={t('suffixHint')}
          maxLength={40}
          value={settings.suffix}
          onChange={(suffix) => suffix !== '' && change({ suffix })}
        />
      </Advanced>
    </>
  );
}
