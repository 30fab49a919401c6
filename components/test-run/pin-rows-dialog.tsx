import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useSavePin } from '#components/queries/use-pins.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { parsePinnedRows, writePinnedRows } from './parse-pinned-rows.ts';

/** Rows of a step as text, to be changed or replaced before they are pinned. */
export function PinRowsDialog() {
  const nodeId = useBuilder((state) => state.pinEditing);
  const grid = useBuilder(({ preview }) => (preview.nodeId === nodeId ? (preview.response?.output ?? null) : null));
  return nodeId === null || grid === null ? null : <OpenDialog nodeId={nodeId} grid={grid} />;
}

function OpenDialog({ nodeId, grid }: { nodeId: string; grid: Grid }) {
  const t = useTranslations('builder.testRun.edit');
  const toText = useErrorText();
  const store = useBuilderStore();
  const { pipelineId, graph } = store.getState();
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const [{ fields, before }] = useState(() => ({
    fields: grid.fields,
    before: writePinnedRows(grid.fields, grid.rows),
  }));
  const [text, setText] = useState(before);
  const save = useSavePin(pipelineId);
  const parsed = parsePinnedRows(text, fields);
  const isFault = 'fault' in parsed;
  const close = () => store.getState().set({ pinEditing: null });
  const pin = () => {
    const port = node && listPorts(node).outputs[0]?.id;
    if (isFault || port === undefined) return;
    const held = { nodeId, port, fields: [...fields], rows: parsed.rows };
    save.mutate({ ...held, upstreamHash: hashUpstream(graph, nodeId) }, { onSuccess: close });
  };
  const fault = !isFault
    ? undefined
    : parsed.fault === 'unknown'
      ? t('faults.unknown', { name: parsed.name })
      : t(`faults.${parsed.fault}`);
  return (
    <Dialog
      open
      size="large"
      onOpenChange={(open) => !open && close()}
      title={t('title', { name: node?.name ?? '' })}
      description={t('description')}
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button variant="primary" disabled={isFault} loading={save.isPending} onClick={pin}>
            {t('save', { rows: isFault ? 0 : parsed.rows.length })}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('rows')}
        mono
        rows={16}
        spellCheck={false}
        value={text}
        onChange={setText}
        hint={t('hint')}
        error={fault ?? (save.error ? toText(save.error) : undefined)}
      />
    </Dialog>
  );
}
