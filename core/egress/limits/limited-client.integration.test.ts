import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestClient, type TestClient } from '#app/api/create-test-client.ts';
import type { ConnectionLimits } from '#connectors/kit/connection-limits.ts';
import type { HttpClient } from '#connectors/kit/http-client.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentError } from '#core/platform/present-error.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { TelarError } from '#core/platform/telar-error.ts';
import { createEgressClient } from '../egress-client.ts';
import type { LimitState } from './limit-state.ts';
import { changeLimits, readLimits } from './limit-store.ts';
import { createLimitedClient } from './limited-client.ts';
import type { Priority } from './take-turn.ts';
import type { SendingOrder } from './testing/send-in-process.ts';

provideTestDatabase();

let ana: TestClient;
let server: Server;
let origin: string;
let children: ChildProcess[];
/** Moments at which requests came in, by path. */
let arrivals: Record<string, number[]> = {};
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  ana = await createTestClient();
  server = createServer((request, response) => {
    const path = request.url ?? '';
    arrivals[path] = [...(arrivals[path] ?? []), performance.now()];
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const script = new URL('./testing/send-in-process.ts', import.meta.url);
  children = Array.from({ length: 4 }, () => fork(script, { execArgv: [] }));
  await Promise.all(children.map((child) => once(child, 'message')));
}, 120_000);
afterAll(() => {
  for (const child of children) child.disconnect();
  server.closeAllConnections();
  server.close();
});

interface TestLimits extends Partial<ConnectionLimits> {
  readonly dailyRequests?: number;
}

async function createConnection({ windows = [], maxConcurrent = null, dailyRequests }: TestLimits = {}) {
  const id = createId('conn');
  const data = { id, workspaceId: ana.workspaceId, connector: 'http', name: 'Vendor', config: {} };
  await getDatabase().connection.create({ data });
  await getDatabase().connectionLimit.create({
    data: {
      connectionId: id,
      windows: windows.map((limit) => ({ ...limit })),
      maxConcurrent,
      dailyRequests: dailyRequests ?? null,
    },
  });
  arrivals = {};
  answer = (_, response) => response.end('{}');
  return id;
}

async function sendFrom(processes: readonly ChildProcess[], order: SendingOrder): Promise<(number | string)[]> {
  const answers = processes.map((child) => once(child, 'message'));
  for (const child of processes) child.send(order);
  return (await Promise.all(answers)).flatMap(([told]) => told as (number | string)[]);
}

function open(connectionId: string, priority: Priority = 'run'): HttpClient {
  return createLimitedClient(createEgressClient({ allow: ['127.0.0.0/8'] }), { connectionId, priority });
}

const get = (client: HttpClient, path = '/', signal?: AbortSignal) =>
  client.request({ method: 'GET', url: origin + path, ...(signal && { signal }) });

/** Most arrivals in any window that long: one begins with each arrival. */
function countMost(moments: readonly number[], windowMs: number): number {
  const counts = moments.map((from, index) => moments.slice(index).filter((at) => at < from + windowMs).length);
  return Math.max(0, ...counts);
}

const changeState = async (connectionId: string, change: Partial<LimitState>) => {
  await changeLimits(connectionId, ({ state }) => ({ state: { ...state, ...change } }));
};
const countRequests = async (connectionId: string) => {
  const sums = { requests: true, interactive: true } as const;
  return (await getDatabase().connectionUsage.aggregate({ where: { connectionId }, _sum: sums }))._sum;
};
const findHealth = async (id: string) => {
  const { health, retryAt } = await getDatabase().connection.findUniqueOrThrow({ where: { id } });
  return { health, retryAt };
};

