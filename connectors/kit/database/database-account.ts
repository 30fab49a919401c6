import { z } from 'zod';
import type { TlsMode } from '#connectors/kit/auth/auth-kind.ts';
import type { ConnectionKind } from '#connectors/kit/connection-kind.ts';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { CreateSocket } from '#connectors/kit/create-socket.ts';
import { reachFields, reachSecrets, reachServer } from '#connectors/kit/ssh/ssh-account.ts';
import { TelarError } from '#core/platform/telar-error.ts';

const tlsModes = ['prefer', 'disable', 'require', 'verify-full'] as const satisfies readonly TlsMode[];

const configSchema = z.object({
  host: z.string().trim().min(1),
  port: z.coerce.number().int().min(1).max(65_535),
  database: z.string().trim().min(1),
  user: z.string().trim().min(1),
  tls: z.enum(tlsModes).default('prefer'),
  /** PEM text of the authority that signed the server's certificate; empty: the public ones. */
  ca: z.string().nullish(),
});

export type DatabaseConfig = z.infer<typeof configSchema>;

/** A user of a database server, and the way to it. */
export interface DatabaseAccount {
  readonly config: DatabaseConfig;
  readonly password: string;
  readonly createSocket: CreateSocket;
}

/** How long a server may take to answer at first. */
export const connectTimeoutMs = 10_000;

/** What the form of a database account asks, and how it signs in. */
export function declareDatabase(defaultPort: number): Pick<ConnectionKind, 'configFields' | 'secretFields' | 'auth'> {
  return {
    configFields: [
      { name: 'host', type: 'text', required: true },
      { name: 'port', type: 'number', required: true, defaultValue: defaultPort },
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
  };
}

/** The account that a connection holds. Throws for settings that are missing or wrong. */
export function readDatabaseAccount(connection: ResolvedConnection | null, defaultPort: number): DatabaseAccount {
  if (connection === null) throw new TelarError('connection_missing', { field: 'connectionId' });
  const parsed = configSchema.safeParse({ ...connection.config, port: connection.config.port ?? defaultPort });
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'host');
    throw new TelarError('connection_setting_invalid', { params: { name }, field: name });
  }
  const createSocket = reachServer(connection);
  // A driver's own socket would go anywhere.
  if (createSocket === undefined) throw new Error('A connection to a database needs its way out');
  return { config: parsed.data, password: connection.secret.password ?? '', createSocket };
}

/** What the sentences about its failures name. */
export function describeAccount({ config }: DatabaseAccount): Record<string, string | number> {
  const { host, port, database, user } = config;
  return { host, port, database, user };
}

/** Connects as the account asks: `prefer` first tries with encryption, and without when the server offers none. */
export async function connectWithTls<Client>(
  { config }: DatabaseAccount,
  open: (tls: Exclude<TlsMode, 'prefer'>) => Promise<Client>,
  offersNone: (error: unknown) => boolean,
): Promise<Client> {
  if (config.tls !== 'prefer') return open(config.tls);
  try {
    return await open('require');
  } catch (error) {
    if (!offersNone(error)) throw error;
    return open('disable');
  }
}
