import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readSecrets } from './read-secrets.ts';
import { TelarError } from './telar-error.ts';

const port = z.coerce.number().int().min(1).max(65535);
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const megabytes = z.coerce.number().int().min(64).max(1_048_576);
const seconds = z.coerce.number().int().min(1).max(604_800);

/** What each variable must look like, in the words of the error that names it. */
const variables = {
  DATABASE_URL: [z.url({ protocol: /^postgres(ql)?$/ }).optional(), 'postgres://user:password@host:5432/database'],
  REDIS_URL: [z.url({ protocol: /^rediss?$/ }).optional(), 'redis://host:6379'],
  TELAR_DATA_DIR: [z.string().default('.telar'), 'a folder'],
  TELAR_HOST: [z.string().default('127.0.0.1'), 'an address to listen on'],
  TELAR_WEB_PORT: [port.default(3000), 'a port from 1 to 65535'],
  TELAR_GATEWAY_PORT: [port.default(3001), 'a port from 1 to 65535'],
  TELAR_URL: [address.optional(), 'https://telar.example.com'],
  TELAR_GATEWAY_URL: [address.optional(), 'https://hooks.example.com'],
  NEXTAUTH_SECRET: [z.string().min(32).optional(), 'at least 32 characters'],
  TELAR_ENCRYPTION_KEY: [z.string().min(43).optional(), '32 bytes in base64'],
  TELAR_ENGINE_MEMORY_MB: [megabytes.default(256), 'megabytes from 64 to 1048576'],
  TELAR_RUN_DEADLINE_SECONDS: [seconds.default(6 * 3600), 'seconds from 1 to 604800'],
  TELAR_EGRESS_ALLOW: [z.string().default(''), 'hosts or networks, separated by commas'],
  TELAR_LOG_LEVEL: [z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'), 'info'],
  TELAR_WORKER_CONCURRENCY: [z.coerce.number().int().min(1).max(64).default(2), 'a number from 1 to 64'],
} as const;

type Values = { [Name in keyof typeof variables]: z.infer<(typeof variables)[Name][0]> };

export interface Config {
  readonly databaseUrl: string;
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
  /** One key or several: see `read-encryption-keys.ts`. */
  readonly encryptionKey: string;
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
  const isComplete = values.NEXTAUTH_SECRET !== undefined && values.TELAR_ENCRYPTION_KEY !== undefined;
  const secrets = isComplete ? undefined : readSecrets(dataDir);
  return {
    databaseUrl,
    redisUrl: values.REDIS_URL ?? null,
    dataDir,
    host: values.TELAR_HOST,
    webPort: values.TELAR_WEB_PORT,
    gatewayPort: values.TELAR_GATEWAY_PORT,
    webUrl: values.TELAR_URL ?? `http://${values.TELAR_HOST}:${values.TELAR_WEB_PORT}`,
    gatewayUrl: values.TELAR_GATEWAY_URL ?? `http://${values.TELAR_HOST}:${values.TELAR_GATEWAY_PORT}`,
    sessionSecret: values.NEXTAUTH_SECRET ?? secrets?.sessionSecret ?? '',
    encryptionKey: values.TELAR_ENCRYPTION_KEY ?? secrets?.encryptionKey ?? '',
    engineMemoryMb: values.TELAR_ENGINE_MEMORY_MB,
    runDeadlineMs: values.TELAR_RUN_DEADLINE_SECONDS * 1000,
    egressAllow: splitList(values.TELAR_EGRESS_ALLOW),
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

/** Where `npm start` keeps its own PostgreSQL, for a process started beside it. */
function readEmbeddedDatabaseUrl(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'database-url'), 'utf8').trim();
  } catch {
    return null;
  }
}

function splitList(text: string): string[] {
  return text.split(',').flatMap((item) => item.trim() || []);
}