describe('four processes that share the limits of one connection', () => {
  // A machine that is busy with other tests delays requests; 3 % of five seconds is what it may take.
  const limit = { requests: 100, windowMs: 5_000 };
  const forMs = 8_000;

  it('never exceed them in any sliding window, and use at least 95 %', { retry: 2 }, async () => {
    const connectionId = await createConnection({ windows: [limit, { requests: 100_000, windowMs: 86_400_000 }] });
    await sendFrom(children, { connectionId, url: `${origin}/warm`, senders: 4 });
    const told = await sendFrom(children, { connectionId, url: `${origin}/shared`, senders: 4, forMs });
    expect(new Set(told)).toEqual(new Set([200, 'stopped']));
    const all = [...(arrivals['/warm'] ?? []), ...(arrivals['/shared'] ?? [])];
    expect(countMost(all, limit.windowMs)).toBeLessThanOrEqual(limit.requests);
    const moments = arrivals['/shared'] ?? [];
    const lastedMs = (moments.at(-1) ?? 0) - (moments[0] ?? 0);
    expect(lastedMs).toBeGreaterThan(0.9 * forMs);
    expect(moments.length - 1).toBeGreaterThanOrEqual(0.95 * limit.requests * (lastedMs / limit.windowMs));
    expect((await countRequests(connectionId)).requests).toBeGreaterThanOrEqual(all.length);
  });

  it('control: with a limiter of their own each, they exceed it', async () => {
    const connectionId = await createConnection();
    const isAlone = { requests: 80, windowMs: 1_000 };
    await sendFrom(children, { connectionId, url: `${origin}/alone`, senders: 8, forMs: 1_500, isAlone });
    expect(countMost(arrivals['/alone'] ?? [], isAlone.windowMs)).toBeGreaterThan(isAlone.requests);
  });

  it('have no more requests under way than allowed, over all of them', async () => {
    const connectionId = await createConnection({ maxConcurrent: 3 });
    let [flying, most] = [0, 0];
    answer = (_, response) => {
      flying += 1;
      most = Math.max(most, flying);
      setTimeout(() => {
        flying -= 1;
        response.end('{}');
      }, 20);
    };
    const told = await sendFrom(children, { connectionId, url: `${origin}/`, senders: 4 });
    expect(told).toEqual(Array.from({ length: 16 }, () => 200));
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });
});

