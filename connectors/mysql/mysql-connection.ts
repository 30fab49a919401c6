import { isIP } from 'node:net';
import { type Connection as Client, createConnection, type SslOptions } from 'mysql2';
import type { Connection } from 'mysql2/promise';
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
import { TelarError } from '#core/platform/telar-error.ts';
import type { MysqlSession } from './mysql-session.ts';
import { readFirstRow } from './read-first-row.ts';
import { translateMysqlError } from './translate-mysql-error.ts';

const defaultPort = 3306;

/** An account on a MySQL or MariaDB server. */
export const mysqlConnection: ConnectionKind = {
  connector: 'mysql',
  ...declareDatabase(defaultPort),
  test: (connection, { signal }) =>
    withMysql(connection, signal, async ({ isMariaDb, version }) => `${isMariaDb ? 'MariaDB' : 'MySQL'} ${version}`),
  readRow: (connection, { signal }) => withMysql(connection, signal, readFirstRow),
};

/**
 * Connects, runs the work and disconnects. When the signal aborts, what the server is doing is stopped.
 * Rejects with a TelarError, or with the signal's reason.
 */
export async function withMysql<Result>(
  connection: ResolvedConnection | null,
  signal: AbortSignal,
  work: (session: MysqlSession) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const account = readDatabaseAccount(connection, defaultPort);
  const translate = (error: unknown) => translateMysqlError(error, describeAccount(account));
  const client = await connect(account).catch((error: unknown) => {
    throw translate(error);
  });
  const cancel = (): void => void killQuery(account, client);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const opened = client.promise();
    return await work({
      connection: opened,
      client,
      database: account.config.database,
      ...(await readVersion(opened)),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw translate(error);
  } finally {
    signal.removeEventListener('abort', cancel);
    client.destroy();
  }
}

function connect(account: DatabaseAccount): Promise<Client> {
  const offersNone = (error: unknown) => (error as { code?: string }).code === 'HANDSHAKE_NO_SSL_SUPPORT';
  return connectWithTls(account, (tls) => openClient(account, tls), offersNone);
}

async function openClient(
  { config, password, createSocket }: DatabaseAccount,
  tls: Exclude<TlsMode, 'prefer'>,
): Promise<Client> {
  const { host, port, database, user } = config;
  const client = createConnection({
    host,
    port,
    database,
    user,
    password,
    charset: 'utf8mb4',
    connectTimeout: connectTimeoutMs,
    stream: () => createSocket().setNoDelay(true).setKeepAlive(true).connect(port, host),
    // A server must not be able to ask for files of this machine.
    flags: ['-LOCAL_FILES'],
    ...(tls !== 'disable' && { ssl: tlsOptions(config, tls) }),
  });
  await client.promise().connect();
  // A connection that is lost between two queries reports here; the next query fails with it.
  client.on('error', () => undefined);
  await client.promise().query(`SET time_zone = '+00:00'`);
  return client;
}

function tlsOptions({ host, ca }: DatabaseConfig, tls: 'require' | 'verify-full'): SslOptions {
  if (tls === 'require') return { rejectUnauthorized: false };
  // For an address the driver would compare the certificate with no name at all.
  if (isIP(host) !== 0) throw new TelarError('mysql_certificate_needs_name', { params: { host }, status: 422 });
  return { rejectUnauthorized: true, verifyIdentity: true, ...(ca ? { ca } : {}) };
}

async function readVersion(connection: Connection): Promise<Pick<MysqlSession, 'isMariaDb' | 'version'>> {
  const [rows] = await connection.query({ sql: 'SELECT VERSION()', rowsAsArray: true });
  const version = String((rows as string[][])[0]?.[0] ?? '');
  return { isMariaDb: /mariadb/i.test(version), version: version.split('-')[0] ?? '' };
}

/** A closed socket is noticed by the server only at its next write, so a long query is stopped by name. */
async function killQuery(account: DatabaseAccount, client: Client): Promise<void> {
  try {
    const killer = await connect(account);
    await killer.promise().query(`KILL QUERY ${client.threadId}`);
    killer.end();
  } catch {
    // The server is gone: nothing is left to stop.
  }
  client.destroy();
}
