import { useEffect, useRef } from 'react';
import type { BuilderStore, PreviewState } from '#components/builder/builder-store.ts';
import { ApiError, callApi } from '#components/queries/api-client.ts';
import { describeTest, findPicked } from '#components/test-run/describe-test.ts';
import { type PreviewResponse, previewResponseSchema } from '#core/contracts/pipelines.ts';

/** Less than it takes to type the next character, so that a pause between two is enough. */
const delayMs = 40;
const previewRows = 1000;
const nothing: PreviewState = { nodeId: null, response: null, stale: false, error: null };

/**
 * Rows around a node, renewed after every edit that changes rows. A newer question cancels the one before;
 * until its answer is there the node's last rows stay, marked stale.
 */
export function usePreview(store: BuilderStore, nodeId: string | null): void {
  const seen = useRef(new Map<string, PreviewResponse>());
  useEffect(() => {
    const show = (part: Partial<PreviewState>) =>
      store.getState().set({ preview: { ...store.getState().preview, ...part } });
    if (nodeId === null) return show(nothing);
    const wanted: string = nodeId;
    show({ nodeId: wanted, response: seen.current.get(wanted) ?? null, stale: true, error: null });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking: AbortController | undefined;
    let shown = '';
    async function ask(): Promise<void> {
      const { graph, pipelineId, picked } = store.getState();
      const meaning = describeTest(store.getState(), wanted);
      if (meaning === shown || !graph.nodes.some(({ id }) => id === wanted)) return;
      asking?.abort();
      asking = new AbortController();
      const { signal } = asking;
      show({ stale: true });
      try {
        const response = await callApi(`/pipelines/${pipelineId}/preview`, previewResponseSchema, {
          method: 'POST',
          body: { graph, nodeId: wanted, rows: previewRows, picked: findPicked(graph, picked, wanted)?.held ?? null },
          signal,
        });
        shown = meaning;
        seen.current.set(wanted, response);
        show({ nodeId: wanted, response, stale: false, error: null });
        store.getState().set({ counts: { ...store.getState().counts, ...response.counts } });
      } catch (failure) {
        if (signal.aborted) return;
        const error = failure instanceof ApiError ? failure.message : '';
        show({ stale: true, error });
      }
    }
    const renew = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), delayMs);
    };
    const stopWatching = store.subscribe((now, before) => {
      if (now.graph !== before.graph || now.pins !== before.pins || now.picked !== before.picked) renew();
    });
    renew();
    return () => {
      stopWatching();
      clearTimeout(timer);
      asking?.abort();
    };
  }, [store, nodeId]);
}