describe('a vendor that asks for silence', () => {
  it('is heard by every process', async () => {
    const connectionId = await createConnection();
    answer = (_, response) => {
      const isFirst = arrivals['/']?.length === 1;
      response.writeHead(isFirst ? 429 : 200, isFirst ? { 'retry-after': '2' } : {}).end();
    };
    const [first, ...others] = children;
    const order = { connectionId, url: `${origin}/`, senders: 1 };
    expect(await sendFrom(first ? [first] : [], order)).toEqual([429]);
    expect(await sendFrom(others, order)).toEqual([200, 200, 200]);
    const [asked = 0, ...later] = arrivals['/'] ?? [];
    expect(Math.min(...later) - asked).toBeGreaterThanOrEqual(1_990);
    expect((await findHealth(connectionId)).health).toBe('healthy');
  });

  it('is heard by requests that have a slot already', async () => {
    const connectionId = await createConnection({ windows: [{ requests: 10, windowMs: 2_000 }] });
    answer = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    const client = open(connectionId, 'interactive');
    const outcomes = await Promise.allSettled([get(client), get(client), get(client)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(arrivals['/']).toHaveLength(1);
  });

  it('shows in the health, holds requests back, and clears by itself', async () => {
    const connectionId = await createConnection();
    answer = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    expect((await get(open(connectionId))).status).toBe(429);
    const { health, retryAt } = await findHealth(connectionId);
    expect(health).toBe('rate_limited');
    expect(Math.abs((retryAt?.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    for (const priority of ['run', 'interactive'] as const) {
      const held = get(open(connectionId, priority));
      await expect(held).rejects.toMatchObject({ code: 'connection_rate_limited', actor: 'nobody', retryable: true });
    }
    expect(arrivals['/']).toHaveLength(1);
    await changeState(connectionId, { pausedUntil: Date.now() - 1_000 });
    answer = (_, response) => response.end('{}');
    await get(open(connectionId));
    expect(await findHealth(connectionId)).toEqual({ health: 'healthy', retryAt: null });
  });

  it('does not hide that somebody must connect again', async () => {
    const connectionId = await createConnection();
    await getDatabase().connection.update({ where: { id: connectionId }, data: { health: 'needs_reconnect' } });
    answer = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    await get(open(connectionId));
    expect((await findHealth(connectionId)).health).toBe('needs_reconnect');
  });
});

describe('a vendor that keeps failing', () => {
  it('is left alone by all processes, and tried again by exactly one request of one of them', async () => {
    const connectionId = await createConnection();
    answer = (_, response) => response.writeHead(500).end();
    const order = { connectionId, url: `${origin}/`, senders: 10 };
    const [first, second, third] = children as [ChildProcess, ChildProcess, ChildProcess];
    await sendFrom([first], order);
    const before = arrivals['/']?.length ?? 0;
    const held = Array.from({ length: 20 }, () => 'connection_circuit_open');
    expect(await sendFrom([second, third], order)).toEqual(held);
    expect(arrivals['/']).toHaveLength(before);

    await changeState(connectionId, { openUntil: Date.now() - 1 });
    const probes: ServerResponse[] = [];
    answer = (_, response) => void probes.push(response);
    const told = [second, third].map((child) => sendFrom([child], order));
    // Whoever has no probe hears at once; the probe is not answered before that.
    expect(await Promise.race(told)).toEqual(held.slice(0, 10));
    for (const probe of probes) probe.end('{}');
    const outcomes = (await Promise.all(told)).flat();
    expect(outcomes.filter((outcome) => outcome === 200)).toHaveLength(1);
    expect(probes).toHaveLength(1);

    answer = (_, response) => response.end('{}');
    expect(await sendFrom([first], order)).toEqual(Array.from({ length: 10 }, () => 200));
  });

  it('is not the same as a row that it refuses', async () => {
    const connectionId = await createConnection();
    answer = (_, response) => response.writeHead(422).end();
    for (let sent = 0; sent < 12; sent += 1) expect((await get(open(connectionId))).status).toBe(422);
  });
});

describe('a budget', () => {
  it('stops runs with a tenth left for people, and says when it begins anew', async () => {
    const connectionId = await createConnection({ dailyRequests: 20 });
    const sendAll = async (priority: Priority) => {
      for (;;) await get(open(connectionId, priority));
    };
    const stopped = await sendAll('run').catch((error: unknown) => error);
    expect(stopped).toMatchObject({ code: 'connection_budget_spent', actor: 'admin', retryable: false });
    expect(await countRequests(connectionId)).toEqual({ requests: 18, interactive: 0 });
    await expect(sendAll('interactive')).rejects.toMatchObject({ code: 'connection_budget_spent' });
    expect(await countRequests(connectionId)).toEqual({ requests: 20, interactive: 2 });
    expect(arrivals['/']).toHaveLength(20);
    const midnight = new Date().setUTCHours(24, 0, 0, 0);
    expect((stopped as TelarError).params).toMatchObject({ used: 18, requests: 20, until: midnight });
    expect(presentError(stopped, 'en').message).toMatch(/“Vendor” .*18 of 20.* at 12:00 AM UTC/);
    expect(presentError(stopped, 'es').message).toMatch(/«Vendor» .*18 de 20.* 0:00 UTC/);
  });
});

describe('a request that is no longer wanted', () => {
  it('gives its slot back', async () => {
    const connectionId = await createConnection({ windows: [{ requests: 1, windowMs: 12_000 }] });
    await get(open(connectionId));
    const stop = new AbortController();
    const booked = get(open(connectionId, 'interactive'), '/', stop.signal);
    await expect.poll(() => countRequests(connectionId)).toEqual({ requests: 2, interactive: 1 });
    stop.abort(new Error('closed'));
    await expect(booked).rejects.toThrow('closed');
    expect(await countRequests(connectionId)).toEqual({ requests: 1, interactive: 0 });
    const { state } = await readLimits(connectionId);
    expect(state.booked[12_000]?.counts.reduce((sum, count) => sum + count)).toBe(1);
  });

  it('leaves the queue', async () => {
    const connectionId = await createConnection({ windows: [{ requests: 1, windowMs: 60_000 }] });
    await get(open(connectionId));
    const stop = new AbortController();
    const waiting = get(open(connectionId), '/', stop.signal);
    stop.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    await expect(get(open(connectionId), '/', AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect(arrivals['/']).toHaveLength(1);
  });
});
