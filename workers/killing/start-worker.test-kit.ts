import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { getDatabase } from '#core/platform/database.ts';
import { createQueue, type QueuePlace } from '#core/platform/queue.ts';
import { repeat } from '#core/platform/repeat.ts';
import { executeRunJob } from '#core/runs/execute-run.job.ts';
import { readPartJob } from '#core/runs/parts/read-part.job.ts';
import { reconcileRuns } from '#core/runs/reconcile-runs.ts';
import { relayOutbox } from '#core/runs/relay-outbox.ts';

/** A worker in a process of its own, to be killed or stopped like any other. */
export interface TestWorker {
  readonly id: string;
  readonly process: ChildProcess;
  /** Ends it without a word. */
  readonly end: () => Promise<void>;
  /** Ends it, and lets what it held be taken over at once instead of when its leases run out. */
  readonly kill: () => Promise<void>;
}

/** Starts a worker on the queue and waits until it takes work. */
export async function startWorker({ databaseUrl, redisUrl }: QueuePlace): Promise<TestWorker> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, ...(redisUrl !== null && { REDIS_URL: redisUrl }) };
  const child = spawn(process.execPath, ['workers/run-worker.ts'], {
    // Many of them share a server that may allow no more than a hundred.
    env: { ...env, TELAR_LOG_LEVEL: 'fatal', TELAR_DATABASE_CONNECTIONS: '4' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(() => {
    throw new Error('The worker could not start');
  });
  // Later on it is meant to end.
  failed.catch(() => undefined);
  await Promise.race([once(child, 'message'), failed]);
  const id = `${hostname()}-${child.pid}`;
  const end = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return {
    id,
    process: child,
    end,
    kill: async () => {
      await end();
      await expireLeases(id);
    },
  };
}

/** Lets the leases of a worker run out. */
export async function expireLeases(workerId: string): Promise<void> {
  const database = getDatabase();
  await database.$executeRaw`
    UPDATE runs SET lease_until = now() - interval '1 second' WHERE worker_id = ${workerId} AND status = 'running'`;
  await database.$executeRaw`
    UPDATE run_parts SET lease_until = now() - interval '1 second'
    WHERE worker_id = ${workerId} AND status = 'running'`;
}

/** What the scheduler does for runs, in this process. */
export function startRelay(place: QueuePlace): { readonly stop: () => Promise<void> } {
  const runs = createQueue(executeRunJob, place);
  const parts = createQueue(readPartJob, place);
  const turns = repeat('scheduler', 100, async () => {
    await reconcileRuns(runs);
    await relayOutbox(executeRunJob.queue, runs);
    await relayOutbox(readPartJob.queue, parts);
  });
  return {
    stop: async () => {
      await turns.stop();
      await Promise.all([runs.close(), parts.close()]);
    },
  };
}
