import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callApi } from '#components/queries/api-client.ts';
import { queryKeys } from '#components/queries/query-keys.ts';
import { pipelineDetailSchema, type Visitor, visitIntervalMs, visitResponseSchema } from '#core/contracts/pipelines.ts';
import type { Autosave } from './autosave.ts';
import { useBuilderStore } from './builder-context.tsx';

function createWindowId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join('');
}

/**
 * Says again and again that this window has the pipeline open, and answers who else has. When someone else has
 * stored a newer draft, it comes in. A window that is not looked at says and asks nothing.
 */
export function useVisitors(autosave: Autosave): readonly Visitor[] {
  const store = useBuilderStore();
  const queryClient = useQueryClient();
  const [others, setOthers] = useState<readonly Visitor[]>([]);
  useEffect(() => {
    const windowId = createWindowId();
    const { pipelineId } = store.getState();
    const path = `/pipelines/${pipelineId}/visit`;
    async function takeIn(): Promise<void> {
      const pipeline = await callApi(`/pipelines/${pipelineId}`, pipelineDetailSchema);
      const { graph, revision, updatedBy } = pipeline.draft;
      autosave.receive({ graph, revision, by: updatedBy });
      queryClient.setQueryData(queryKeys.pipeline(pipelineId), pipeline);
    }
    async function visit(): Promise<void> {
      if (document.visibilityState === 'hidden') return;
      try {
        const { selection, panelOpen } = store.getState();
        const body = { windowId, nodeId: panelOpen ? (selection[0] ?? null) : null };
        const answer = await callApi(path, visitResponseSchema, { method: 'POST', body });
        setOthers(answer.others);
        if (answer.revision > autosave.getRevision() && !autosave.isDirty()) await takeIn();
      } catch {
        // Out of reach: the state of saving says so, and the next visit asks again.
      }
    }
    const leave = () => {
      const body = JSON.stringify({ windowId, nodeId: null, left: true });
      const headers = { 'content-type': 'application/json' };
      void fetch(`/api/v1${path}`, { method: 'POST', keepalive: true, headers, body }).catch(() => {});
    };
    const timer = setInterval(() => void visit(), visitIntervalMs);
    const look = () => void visit();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', leave);
    look();
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [store, autosave, queryClient]);
  return others;
}
