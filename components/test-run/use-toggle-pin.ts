import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRemovePin, useSavePin } from '#components/queries/use-pins.ts';
import { toast } from '#components/ui/toast.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';
import { findShownOutput } from './shown-output.ts';
import { useNameOutput } from './use-name-output.ts';
import { findShownPin } from './use-pin.ts';

/** Pins the rows of the output that the preview shows, or lets them go. */
export function useTogglePin(): () => void {
  const t = useTranslations('builder.testRun');
  const toText = useErrorText();
  const nameOutput = useNameOutput();
  const store = useBuilderStore();
  const { pipelineId } = store.getState();
  const { mutate: save } = useSavePin(pipelineId);
  const { mutate: remove } = useRemovePin(pipelineId);
  return useCallback(() => {
    const state = store.getState();
    const shown = findShownOutput(state);
    if (state.readOnly || shown === null) return;
    const onError = (error: Error) => void toast.error(toText(error));
    const nodeId = shown.node.id;
    const port = shown.port.id;
    const name = nameOutput(shown.node, port);
    if (findShownPin(state) !== null) {
      remove({ nodeId, port }, { onSuccess: () => toast.success(t('unpinned', { name })), onError });
      return;
    }
    if (state.preview.stale || shown.grid === null) return void toast.info(t('nothingToPin'));
    const { fields, rows } = shown.grid;
    save(
      { nodeId, port, fields, rows, upstreamHash: hashUpstream(state.graph, nodeId) },
      { onSuccess: ({ rowCount }) => toast.success(t('pinned', { name, rows: rowCount })), onError },
    );
  }, [store, save, remove, toText, nameOutput, t]);
}
