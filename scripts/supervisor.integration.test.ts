import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';

provideTestDatabase();

const patience = { timeout: 45_000, interval: 100 };
let port: number;
let supervisor: ChildProcess;

beforeAll(async () => {
  port = await findFreePort();
});
afterEach(() => {
  supervisor.kill('SIGKILL');
});

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
}

function startSupervisor(): void {
  supervisor = spawn(process.execPath, ['scripts/supervisor.ts', '--only=gateway,scheduler'], {
    env: { ...process.env, TELAR_GATEWAY_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The process ids by name, from the heartbeats that the processes write about themselves. */
async function readPids(): Promise<Map<string, number>> {
  const beats = await getDatabase().workerHeartbeat.findMany({ orderBy: { startedAt: 'asc' } });
  return new Map(beats.map(({ process: name, id }) => [name, Number(id.split('-').at(-1))]));
}

async function waitUntilUp(): Promise<Map<string, number>> {
  return vi.waitFor(async () => {
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).ok).toBe(true);
    const pids = await readPids();
    expect([...pids.keys()].sort()).toEqual(['gateway', 'scheduler']);
    return pids;
  }, patience);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('starts a killed process again, and stops them all in order', { timeout: 120_000 }, async () => {
  startSupervisor();
  const before = await waitUntilUp();
  process.kill(before.get('gateway') ?? 0, 'SIGKILL');
  const after = await vi.waitFor(async () => {
    const pids = await readPids();
    expect(pids.get('gateway')).not.toBe(before.get('gateway'));
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).ok).toBe(true);
    return pids;
  }, patience);
  expect(after.get('scheduler')).toBe(before.get('scheduler'));

  const ended = new Promise((resolve) => supervisor.once('exit', resolve));
  supervisor.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect([...after.values()].filter(isAlive)).toEqual([]);
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

it('leaves no process behind when it is killed itself', { timeout: 120_000 }, async () => {
  await getDatabase().workerHeartbeat.deleteMany();
  startSupervisor();
  const pids = await waitUntilUp();
  supervisor.kill('SIGKILL');
  await vi.waitFor(() => expect([...pids.values()].filter(isAlive)).toEqual([]), patience);
});
