import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEnginePool } from './engine-pool.ts';
import type { EngineSession } from './engine-session.ts';

const pool = createEnginePool({ warm: 1, maxSessions: 4 });
const parent = mkdtempSync(join(tmpdir(), 'telar-engine-'));
const folder = join(parent, 'run');
const outside = join(parent, 'secret.csv');
const query = (text: string) => ({ text, values: [] });
const endlessQuery = query('SELECT sum(a.i * b.i) FROM range(1000000) a(i), range(1000000) b(i)');

const open = (overrides: Partial<Parameters<typeof pool.open>[0]> = {}) =>
  pool.open({ folder, storage: 'memory', memoryLimitMb: 200, deadlineMs: 60_000, ...overrides });

beforeAll(() => writeFileSync(outside, 'a\nsecret\n'));
afterAll(async () => {
  await pool.close();
  rmSync(parent, { recursive: true });
});

describe('a session sees nothing but its folder', () => {
  let session: EngineSession;
  beforeAll(async () => {
    session = await open();
  });
  afterAll(() => session.close());

  it.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    `SELECT * FROM read_csv('${outside}')`,
    `SELECT * FROM read_csv('${folder}/../secret.csv')`,
    `SELECT * FROM read_csv('${folder}/./../secret.csv')`,
    `SELECT * FROM read_csv('${folder}-not/secret.csv')`,
    `SELECT * FROM read_text('${outside}')`,
    `SELECT * FROM read_blob('${outside}')`,
    `SELECT * FROM read_json('${outside}')`,
    `SELECT * FROM read_parquet('${outside}')`,
    `SELECT * FROM sniff_csv('${outside}')`,
    "SELECT * FROM glob('/etc/*')",
    `COPY (SELECT 1) TO '${parent}/out.csv'`,
    `COPY (SELECT 1) TO '${folder}/../out.csv'`,
    `EXPORT DATABASE '${parent}/out'`,
    `ATTACH '${parent}/other.duckdb'`,
    'INSTALL httpfs',
    'LOAD httpfs',
    `LOAD '${parent}/evil.duckdb_extension'`,
    "SELECT * FROM read_csv('https://example.com/a.csv')",
    "SELECT * FROM read_csv('s3://bucket/a.csv')",
    "SELECT getenv('PATH')",
    'SET enable_external_access = true',
    "SET allowed_directories = ['/']",
    'SET lock_configuration = false',
    "SET memory_limit = '100GB'",
    'RESET memory_limit',
    "SET temp_directory = '/tmp'",
    `PRAGMA enable_profiling = 'json'; PRAGMA profiling_output = '${parent}/profile.json'`,
    `SET log_query_path = '${parent}/log'`,
    "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')",
  ])('refuses %s', async (text) => {
    await expect(session.execute(query(text))).rejects.toMatchObject({ name: 'TelarError' });
  });

  it('has written nothing outside, and still works inside', async () => {
    expect(existsSync(join(parent, 'out.csv'))).toBe(false);
    await session.execute(query(`COPY (SELECT 1 AS a) TO '${folder}/in.csv'`));
    expect((await session.queryRows(query(`SELECT a FROM read_csv('${folder}/in.csv')`))).rows).toEqual([['1']]);
  });
});

it('gives cells as JSON values with their types', async () => {
  const session = await open();
  const { fields, rows } = await session.queryRows({
    text: `SELECT $1 AS text, $2 AS number, $3 AS integer, $4 AS flag, $5 AS nothing, 1.50::DECIMAL(38,10) AS amount,
      DATE '2024-01-31' AS day, TIMESTAMPTZ '2024-01-31 10:00:00.5+02' AS moment, '{"a":[1]}'::JSON AS json`,
    values: ['x', 1.5, 9007199254740993n, true, null],
  });
  expect(rows).toEqual([
    ['x', 1.5, '9007199254740993', true, null, '1.5000000000', '2024-01-31', '2024-01-31T08:00:00.5Z', '{"a":[1]}'],
  ]);
  expect(fields.slice(5).map(({ duckDbType }) => duckDbType)).toEqual([
    'DECIMAL(38,10)',
    'DATE',
    'TIMESTAMP WITH TIME ZONE',
    'JSON',
  ]);
  expect((await session.queryRows(query('FROM range(5000)'), 7)).rows).toHaveLength(7);
  await session.close();
});

