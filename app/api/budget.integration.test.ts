import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { budgetSchema } from '#core/contracts/budgets.ts';
import { changeLimits } from '#core/egress/limits/limit-store.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createConnectorContext } from '#core/runs/connector-context.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
provideTestDatabase();

let ana: TestClient;
let address: string;
let connectionId: string;

beforeAll(async () => {
  ana = await createTestClient();
});
beforeEach(async () => {
  connectionId = createId('conn');
  const data = { id: connectionId, workspaceId: ana.workspaceId, connector: 'http', name: 'Vendor', config: {} };
  await getDatabase().connection.create({ data });
  address = `/api/v1/connections/${connectionId}/budget`;
});

const settings = {
  windows: [
    { requests: 100, windowSeconds: 10 },
    { requests: 250_000, windowSeconds: 86_400 },
  ],
  maxConcurrent: 5,
  dailyRequests: 1_000,
  timeZone: 'America/Bogota',
};

/** Counts requests of an hour some hours ago. */
const use = (requests: number, hoursAgo = 0, interactive = 0) =>
  getDatabase().$executeRaw`
    INSERT INTO connection_usage (connection_id, hour, requests, interactive)
    VALUES (${connectionId}, date_trunc('hour', now() - ${hoursAgo} * interval '1 hour'), ${requests}, ${interactive})`;

