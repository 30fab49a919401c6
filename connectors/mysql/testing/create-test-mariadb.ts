import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';

const run = promisify(execFile);
const startTimeoutMs = 30_000;
const isRoot = process.getuid?.() === 0;

export interface TestMariaDb {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Whether MariaDB is installed here, so that one can be started. */
export function hasMariaDb(): boolean {
  return findProgram('mariadbd') !== null && findProgram('mariadb-install-db') !== null;
}

/** Starts a MariaDB of the tests' own, with a root without password. */
export async function createTestMariaDb(options: readonly string[] = []): Promise<TestMariaDb> {
  const [program, installer] = [findProgram('mariadbd') ?? '', findProgram('mariadb-install-db') ?? ''];
  const folder = await mkdtemp(join(tmpdir(), 'telar-mariadb-'));
  const dataFolder = join(folder, 'data');
  const user = isRoot ? ['--user=root'] : [];
  const setup = ['--no-defaults', `--datadir=${dataFolder}`, '--auth-root-authentication-method=normal', ...user];
  await run(installer, [...setup, '--skip-test-db']);
  const port = await findFreePort();
  const places = [`--datadir=${dataFolder}`, `--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`];
  const flags = ['--no-defaults', ...places, `--port=${port}`, '--bind-address=127.0.0.1', ...user, ...options];
  const server = spawn(program, flags, { stdio: 'ignore' });
  const stop = async () => {
    const exited = server.exitCode === null ? once(server, 'exit') : null;
    server.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `mysql://root@127.0.0.1:${port}/`;
  const deadline = Date.now() + startTimeoutMs;
  while (!(await answers(url))) {
    if (server.exitCode === null && Date.now() < deadline) continue;
    await stop();
    throw new Error('MariaDB did not start');
  }
  return { url, port, stop };
}

async function answers(uri: string): Promise<boolean> {
  const waiting = new Promise((resolve) => setTimeout(resolve, 50));
  try {
    const connection = await createConnection({ uri });
    await connection.end();
    return true;
  } catch {
    await waiting;
    return false;
  }
}

function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  return null;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
