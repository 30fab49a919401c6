import { useEffect } from 'react';
import { callApi } from '#components/queries/api-client.ts';
import { checkResponseSchema } from '#core/contracts/pipelines.ts';
import type { BuilderStore } from './builder-store.ts';
import { describeMeaning } from './describe-meaning.ts';

/** Longer than the preview waits, so that rows come first. */
const delayMs = 250;

/** Keeps problems and field lists of the store true to its graph; a newer edit cancels the question before. */
export function useCheck(store: BuilderStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking: AbortController | undefined;
    let checked = '';
    async function check(): Promise<void> {
      const { graph, pipelineId } = store.getState();
      const meaning = describeMeaning(graph);
      if (meaning === checked) return;
      asking?.abort();
      asking = new AbortController();
      const { signal } = asking;
      try {
        const path = `/pipelines/${pipelineId}/check`;
        const { problems, fields } = await callApi(path, checkResponseSchema, {
          method: 'POST',
          body: { graph },
          signal,
        });
        checked = meaning;
        store.getState().set({ problems, fields: { ...store.getState().fields, ...fields } });
      } catch {
        // Cancelled or out of reach: what is known stays, the next edit asks again.
      }
    }
    const stopWatching = store.subscribe((state, before) => {
      if (state.graph === before.graph) return;
      clearTimeout(timer);
      timer = setTimeout(() => void check(), delayMs);
    });
    void check();
    return () => {
      stopWatching();
      clearTimeout(timer);
      asking?.abort();
    };
  }, [store]);
}
