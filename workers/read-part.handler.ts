import { readNextPart } from '#core/runs/parts/read-next-part.ts';
import type { ReadPartPayload } from '#core/runs/parts/read-part.job.ts';

export interface PartHandler {
  handle(payload: ReadPartPayload): Promise<void>;
  /** Gives every part in hand back, so that other workers read it. */
  stop(): Promise<void>;
}

/** Reads parts of sources for the runs of any worker until it stops. */
export function createPartHandler(workerId: string): PartHandler {
  const inHand = new Set<Promise<boolean>>();
  const stopping = new AbortController();
  const handle = async (scope: ReadPartPayload) => {
    if (stopping.signal.aborted) return;
    const reading = readNextPart(scope, workerId, stopping.signal);
    inHand.add(reading);
    await reading.finally(() => inHand.delete(reading));
  };
  const stop = async () => {
    stopping.abort();
    await Promise.allSettled(inHand);
  };
  return { handle, stop };
}