it('starts every session empty, also in a folder that was used before', async () => {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const session = await open({ storage: 'file' });
    await session.execute(query('CREATE TABLE mine AS SELECT 1'));
    await session.close();
  }
});

describe('a session ends', () => {
  const served = async () => {
    const session = await open();
    const { rows } = await session.queryRows(query('SELECT 42'));
    await session.close();
    return rows;
  };

  it('when it takes too much memory', async () => {
    const session = await open({ deadlineMs: 30_000 });
    const bomb = session.queryRows(query("SELECT length(repeat('x' || i, 2000000000)) FROM range(4) r(i)"));
    await expect(bomb).rejects.toMatchObject({
      code: expect.stringMatching(/^engine_(memory_exceeded|out_of_memory)$/),
    });
    await session.close();
    expect(await served()).toEqual([[42]]);
  });

  it('when its deadline passes', async () => {
    const session = await open({ deadlineMs: 300 });
    await expect(session.queryRows(endlessQuery)).rejects.toMatchObject({ code: 'engine_deadline_exceeded' });
    await expect(session.queryRows(query('SELECT 1'))).rejects.toMatchObject({ code: 'engine_deadline_exceeded' });
    await session.close();
    expect(await served()).toEqual([[42]]);
  });

  it('when it is cancelled', async () => {
    const controller = new AbortController();
    const session = await open({ signal: controller.signal });
    const running = session.queryRows(endlessQuery);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'run_cancelled' });
    await session.close();
    await expect(open({ signal: controller.signal })).rejects.toMatchObject({ code: 'run_cancelled' });
  });

  it('with its parent', { timeout: 20_000 }, async () => {
    const script = `
      import { startEngineProcess } from './core/engine/engine-process.ts';
      const engine = await startEngineProcess();
      engine.holdOpen(true);
      await engine.call({ operation: 'open', folder: ${JSON.stringify(join(parent, 'orphan'))}, storage: 'memory', memoryLimitMb: 200, threads: 1, maxSpillMb: 100 });
      engine.call({ operation: 'queryRows', maxRows: 1, text: ${JSON.stringify(endlessQuery.text)}, values: [] });
      console.log(engine.pid);`;
    const owner = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
    const [output] = (await once(owner.stdout, 'data')) as [Buffer];
    const childPid = Number(output.toString());
    expect(isRunning(childPid)).toBe(true);
    owner.kill('SIGKILL');
    for (let waited = 0; waited < 200 && isRunning(childPid); waited += 1) await delay(50);
    expect(isRunning(childPid)).toBe(false);
  });

  it('and tells a crash as one that may be tried again', async () => {
    const session = await open();
    const running = session.queryRows(endlessQuery);
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
    const children = stdout
      .split('\n')
      .filter((line) => line.includes(` ${process.pid} `) && line.includes('engine-child'));
    for (const line of children) process.kill(Number(line.trim().split(/\s+/)[0]), 'SIGKILL');
    await expect(running).rejects.toMatchObject({ code: 'engine_crashed', retryable: true });
    await session.close();
    // The spare child died as well, which the pool may hear of a moment later.
    await vi.waitFor(async () => expect(await served()).toEqual([[42]]), 10_000);
  });
});

it('waits for a turn when every session is taken', async () => {
  const small = createEnginePool({ warm: 0, maxSessions: 1 });
  const options = { folder, storage: 'memory', memoryLimitMb: 200, deadlineMs: 60_000 } as const;
  const first = await small.open(options);
  const second = small.open(options);
  const impatient = new AbortController();
  const third = small.open({ ...options, signal: impatient.signal });
  impatient.abort();
  await expect(third).rejects.toMatchObject({ code: 'run_cancelled' });
  await first.close();
  expect((await (await second).queryRows(query('SELECT 1'))).rows).toEqual([[1]]);
  await small.close();
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // An orphan that nobody reaps is dead all the same.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
