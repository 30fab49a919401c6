import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { usePipeline } from '#components/queries/use-pipeline.ts';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { FieldsTable } from '../source/fields-table.tsx';
import { useDiscover } from '../source/use-discover.ts';

export function WebhookTriggerForm({ node, settings, change }: NodeFormProps<'webhook-trigger'>) {
  const t = useTranslations('builder.forms.webhook');
  const toText = useErrorText();
  const discover = useDiscover(node);
  const [body, setBody] = useState('');
  return (
    <>
      <HookAddress nodeId={node.id} />
      <TextField
        label={t('rowsPath')}
        optional
        hint={t('rowsPathHint')}
        mono
        maxLength={200}
        placeholder="data.items"
        value={settings.rowsPath}
        onChange={(rowsPath) => change({ rowsPath })}
      />
      <div className="flex flex-col gap-2">
        <TextArea
          label={t('example')}
          hint={t('exampleHint')}
          error={discover.error === null ? undefined : toText(discover.error)}
          mono
          rows={6}
          spellCheck={false}
          maxLength={1_000_000}
          placeholder={'{ "email": "ana@example.com", "score": 42 }'}
          value={body}
          onChange={setBody}
        />
        <Button
          className="self-start"
          variant={settings.fields.length === 0 ? 'primary' : 'secondary'}
          disabled={body.trim() === ''}
          loading={discover.isPending}
          onClick={() => discover.mutate({ body, keep: 'choices' })}
        >
          {t('readExample')}
        </Button>
        <SectionProblem node={node} field="fields" />
      </div>
      <FieldsTable fields={settings.fields} onChange={(fields) => change({ fields })} dateFormats />
    </>
  );
}

function HookAddress({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.forms.webhook');
  const pipelineId = useBuilder((state) => state.pipelineId);
  const { data: pipeline } = usePipeline(pipelineId);
  const [copied, setCopied] = useState(false);
  const hook = pipeline?.hooks.find((candidate) => candidate.nodeId === nodeId);
  if (hook === undefined)
    return <p className="rounded-control bg-raised px-3 py-2 text-ink-2 text-ui">{t('noAddress')}</p>;
  const copy = async () => {
    await navigator.clipboard.writeText(hook.url);
    setCopied(true);
  };
  return (
    <TextField
      label={t('address')}
      hint={hook.enabled ? t('addressHint') : t('addressOff')}
      readOnly
      mono
      value={hook.url}
      onChange={() => {}}
      onFocus={(event) => event.currentTarget.select()}
      suffix={
        <IconButton size="small" icon={copied ? Check : Copy} label={copied ? t('copied') : t('copy')} onClick={copy} />
      }
    />
  );
}
