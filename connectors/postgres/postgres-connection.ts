import { Client, type ClientConfig } from 'pg';
import { z } from 'zod';
import type { TlsMode } from '#connectors/kit/auth/auth-kind.ts';
import type { ConnectionKind, ResolvedConnection } from '#connectors/kit/connector.ts';
import type { CreateSocket } from '#connectors/kit/create-socket.ts';
import { reachFields, reachSecrets, reachServer } from '#connectors/kit/ssh/ssh-account.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { readFirstRow } from './read-first-row.ts';
import { translatePostgresError } from './translate-postgres-error.ts';

const tlsModes = ['prefer', 'disable', 'require', 'verify-full'] as const satisfies readonly TlsMode[];

const configSchema = z.object({
  host: z.string().trim().min(1),
  port: z.coerce.number().int().min(1).max(65_535).default(5432),
  database: z.string().trim().min(1),
  user: z.string().trim().min(1),
  tls: z.enum(tlsModes).default('prefer'),
  /** PEM text of the authority that signed the server's certificate; empty: the public ones. */
  ca: z.string().nullish(),
});

type Config = z.infer<typeof configSchema>;

const connectTimeoutMs = 10_000;

/** As a statement, not as startup options, which connection poolers refuse. */
const sessionSettings = `SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'iso_8601'`;

/** An account on a PostgreSQL server. */
export const postgresConnection: ConnectionKind = {
  connector: 'postgres',
  configFields: [
    { name: 'host', type: 'text', required: true },
    { name: 'port', type: 'number', required: true, defaultValue: 5432 },
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
  const config = parseConfig(connection);
  const account: Account = {
    config,
    password: connection?.secret.password,
    createSocket: connection === null ? undefined : reachServer(connection),
  };
  const client = await connect(account).catch((error: unknown) => {
    throw translatePostgresError(error, describeConfig(config));
  });
  const cancel = (): void => void cancelWork(account, client);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(client);
  } catch (error) {
    signal.throwIfAborted();
    throw translatePostgresError(error, describeConfig(config));
  } finally {
    signal.removeEventListener('abort', cancel);
    await client.end().catch(() => undefined);
  }
}

function parseConfig(connection: ResolvedConnection | null): Config {
  if (connection === null) throw new TelarError('connection_missing', { field: 'connectionId' });
  const parsed = configSchema.safeParse(connection.config);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? 'host');
  throw new TelarError('connection_setting_invalid', { params: { name }, field: name });
}

function describeConfig({ host, port, database, user }: Config): Record<string, string | number> {
  return { host, port, database, user };
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
    if (!/does not support SSL/i.test((error as Error).message)) throw error;
    return openClient(account, 'disable');
  }
}

async function openClient(
  { config, password = '', createSocket }: Account,
  tls: Exclude<Config['tls'], 'prefer'>,
): Promise<Client> {
  // The driver's own socket would go anywhere.
  if (createSocket === undefined) throw new Error('A connection to PostgreSQL needs its way out');
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

function tlsOptions({ host, ca }: Config, tls: 'require' | 'verify-full'): ClientConfig['ssl'] {
  if (tls === 'require') return { rejectUnauthorized: false };
  // `host` is what the certificate must name; it may be an address.
  return { rejectUnauthorized: true, host, ...(ca ? { ca } : {}) };
}

/** A closed socket is noticed by the server only at its next write, so a long query is cancelled by name. */
async function cancelWork(account: Account, client: Client): Promise<void> {
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
