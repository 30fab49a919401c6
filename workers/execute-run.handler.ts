import { subscribe } from '#core/platform/notify.ts';
import { type TakenRun, takeRun } from '#core/runs/take-run.ts';

export interface RunHandler {
  handle(payload: { runId: string }): Promise<void>;
  /** Gives every run in hand back, so that other workers continue. */
  stop(): Promise<void>;
}

/** Takes runs for a worker until it stops. */
export async function createRunHandler(workerId: string): Promise<RunHandler> {
  const inHand = new Map<string, TakenRun>();
  const stopping = new AbortController();
  const unsubscribe = await subscribe('run', (runId) => inHand.get(runId)?.renew());

  const handle = async ({ runId }: { runId: string }) => {
    const run = await takeRun(runId, workerId, stopping.signal);
    if (run === null) return;
    inHand.set(runId, run);
    await run.done.finally(() => inHand.delete(runId));
  };

  const stop = async () => {
    unsubscribe();
    stopping.abort();
    await Promise.allSettled([...inHand.values()].map((run) => run.done));
  };
  return { handle, stop };
}
