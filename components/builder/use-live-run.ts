import { useEffect, useState } from 'react';
import { type RunDetail, runDetailSchema, runEventName } from '#core/contracts/runs.ts';
import type { BuilderStore } from './builder-store.ts';

/**
 * Follows a run into the store until it has ended. The browser reconnects by itself;
 * `onEnd` is called once with the run as it ended.
 */
export function useLiveRun(store: BuilderStore, onEnd: (run: RunDetail) => void): (runId: string | null) => void {
  const [runId, setRunId] = useState<string | null>(null);
  useEffect(() => {
    if (runId === null) return;
    const events = new EventSource(`/api/v1/runs/${runId}/events`);
    events.addEventListener(runEventName, (event) => {
      const parsed = runDetailSchema.safeParse(JSON.parse(event.data));
      if (!parsed.success) return;
      store.getState().set({ run: parsed.data });
      if (parsed.data.finishedAt === null) return;
      events.close();
      setRunId(null);
      onEnd(parsed.data);
    });
    return () => events.close();
  }, [runId, store, onEnd]);
  return setRunId;
}
