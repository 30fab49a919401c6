import { getDatabase } from '#core/platform/database.ts';
import { createEgressClient } from '../../egress-client.ts';
import { createLimitedClient } from '../limited-client.ts';
import type { Priority } from '../take-turn.ts';

/** What one process of several is told to do at the same moment as the others. */
export interface SendingOrder {
  readonly connectionId: string;
  readonly url: string;
  /** Senders that each wait for their answer before they send again. */
  readonly senders: number;
  /** Stops sending then; one request each without it. */
  readonly forMs?: number;
  readonly priority?: Priority;
  /** Instead of the limiter that is shared: one of this process alone. */
  readonly isAlone?: { readonly requests: number; readonly windowMs: number };
}

type Outcome = number | string;

process.on('message', async (order: SendingOrder) => {
  const egress = createEgressClient({ allow: ['127.0.0.0/8'] });
  const { connectionId, url, senders, forMs = 0, priority = 'run', isAlone } = order;
  const limited = createLimitedClient(egress, { connectionId, priority });
  const alone = isAlone && createSpacing(isAlone);
  const stop = AbortSignal.timeout(forMs || 60_000);
  const send = async (): Promise<Outcome> => {
    await alone?.();
    const client = alone ? egress : limited;
    return client.request({ method: 'GET', url, signal: stop }).then(
      ({ status }) => status,
      (error: { code?: string }) => (stop.aborted ? 'stopped' : (error.code ?? String(error))),
    );
  };
  const outcomes: Outcome[] = [];
  const sendOn = async () => {
    do outcomes.push(await send());
    while (forMs > 0 && !stop.aborted);
  };
  await Promise.all(Array.from({ length: senders }, sendOn));
  process.send?.(outcomes);
});
process.on('disconnect', () => process.exit(0));

/** A limiter that keeps the limit to the letter, for this process. */
function createSpacing({ requests, windowMs }: { requests: number; windowMs: number }): () => Promise<void> {
  let next = 0;
  return async () => {
    const start = Math.max(performance.now(), next);
    next = start + windowMs / requests;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, start - performance.now())));
  };
}

// Opens the pool, so that all processes start from the same line.
await getDatabase().connection.count();
process.send?.('ready');
