import { Client, type ClientConfig } from 'pg';
import type { TlsMode } from '#connectors/kit/auth/auth-kind.ts';
import type { ConnectionKind } from '#connectors/kit/connection-kind.ts';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import {
  connectTimeoutMs,
  connectWithTls,
  type DatabaseAccount,
  type DatabaseConfig,
  declareDatabase,
  describeAccount,
  readDatabaseAccount,
} from '#connectors/kit/database/database-account.ts';
import { readFirstRow } from './read-first-row.ts';
import { translatePostgresError } from './translate-postgres-error.ts';

const defaultPort = 5432;

/** As a statement, not as startup options, which connection poolers refuse. */
const sessionSettings = `SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'iso_8601'`;

/** An account on a PostgreSQL server. */
export const postgresConnection: ConnectionKind = {
  connector: 'postgres',
  ...declareDatabase(defaultPort),
  test: (connection, { signal }) =>
    withPostgres(connection, signal, async (client) => {
      const result = await client.query<{ server_version: string }>('SHOW server_version');
      return `PostgreSQL ${result.rows[0]?.server_version.split(' ')[0] ?? ''}`.trim();
    }),
  readRow: (connection, { signal }) => withPostgres(connection, signal, readFirstRow),
};

/**
 * Connects, runs the work and disconnects. When the signal aborts, what the server is doing is cancelled.
 * Rejects with a TelarError, or with the signal's reason.
 */
export async function withPostgres<Result>(
  connection: ResolvedConnection | null,
  signal: AbortSignal,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const account = readDatabaseAccount(connection, defaultPort);
  const client = await connect(account).catch((error: unknown) => {
    throw translatePostgresError(error, describeAccount(account));
  });
  const cancel = (): void => void cancelWork(account, client);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(client);
  } catch (error) {
    signal.throwIfAborted();
    throw translatePostgresError(error, describeAccount(account));
  } finally {
    signal.removeEventListener('abort', cancel);
    await client.end().catch(() => undefined);
  }
}

function connect(account: DatabaseAccount): Promise<Client> {
  const offersNone = (error: unknown) => /does not support SSL/i.test((error as Error).message);
  return connectWithTls(account, (tls) => openClient(account, tls), offersNone);
}

async function openClient(
  { config, password, createSocket }: DatabaseAccount,
  tls: Exclude<TlsMode, 'prefer'>,
): Promise<Client> {
  const client = new Client({
    host: config.host,
    port: config.port,
    database: config.database,
    user: config.user,
    password,
    ssl: tls === 'disable' ? false : tlsOptions(config, tls),
    stream: createSocket,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'telar',
    keepAlive: true,
  } satisfies ClientConfig);
  // A connection that is lost between two queries reports here; the next query fails with it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sessionSettings);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

function tlsOptions({ host, ca }: DatabaseConfig, tls: 'require' | 'verify-full'): ClientConfig['ssl'] {
  if (tls === 'require') return { rejectUnauthorized: false };
  // `host` is what the certificate must name; it may be an address.
  return { rejectUnauthorized: true, host, ...(ca ? { ca } : {}) };
}

/** A closed socket is noticed by the server only at its next write, so a long query is cancelled by name. */
async function cancelWork(account: DatabaseAccount, client: Client): Promise<void> {
  const { processID } = client as unknown as { processID: number | null };
  try {
    const canceller = await connect(account);
    await canceller.query('SELECT pg_cancel_backend($1)', [processID]);
    await canceller.end();
  } catch {
    // The server is gone: nothing is left to cancel.
  }
  await client.end().catch(() => undefined);
}
