import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { ConnectionSelect } from '../fields/connection-select.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { HeadersEditor } from '../fields/headers-editor.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { DriftPolicyEditor } from '../source/drift/drift-policy-editor.tsx';
import { DriftSection } from '../source/drift/drift-section.tsx';
import { FieldsTable } from '../source/fields-table.tsx';
import { PagingEditor } from '../source/paging-editor.tsx';
import { ReadFieldsButton } from '../source/read-fields-button.tsx';
import { SinceEditor } from '../source/since-editor.tsx';
import { SyncEditor } from '../source/sync-editor.tsx';
import { useDiscover } from '../source/use-discover.ts';

export function HttpSourceForm({ node, settings, change }: NodeFormProps<'http-source'>) {
  const t = useTranslations('builder.forms.httpSource');
  const discover = useDiscover(node);
  const { connectionId, url, method, headers, body, rowsPath, paging, maxPages, fields, sync, since, drift } = settings;
  return (
    <>
      <SettingTextField
        node={node}
        path="url"
        label={t('url')}
        hint={connectionId === '' ? undefined : t('urlHint')}
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
      <SettingTextField
        node={node}
        path="rowsPath"
        label={t('rowsPath')}
        optional
        hint={t('rowsPathHint')}
        mono
        placeholder="data.items"
        value={rowsPath}
        onChange={(next) => change({ rowsPath: next })}
      />
      <PagingEditor paging={paging} onChange={(next) => change({ paging: next })} />
      <ReadFieldsButton discover={discover} known={fields.length > 0} disabled={url === '' && connectionId === ''} />
      <DriftSection node={node} onChange={change} />
      {fields.length > 0 && (
        <SyncEditor node={node} sync={sync} fields={fields} onChange={(next) => change({ sync: next })} />
      )}
      {sync.mode === 'incremental' && (
        <SinceEditor node={node} since={since} onChange={(next) => change({ since: next })} />
      )}
      <FieldsTable fields={fields} onChange={(next) => change({ fields: next })} dateFormats policies />
      {fields.length > 0 && <DriftPolicyEditor drift={drift} onChange={(next) => change({ drift: next })} />}
      <Advanced>
        <SelectField
          label={t('method')}
          value={method}
          onChange={(next) => change({ method: next })}
          choices={(['GET', 'POST'] as const).map((value) => ({ value, label: value }))}
        />
        {method === 'POST' && (
          <TextArea label={t('body')} mono rows={4} value={body} onChange={(next) => change({ body: next })} />
        )}
        <HeadersEditor headers={headers} onChange={(next) => change({ headers: next })} />
        {paging.kind !== 'none' && (
          <NumberField
            label={t('maxPages')}
            hint={t('maxPagesHint')}
            value={maxPages}
            min={1}
            max={100_000}
            onChange={(next) => next !== null && change({ maxPages: next })}
          />
        )}
      </Advanced>
    </>
  );
}