describe('the budget of a connection', () => {
  it('is nothing at first', async () => {
    const { status, body } = await ana.call('GET', address);
    expect(status).toBe(200);
    expect(budgetSchema.parse(body)).toMatchObject({
      sendsRequests: true,
      settings: { windows: null, maxConcurrent: null, dailyRequests: null, timeZone: 'UTC' },
      declared: { windows: [], maxConcurrent: null },
      today: { used: 0, interactive: 0, forecast: 0, spentAt: null },
      days: [],
      state: 'flowing',
      until: null,
      vendor: null,
    });
  });

  it('is decided by admins, written down once, and the same again changes nothing', async () => {
    for (let time = 0; time < 2; time += 1) {
      const saved = await ana.call('PUT', address, settings);
      expect([saved.status, saved.body.settings]).toEqual([200, settings]);
    }
    const events = await getDatabase().auditEvent.findMany({
      where: { objectId: connectionId, action: 'connection.limits_changed' },
    });
    expect(events.map(({ before, after }) => ({ before, after }))).toEqual([
      {
        before: { windows: null, maxConcurrent: null, dailyRequests: null, timeZone: 'UTC' },
        after: { ...settings, windows: ['100 / 10 s', '250000 / 86400 s'] },
      },
    ]);
    const until = new Date((await ana.call('GET', address)).body.today.resetsAt);
    expect([until.getUTCHours(), until.getUTCMinutes(), until.getTime() > Date.now()]).toEqual([5, 0, true]);
  });

  it('is seen by members but not changed by them, and not seen by others', async () => {
    const viewer = await createTestClient('viewer', ana.workspaceId);
    const editor = await createTestClient('editor', ana.workspaceId);
    expect((await viewer.call('GET', address)).status).toBe(200);
    expect((await editor.call('PUT', address, settings)).status).toBe(403);
    await getDatabase().connection.update({ where: { id: connectionId }, data: { sharing: 'restricted' } });
    expect((await viewer.call('GET', address)).status).toBe(404);
    expect((await (await createTestClient()).call('PUT', address, settings)).status).toBe(404);
  });

  it.each([
    ['a limit of nothing', { ...settings, windows: [{ requests: 0, windowSeconds: 1 }] }],
    ['two limits of one window', { ...settings, windows: [settings.windows[0], settings.windows[0]] }],
    ['a window of more than a day', { ...settings, windows: [{ requests: 1, windowSeconds: 86_401 }] }],
    ['half a request', { ...settings, dailyRequests: 0.5 }],
    ['a zone that is none', { ...settings, timeZone: 'Macondo' }],
  ])('is not %s', async (_name, body) => {
    expect((await ana.call('PUT', address, body)).status).toBeGreaterThanOrEqual(400);
    expect((await ana.call('GET', address)).body.settings.windows).toBeNull();
  });

  it('tells what was used, what it comes to and when it is spent', async () => {
    await getDatabase().connection.update({ where: { id: connectionId }, data: { createdAt: new Date(0) } });
    // A day that ends in 13 to 14 hours, so that the last hours are part of it.
    const offset = (new Date().getUTCHours() - 10 + 24) % 24;
    const timeZone = offset <= 12 ? `Etc/GMT+${offset}` : `Etc/GMT-${24 - offset}`;
    await ana.call('PUT', address, { ...settings, dailyRequests: 500, timeZone });
    await use(200, 1, 10);
    await use(100, 2);
    await use(7, 24);
    const { today, days } = (await ana.call('GET', address)).body;
    expect(today).toMatchObject({ used: 300, interactive: 10 });
    expect(today.forecast).toBeGreaterThan(1_000);
    const hoursLeft = (Date.parse(today.spentAt) - Date.now()) / 3_600_000;
    // 160 left for runs, at 100 to 150 an hour.
    expect(hoursLeft).toBeGreaterThan(1);
    expect(hoursLeft).toBeLessThan(1.7);
    expect(days.map(({ requests }: { requests: number }) => requests)).toEqual([7, 300]);
  });

  it('does not take the first minutes of a new connection for its day', async () => {
    await use(5);
    const { today } = (await ana.call('GET', address)).body;
    expect(today.forecast).toBeGreaterThanOrEqual(5);
    expect(today.forecast).toBeLessThanOrEqual(5 + 5 * 24);
  });

  it('tells that the vendor asked for a pause, keeps failing, and what it counts itself', async () => {
    const change = (state: object) =>
      changeLimits(connectionId, (reading) => ({ state: { ...reading.state, ...state } }));
    const soon = Date.now() + 60_000;
    await change({ pausedUntil: soon, vendor: { used: 10, limit: 20, at: soon } });
    const paused = (await ana.call('GET', address)).body;
    expect(paused).toMatchObject({
      state: 'paused',
      until: new Date(soon).toISOString(),
      vendor: { used: 10, limit: 20 },
    });
    await change({ openUntil: soon });
    expect((await ana.call('GET', address)).body.state).toBe('failing');
  });

  it('does not concern databases', async () => {
    await getDatabase().connection.update({ where: { id: connectionId }, data: { connector: 'postgres' } });
    expect((await ana.call('GET', address)).body.sendsRequests).toBe(false);
  });

  it('counts tests as use by people and runs as runs, and stops both while the vendor keeps failing', async () => {
    const vendor = createServer((_, response) => response.end('{}'));
    await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`;
    await getDatabase().connection.update({ where: { id: connectionId }, data: { config: { baseUrl } } });
    const test = () => ana.call('POST', `/api/v1/connections/${connectionId}/test`);
    const scope = {
      workspaceId: ana.workspaceId,
      settings: { connectionId },
      folder: '',
      session: {} as EngineSession,
    };
    const { http } = await createConnectorContext({
      ...scope,
      runId: 'run_1',
      nodeId: 'n1',
      signal: new AbortController().signal,
    });
    try {
      expect((await test()).body.ok).toBe(true);
      expect((await http.request({ method: 'GET', url: baseUrl })).status).toBe(200);
      expect((await ana.call('GET', address)).body.today).toMatchObject({ used: 3, interactive: 2 });
      const openUntil = Date.now() + 60_000;
      await changeLimits(connectionId, ({ state }) => ({ state: { ...state, openUntil } }));
      expect((await test()).body.error).toMatchObject({ code: 'connection_circuit_open', actor: 'vendor' });
      const code = 'connection_circuit_open';
      await expect(http.request({ method: 'GET', url: baseUrl })).rejects.toMatchObject({ code });
    } finally {
      vendor.close();
    }
  });
});
