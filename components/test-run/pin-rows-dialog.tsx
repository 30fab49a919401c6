import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import { listPersonalFields, maskRows } from '#components/preview/personal-data.ts';
import { RevealButton } from '#components/preview/reveal-button.tsx';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useSavePin } from '#components/queries/use-pins.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';
import { parsePinnedRows, writePinnedRows } from './parse-pinned-rows.ts';
import { findShownOutput } from './shown-output.ts';
import { useNameOutput } from './use-name-output.ts';

/** Rows of an output as text, to be changed or replaced before they are pinned. */
export function PinRowsDialog() {
  const edited = useShallowBuilder((state) => {
    const shown = findShownOutput(state);
    const isEdited = shown?.node.id === state.pinEditing?.nodeId && shown?.port.id === state.pinEditing?.port;
    return isEdited ? shown : null;
  });
  if (edited === null || edited.grid === null) return null;
  return <OpenDialog node={edited.node} port={edited.port.id} grid={edited.grid} />;
}

function OpenDialog({ node, port, grid }: { node: GraphNode; port: string; grid: Grid }) {
  const t = useTranslations('builder.testRun.edit');
  const toText = useErrorText();
  const nameOutput = useNameOutput();
  const store = useBuilderStore();
  const { pipelineId, graph } = store.getState();
  // Rows that come while somebody writes are not what they opened.
  const [opened] = useState(grid);
  const { fields } = opened;
  const [text, setText] = useState(() => writePinnedRows(fields, opened.rows));
  const { isHidden, reveal } = usePersonalData(node.id);
  const isMasked = isHidden && listPersonalFields(opened).length > 0;
  const save = useSavePin(pipelineId);
  const parsed = parsePinnedRows(text, fields);
  const isFault = 'fault' in parsed;
  const close = () => store.getState().set({ pinEditing: null });
  const pin = () => {
    if (isFault) return;
    const held = { nodeId: node.id, port, fields: [...fields], rows: parsed.rows };
    save.mutate({ ...held, upstreamHash: hashUpstream(graph, node.id) }, { onSuccess: close });
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
      title={t('title', { name: nameOutput(node, port) })}
      description={t('description')}
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button variant="primary" disabled={isFault || isMasked} loading={save.isPending} onClick={pin}>
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
        readOnly={isMasked}
        value={isMasked ? writePinnedRows(fields, maskRows(opened)) : text}
        onChange={setText}
        aside={isMasked && <RevealButton isHidden reveal={reveal} />}
        hint={isMasked ? t('masked') : t('hint')}
        error={fault ?? (save.error ? toText(save.error) : undefined)}
      />
    </Dialog>
  );
}
