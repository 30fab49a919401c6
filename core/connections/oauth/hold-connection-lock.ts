import { Client } from 'pg';
import { readConfig } from '#core/platform/read-config.ts';

/** First half of the advisory locks of connections; the other is the hash of the id. */
const lockClass = 8_320_021;
const waitMs = 60_000;

/**
 * Runs the work while no other process runs work for this connection. The lock belongs to a database session of its own:
 * it falls with it, however this process ends, and waiting for it takes nothing from the pool.
 */
export async function holdConnectionLock<Result>(connectionId: string, work: () => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: readConfig().databaseUrl, keepAlive: true });
  // Without the lock, the version of the grant still lets one writer win.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`SET lock_timeout = ${waitMs}`);
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [lockClass, connectionId]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}
