import { Client } from 'pg';
import { getLogger } from './logger.ts';
import { readConfig } from './read-config.ts';
import { repeat } from './repeat.ts';

const attemptIntervalMs = 2_000;

interface Leadership {
  readonly client: Client;
  end(): Promise<void>;
}

/**
 * Keeps trying to be the one process that holds the PostgreSQL advisory lock; while it does, what `lead`
 * started is running. The lock falls with its connection, so a leader that dies or is cut off is replaced.
 * What leaders do must bear a short overlap. Answers a function that steps down.
 */
export function holdLeadership(lock: number, lead: () => Promise<() => Promise<void>>): () => Promise<void> {
  let current: Leadership | undefined;
  const attempts = repeat('leadership', attemptIntervalMs, async () => {
    if (current !== undefined) return;
    const client = await tryLock(lock);
    if (client === null) return;
    const cutOff = new Promise<void>((resolve) => client.once('end', resolve));
    getLogger('leadership').info('Leading');
    const stop = await lead();
    const leadership: Leadership = { client, end: stop };
    current = leadership;
    cutOff.then(() => {
      if (current !== leadership) return;
      current = undefined;
      getLogger('leadership').warn('Lost the lead');
      void stop().then(() => attempts.wake());
    });
  });
  return async () => {
    await attempts.stop();
    const leadership = current;
    current = undefined;
    await leadership?.end();
    await leadership?.client.end();
  };
}

/** The connection that holds the lock, or null when another process does. */
async function tryLock(lock: number): Promise<Client | null> {
  const client = new Client({ connectionString: readConfig().databaseUrl, keepAlive: true });
  client.on('error', (error) => getLogger('leadership').warn({ err: error }, 'Connection broke'));
  await client.connect();
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS locked', [lock]);
  if (rows[0].locked) return client;
  await client.end();
  return null;
}
