import { useTranslations } from 'next-intl';
import { ForecastSection } from '#components/forecast/forecast-section.tsx';
import { SentMapping } from '#components/mapper/sent-mapping.tsx';
import { toTargetField } from '#components/mapper/target-field.ts';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { ConnectionSelect } from '../fields/connection-select.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { HeadersEditor } from '../fields/headers-editor.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { AcceptedFields } from '../target/accepted-fields.tsx';
import { SendSettings } from '../target/send-settings.tsx';
import { useInputFields } from '../use-input-fields.ts';

export function HttpTargetForm({ node, settings, change }: NodeFormProps<'http-target'>) {
  const t = useTranslations('builder.forms.httpTarget');
  const fields = useInputFields(node.id);
  const { connectionId, url, method, headers, batchSize, wrapKey, mapping, accepts } = settings;
  const sent = mapping?.map(({ column }) => ({ name: column, type: 'text' as const })) ?? fields;
  return (
    <>
      <SettingTextField
        node={node}
        path="url"
        label={t('url')}
        inputMode="url"
        spellCheck={false}
        maxLength={4000}
        placeholder={connectionId === '' ? 'https://api.example.com/contacts' : '/contacts'}
        value={url}
        onChange={(next) => change({ url: next })}
      />
      <ConnectionSelect
        connector="http"
        optional
        hint={t('connectionHint')}
        error={useFieldProblem(node, 'connectionId')}
        value={connectionId}
        onChange={(next) => change({ connectionId: next })}
      />
      <SentMapping
        node={node}
        mapping={mapping}
        fields={fields}
        hasPolicies={false}
        targets={accepts.map(toTargetField)}
        onChange={(next) => change({ mapping: next })}
      />
      <AcceptedFields
        node={node}
        accepts={accepts}
        request={`${method} ${url}`}
        onChange={(next) => change({ accepts: next })}
      />
      {accepts.length > 0 && <ForecastSection nodeId={node.id} of="settings" />}
      <SendSettings node={node} settings={settings} fields={sent} onChange={change} />
      <NumberField
        label={t('batchSize')}
        hint={t('batchSizeHint')}
        error={useFieldProblem(node, 'batchSize')}
        value={batchSize}
        min={1}
        max={10_000}
        onChange={(next) => next !== null && change({ batchSize: next })}
      />
      <TextField
        label={t('wrapKey')}
        optional
        hint={t('wrapKeyHint', { example: `{"${wrapKey || 'contacts'}": […]}` })}
        mono
        maxLength={100}
        value={wrapKey}
        onChange={(next) => change({ wrapKey: next })}
      />
      <Advanced>
        <SelectField
          label={t('method')}
          value={method}
          onChange={(next) => change({ method: next })}
          choices={(['POST', 'PUT', 'PATCH'] as const).map((value) => ({ value, label: value }))}
        />
        <HeadersEditor headers={headers} onChange={(next) => change({ headers: next })} />
      </Advanced>
    </>
  );
}
