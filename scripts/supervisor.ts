import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { migrateDatabase } from '#core/platform/migrate-database.ts';
import { presentError } from '#core/platform/present-error.ts';
import { parseConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { chooseDatabaseUrl } from './embedded-database.ts';
import { holdNextPort, holdPort } from './hold-port.ts';
import { buildWhenStale, generateWhenStale } from './prepare.ts';
import { isProcessName, type ProcessName, processes } from './processes.ts';
import { type SupervisedChild, show, superviseChild } from './supervise-child.ts';

const isDevelopment = process.argv.includes('--dev');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
const names = (only?.split(',') ?? Object.keys(processes)).filter(isProcessName);

const startedAt = performance.now();
const children = new Map<string, SupervisedChild>();
let stopping: Promise<void> | undefined;

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void shutDown(0));
process.on('disconnect', () => void shutDown(0));

try {
  await start();
} catch (error) {
  if (stopping === undefined) console.error(sentenceOf(error));
  await shutDown(1);
}

async function start(): Promise<void> {
  const environment = await chooseEnvironment();
  const isBuilding = names.includes('web') && !isDevelopment;
  const prepare = async () => {
    await measure('Generated the database client', generateWhenStale);
    if (isBuilding) await measure('Built the web app', buildWhenStale);
  };
  const provideDatabase = async () => {
    await startDatabase(environment);
    await measure(
      'Migrated the database',
      async () => (await migrateDatabase(environment.DATABASE_URL ?? '')).length > 0,
    );
  };
  await Promise.all([prepare(), provideDatabase()]);
  if (stopping !== undefined) return;
  for (const name of names) children.set(name, superviseChild({ name, command: commandOf(name), environment }));
  if (names.includes('web')) await waitForPage(`http://${environment.TELAR_HOST}:${environment.TELAR_WEB_PORT}/`);
  else await Promise.all([...children.values()].map((child) => child.ready));
  if (stopping !== undefined) return;
  show('telar', `Ready in ${seconds(startedAt)}`);
  if (names.includes('web')) show('telar', `Open ${environment.TELAR_URL}`);
}

/** What every process is told: the database, the ports and the addresses they share. */
async function chooseEnvironment(): Promise<Record<string, string>> {
  // The address of the embedded database is not known yet; everything else is checked before anything starts.
  const given = { ...process.env, DATABASE_URL: process.env.DATABASE_URL || 'postgres://embedded/telar' };
  const { dataDir, host } = parseConfig(given);
  const webPort = await portFor('TELAR_WEB_PORT', host, 3000);
  const gatewayPort = await portFor('TELAR_GATEWAY_PORT', host, 3001);
  return {
    NODE_ENV: isDevelopment ? 'development' : 'production',
    DATABASE_URL: process.env.DATABASE_URL || (await chooseDatabaseUrl(dataDir)),
    TELAR_DATA_DIR: dataDir,
    NODE_COMPILE_CACHE: join(dataDir, 'compile-cache'),
    TELAR_HOST: host,
    TELAR_WEB_PORT: String(webPort),
    TELAR_GATEWAY_PORT: String(gatewayPort),
    TELAR_URL: process.env.TELAR_URL || `http://${host}:${webPort}`,
    TELAR_GATEWAY_URL: process.env.TELAR_GATEWAY_URL || `http://${host}:${gatewayPort}`,
  };
}

/** The port that was asked for, which must be free, else the first free one from the usual on; held from now on. */
async function portFor(variable: string, host: string, usual: number): Promise<number> {
  const asked = process.env[variable];
  if (!asked) return holdNextPort(host, usual);
  if (await holdPort(host, Number(asked))) return Number(asked);
  throw new TelarError('port_taken', { params: { host, port: Number(asked), variable }, actor: 'admin', status: 500 });
}

async function startDatabase({ DATABASE_URL = '', TELAR_DATA_DIR = '' }: Record<string, string>): Promise<void> {
  if (process.env.DATABASE_URL) return;
  await measure('Started PostgreSQL', async () => {
    const environment = { DATABASE_URL, TELAR_POSTGRES_DIR: join(TELAR_DATA_DIR, 'postgres') };
    const database = superviseChild({ name: 'postgres', command: ['scripts/run-postgres.ts'], environment });
    children.set('postgres', database);
    await database.ready;
    return true;
  });
}

function commandOf(name: ProcessName): string[] {
  if (!isDevelopment) return [processes[name]];
  return name === 'web' ? [processes[name], '--dev'] : ['--watch-preserve-output', '--watch', processes[name]];
}

async function waitForPage(url: string): Promise<void> {
  while (stopping === undefined) {
    const isUp = await fetch(url).then(
      (response) => response.status < 500,
      () => false,
    );
    if (isUp) return;
    await wait(100);
  }
}

/** Work first, then those who take it in, PostgreSQL last. */
function shutDown(code: number): Promise<void> {
  stopping ??= (async () => {
    const stop = (name: string) => children.get(name)?.stop();
    await stop('worker');
    await Promise.all(['scheduler', 'gateway', 'web'].map(stop));
    await stop('postgres');
    process.exit(code);
  })();
  return stopping;
}

/** Runs a phase and tells how long it took, if it had anything to do. */
async function measure(what: string, phase: () => Promise<boolean>): Promise<void> {
  const phaseStartedAt = performance.now();
  if (await phase()) show('telar', `${what} in ${seconds(phaseStartedAt)}`);
}

function sentenceOf(error: unknown): string {
  if (error instanceof TelarError) return presentError(error, 'en').message;
  return error instanceof Error ? error.message : String(error);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
