import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type LoggedRequest = Prisma.EgressRequestCreateManyInput;

const delayMs = 1_000;
const batchSize = 500;
/** While the database does not answer, the newest are kept. */
const maxWaiting = 20_000;

let waiting: LoggedRequest[] = [];
let timer: NodeJS.Timeout | null = null;
let writing: Promise<void> = Promise.resolve();

/** Writes a request down, soon: nobody waits for it. */
export function logRequest(entry: LoggedRequest): void {
  waiting.push(entry);
  if (waiting.length > maxWaiting) waiting.shift();
  timer ??= setTimeout(() => void flushRequestLog(), delayMs).unref();
}

/** Resolves when everything written down so far is stored, or could not be. */
export function flushRequestLog(): Promise<void> {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  writing = writing.then(storeWaiting);
  return writing;
}

async function storeWaiting(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.slice(0, batchSize);
    waiting = waiting.slice(batchSize);
    try {
      await getDatabase().egressRequest.createMany({ data: batch });
    } catch (error) {
      getLogger('egress').warn({ err: error, requests: batch.length }, 'Requests could not be written to the log');
      waiting = [...batch, ...waiting].slice(-maxWaiting);
      timer ??= setTimeout(() => void flushRequestLog(), delayMs * 10).unref();
      return;
    }
  }
}
