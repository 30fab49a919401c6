import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readSecrets } from './read-secrets.ts';
import { TelarError } from './telar-error.ts';

const port = z.coerce.number().int().min(1).max(65535);
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const megabytes = z.coerce.number().int().min(64).max(1_048_576);
const vaultName = z.string().regex(/^[\w-]+$/);
const seconds = z.coerce.number().int().min(1).max(604_800);

/** What each variable must look like, in the words of the error that names it. */
const variables = {
  DATABASE_URL: [z.url({ protocol: /^postgres(ql)?$/ }).optional(), 'postgres://user:password@host:5432/database'],
  TELAR_DATABASE_CONNECTIONS: [
    z.coerce.number().int().min(2).max(200).default(10),
    'the most connections of a process to the database, from 2 to 200',
  ],
  REDIS_URL: [z.url({ protocol: /^rediss?$/ }).optional(), 'redis://host:6379'],
  TELAR_DATA_DIR: [z.string().default('.telar'), 'a folder'],
  TELAR_HOST: [z.string().default('127.0.0.1'), 'an address to listen on'],
  TELAR_WEB_PORT: [port.default(3000), 'a port from 1 to 65535'],
  TELAR_GATEWAY_PORT: [port.default(3001), 'a port from 1 to 65535'],
  TELAR_URL: [address.optional(), 'https://telar.example.com'],
  TELAR_GATEWAY_URL: [address.optional(), 'https://hooks.example.com'],
  NEXTAUTH_SECRET: [z.string().min(32).optional(), 'at least 32 characters'],
  TELAR_ENCRYPTION_KEY: [z.string().min(43).optional(), '32 bytes in base64'],
  TELAR_CIPHER: [
    z.enum(['aes-256-gcm', 'chacha20-poly1305']).default('aes-256-gcm'),
    'aes-256-gcm or chacha20-poly1305',
  ],
  TELAR_VAULT_URL: [address.optional(), 'https://vault.example.com:8200'],
  TELAR_VAULT_TOKEN: [z.string().optional(), 'a token of Vault'],
  TELAR_VAULT_MOUNT: [vaultName.default('transit'), 'where the transit engine is mounted, such as transit'],
  TELAR_VAULT_KEY: [vaultName.default('telar'), 'the name of a transit key, such as telar'],
  TELAR_ENGINE_MEMORY_MB: [megabytes.default(256), 'megabytes from 64 to 1048576'],
  TELAR_RUN_DEADLINE_SECONDS: [seconds.default(6 * 3600), 'seconds from 1 to 604800'],
  TELAR_EGRESS_ALLOW: [z.string().default(''), 'hosts or networks, separated by commas'],
  TELAR_LOG_LEVEL: [z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'), 'info'],
  TELAR_WORKER_CONCURRENCY: [z.coerce.number().int().min(1).max(64).default(2), 'a number from 1 to 64'],
} as const;

type Values = { [Name in keyof typeof variables]: z.infer<(typeof variables)[Name][0]> };

export interface Config {
  readonly databaseUrl: string;
  /** The most of this process, besides those of the queue. */
  readonly databaseConnections: number;
  /** Null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  readonly webPort: number;
  readonly gatewayPort: number;
  /** Public addresses, without a slash at the end. */
  readonly webUrl: string;
  readonly gatewayUrl: string;
  readonly sessionSecret: string;
  /** Key-encryption keys: see `core/security/keys/key-ring.ts`. Null: they are in the data folder. */
  readonly encryptionKey: string | null;
  /** What new secrets are encrypted with. */
  readonly cipher: 'aes-256-gcm' | 'chacha20-poly1305';
  /** Where new key-encryption keys are kept. Null: on this machine. */
  readonly vault: {
    readonly address: string;
    readonly token: string;
    readonly mount: string;
    readonly key: string;
  } | null;
  readonly engineMemoryMb: number;
  readonly runDeadlineMs: number;
  /** Private hosts or networks that outbound requests may reach all the same. */
  readonly egressAllow: readonly string[];
  readonly logLevel: string;
  readonly workerConcurrency: number;
}

let config: Config | undefined;

/** The configuration of this process, parsed once. Throws `config_invalid` or `config_missing` naming the variable. */
export function readConfig(): Config {
  config ??= parseConfig(process.env);
  return config;
}

/** The data folder alone, for work that needs no database. Absolute. */
export function readDataDir(): string {
  return config?.dataDir ?? resolve(/*turbopackIgnore: true*/ parseVariables(process.env).TELAR_DATA_DIR);
}

/** The configuration that an environment describes; secrets it lacks come from the data folder. */
export function parseConfig(environment: NodeJS.ProcessEnv): Config {
  const values = parseVariables(environment);
  const dataDir = resolve(/*turbopackIgnore: true*/ values.TELAR_DATA_DIR);
  const databaseUrl = values.DATABASE_URL ?? readEmbeddedDatabaseUrl(dataDir);
  if (databaseUrl === null) {
    throw new TelarError('config_missing', { params: { variable: 'DATABASE_URL' }, actor: 'admin', status: 500 });
  }
  return {
    databaseUrl,
    redisUrl: values.REDIS_URL ?? null,
    dataDir,
    host: values.TELAR_HOST,
    webPort: values.TELAR_WEB_PORT,
    gatewayPort: values.TELAR_GATEWAY_PORT,
    webUrl: values.TELAR_URL ?? `http://${values.TELAR_HOST}:${values.TELAR_WEB_PORT}`,
    gatewayUrl: values.TELAR_GATEWAY_URL ?? `http://${values.TELAR_HOST}:${values.TELAR_GATEWAY_PORT}`,
    sessionSecret: values.NEXTAUTH_SECRET ?? readSecrets(dataDir).sessionSecret,
    encryptionKey: values.TELAR_ENCRYPTION_KEY ?? null,
    cipher: values.TELAR_CIPHER,
    vault: readVault(values),
    databaseConnections: values.TELAR_DATABASE_CONNECTIONS,
    engineMemoryMb: values.TELAR_ENGINE_MEMORY_MB,
    runDeadlineMs: values.TELAR_RUN_DEADLINE_SECONDS * 1000,
    egressAllow: [...splitList(values.TELAR_EGRESS_ALLOW), ...listEmbedded(dataDir, databaseUrl)],
    logLevel: values.TELAR_LOG_LEVEL,
    workerConcurrency: values.TELAR_WORKER_CONCURRENCY,
  };
}

function parseVariables(environment: NodeJS.ProcessEnv): Values {
  const entries = Object.entries(variables).map(([variable, [schema, expected]]) => {
    const given = environment[variable]?.trim();
    const parsed = schema.safeParse(given === '' ? undefined : given);
    if (parsed.success) return [variable, parsed.data];
    throw new TelarError('config_invalid', { params: { variable, expected }, actor: 'admin', status: 500 });
  });
  return Object.fromEntries(entries) as Values;
}

function readVault(values: Values): Config['vault'] {
  const { TELAR_VAULT_URL: address, TELAR_VAULT_TOKEN: token } = values;
  if (address === undefined) return null;
  if (token === undefined) {
    throw new TelarError('config_missing', { params: { variable: 'TELAR_VAULT_TOKEN' }, actor: 'admin', status: 500 });
  }
  return { address, token, mount: values.TELAR_VAULT_MOUNT, key: values.TELAR_VAULT_KEY };
}

/** Where `npm start` keeps its own PostgreSQL, for a process started beside it. */
function readEmbeddedDatabaseUrl(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'database-url'), 'utf8').trim();
  } catch {
    return null;
  }
}

/** The PostgreSQL that `npm start` brings is there to be tried: pipelines may call it, where it is the one in use. */
function listEmbedded(dataDir: string, databaseUrl: string): string[] {
  return readEmbeddedDatabaseUrl(dataDir) === databaseUrl ? [new URL(databaseUrl).host] : [];
}

function splitList(text: string): string[] {
  return text.split(',').flatMap((item) => item.trim() || []);
}
