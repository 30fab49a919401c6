import { isIP } from 'node:net';
import { type Connection as Client, createConnection, type SslOptions } from 'mysql2';
import type { Connection } from 'mysql2/promise';
import { z } from 'zod';
import type { TlsMode } from '#connectors/kit/auth/auth-kind.ts';
import type { ConnectionKind, ResolvedConnection } from '#connectors/kit/connector.ts';
import type { CreateSocket } from '#connectors/kit/create-socket.ts';
import { reachFields, reachSecrets, reachServer } from '#connectors/kit/ssh/ssh-account.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { MysqlSession } from './mysql-session.ts';
import { readFirstRow } from './read-first-row.ts';
import { translateMysqlError } from './translate-mysql-error.ts';

const tlsModes = ['prefer', 'disable', 'require', 'verify-full'] as const satisfies readonly TlsMode[];

const configSchema = z.object({
  host: z.string().trim().min(1),
  port: z.coerce.number().int().min(1).max(65_535).default(3306),
  database: z.string().trim().min(1),
  user: z.string().trim().min(1),
  tls: z.enum(tlsModes).default('prefer'),
  /** PEM text of the authority that signed the server's certificate; empty: the public ones. */
  ca: z.string().nullish(),
});

type Config = z.infer<typeof configSchema>;

const connectTimeoutMs = 10_000;

/** An account on a MySQL or MariaDB server. */
export const mysqlConnection: ConnectionKind = {
  connector: 'mysql',
  configFields: [
    { name: 'host', type: 'text', required: true },
    { name: 'port', type: 'number', required: true, defaultValue: 3306 },
    { name: 'database', type: 'text', required: true },
    { name: 'user', type: 'text', required: true },
    { name: 'tls', type: 'select', required: true, options: tlsModes, defaultValue: 'prefer' },
    { name: 'ca', type: 'text', required: false },
    ...reachFields,
  ],
  secretFields: [{ name: 'password', type: 'password', required: false }, ...reachSecrets],
  auth: ({ user, tls }) => ({
    kind: 'database',
    user: String(user ?? ''),
    passwordSecret: 'password',
    tls: tlsModes.find((mode) => mode === tls) ?? 'prefer',
  }),
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
  const config = parseConfig(connection);
  const account: Account = {
    config,
    password: connection?.secret.password,
    createSocket: connection === null ? undefined : reachServer(connection),
  };
  const { host, port, database, user } = config;
  const translate = (error: unknown) => translateMysqlError(error, { host, port, database, user });
  const client = await connect(account).catch((error: unknown) => {
    throw translate(error);
  });
  const cancel = (): void => void killQuery(account, client);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const opened = client.promise();
    return await work({ connection: opened, client, database, ...(await readVersion(opened)) });
  } catch (error) {
    signal.throwIfAborted();
    throw translate(error);
  } finally {
    signal.removeEventListener('abort', cancel);
    client.destroy();
  }
}

function parseConfig(connection: ResolvedConnection | null): Config {
  if (connection === null) throw new TelarError('connection_missing', { field: 'connectionId' });
  const parsed = configSchema.safeParse(connection.config);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? 'host');
  throw new TelarError('connection_setting_invalid', { params: { name }, field: name });
}

interface Account {
  readonly config: Config;
  readonly password: string | undefined;
  readonly createSocket: CreateSocket | undefined;
}

async function connect(account: Account): Promise<Client> {
  const { tls } = account.config;
  if (tls !== 'prefer') return openClient(account, tls);
  try {
    return await openClient(account, 'require');
  } catch (error) {
    if ((error as { code?: string }).code !== 'HANDSHAKE_NO_SSL_SUPPORT') throw error;
    return openClient(account, 'disable');
  }
}

async function openClient(
  { config, password = '', createSocket }: Account,
  tls: Exclude<Config['tls'], 'prefer'>,
): Promise<Client> {
  const { host, port, database, user } = config;
  // The driver's own socket would go anywhere.
  if (createSocket === undefined) throw new Error('A connection to MySQL needs its way out');
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

function tlsOptions({ host, ca }: Config, tls: 'require' | 'verify-full'): SslOptions {
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
async function killQuery(account: Account, client: Client): Promise<void> {
  try {
    const killer = await connect(account);
    await killer.promise().query(`KILL QUERY ${client.threadId}`);
    killer.end();
  } catch {
    // The server is gone: nothing is left to stop.
  }
  client.destroy();
}
