import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { toast } from 'sonner';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRemovePin, useSavePin } from '#components/queries/use-pins.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';
import { listPorts } from '#core/graph/list-ports.ts';

/** Pins the rows of the selected step as they are in the preview, or lets them go. */
export function useTogglePin(): () => void {
  const t = useTranslations('builder.testRun');
  const toText = useErrorText();
  const store = useBuilderStore();
  const { pipelineId } = store.getState();
  const { mutate: save } = useSavePin(pipelineId);
  const { mutate: remove } = useRemovePin(pipelineId);
  return useCallback(() => {
    const { graph, pins, preview, readOnly } = store.getState();
    const node = graph.nodes.find(({ id }) => id === preview.nodeId);
    const port = node && listPorts(node).outputs[0]?.id;
    if (readOnly || node === undefined || port === undefined) return;
    const onError = (error: Error) => void toast.error(toText(error));
    const { id: nodeId } = node;
    if (pins.some((pin) => pin.nodeId === nodeId && pin.port === port)) {
      remove({ nodeId, port }, { onSuccess: () => toast.success(t('unpinned', { name: node.name })), onError });
      return;
    }
    const grid = preview.stale ? null : (preview.response?.output ?? null);
    if (grid === null) return void toast.info(t('nothingToPin'));
    const { fields, rows } = grid;
    save(
      { nodeId, port, fields, rows, upstreamHash: hashUpstream(graph, nodeId) },
      { onSuccess: ({ rowCount }) => toast.success(t('pinned', { name: node.name, rows: rowCount })), onError },
    );
  }, [store, save, remove, toText, t]);
}
