import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkRulesSchema, requestLogSchema } from '#core/contracts/network.ts';
import { forgetOldRequests } from '#core/egress/forget-old-requests.ts';
import { flushRequestLog } from '#core/egress/request-log.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { takeRun } from '#core/runs/take-run.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

process.env.TELAR_EGRESS_ALLOW = 'proxy.internal';
provideTestDatabase();

const secret = 'a secret/with=signs';
let vendor: Server;
let host: string;
let ana: TestClient;
let connectionId: string;
/** What the vendor answers next, before 200. */
const answers: number[] = [];

beforeAll(async () => {
  vendor = createServer((_request, response) => {
    const status = answers.shift() ?? 200;
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' }).end('[{"id":1}]');
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  ana = await createTestClient();
  const config = { baseUrl: `http://${host}/v1`, auth: 'query', queryName: 'k' };
  const values = { connector: 'http', name: 'Vendor', config, secret: { key: secret } };
  connectionId = (await ana.call('POST', '/api/v1/connections', values)).body.id;
});
afterAll(async () => {
  await getEnginePool().close();
  vendor.close();
});

const setRules = (...addresses: string[]) => ana.call('PUT', '/api/v1/workspace/network', { addresses });
const test = async (client = ana) => (await client.call('POST', `/api/v1/connections/${connectionId}/test`)).body;

async function readLog(query = '', client = ana) {
  await flushRequestLog();
  const { status, body } = await client.call('GET', `/api/v1/connections/${connectionId}/requests${query}`);
  expect([status, body.error]).toEqual([200, undefined]);
  return requestLogSchema.parse(body);
}

describe('the network of a workspace', () => {
  it('is closed until an admin opens an address, and closed again', async () => {
    const refused = { ok: false, error: { code: 'egress_refused', actor: 'admin', params: { host: '127.0.0.1' } } };
    expect(await test()).toMatchObject(refused);
    expect((await test()).error.message).toContain('Settings → Network');
    const { status, body } = await setRules(host, ' 10.1.0.0/16', 'CRM.internal.', host);
    expect(status).toBe(200);
    const view = networkRulesSchema.parse(body);
    expect(view.rules.map(({ address, addedBy }) => [address, addedBy])).toEqual([
      ['10.1.0.0/16', 'Test owner'],
      [host, 'Test owner'],
      ['crm.internal', 'Test owner'],
    ]);
    expect(view.installation).toEqual(['proxy.internal']);
    expect((await ana.call('GET', '/api/v1/workspace/network')).body).toEqual(body);
    expect(await test()).toMatchObject({ ok: true });
    await setRules('10.1.0.0/16');
    expect(await test()).toMatchObject(refused);
  });

  it('keeps who added an address, and says in the audit trail what changed, once', async () => {
    await setRules('10.1.0.0/16', host);
    const [kept] = (await ana.call('GET', '/api/v1/workspace/network')).body.rules;
    const other = await createTestClient('admin', ana.workspaceId);
    await other.call('PUT', '/api/v1/workspace/network', { addresses: [host, '10.1.0.0/16'] });
    expect((await ana.call('GET', '/api/v1/workspace/network')).body.rules[0]).toEqual(kept);
    const { body } = await ana.call('GET', '/api/v1/audit-events?action=network.changed');
    expect(body.events.map(({ before, after }: Record<string, object>) => [before, after])[0]).toEqual([
      { addresses: ['10.1.0.0/16'] },
      { addresses: ['10.1.0.0/16', host] },
    ]);
    expect(body.events).toHaveLength(3);
  });

  it.each([
    ['http://crm.internal', 'network_rule_invalid'],
    ['10.0.0.0/33', 'network_rule_invalid'],
    ['0.0.0.0/0', 'network_rule_wide'],
    ['10.0.0.0/7', 'network_rule_wide'],
    ['::/0', 'network_rule_wide'],
    ['::ffff:0:0/96', 'network_rule_wide'],
    ['169.254.169.254', 'network_rule_reserved'],
    ['169.254.0.0/16', 'network_rule_reserved'],
    ['[fd00:ec2::254]:80', 'network_rule_reserved'],
    ['64:ff9b::/96', 'network_rule_reserved'],
    ['metadata.google.internal', 'network_rule_reserved'],
    ['METADATA.google.internal.:80', 'network_rule_reserved'],
  ])('names the entry that it does not take: %s', async (entry, code) => {
    const before = (await ana.call('GET', '/api/v1/workspace/network')).body;
    const { status, body } = await setRules('10.2.0.0/16', entry);
    expect([status, body.error.code, body.error.field]).toEqual([422, code, 'addresses.1']);
    expect(body.error.message).toContain(entry);
    expect((await ana.call('GET', '/api/v1/workspace/network')).body).toEqual(before);
  });

  it('is for admins, and opens nothing in another workspace', async () => {
    await setRules(host);
    const editor = await createTestClient('editor', ana.workspaceId);
    expect((await editor.call('GET', '/api/v1/workspace/network')).status).toBe(403);
    expect((await editor.call('PUT', '/api/v1/workspace/network', { addresses: [] })).status).toBe(403);
    const stranger = await createTestClient();
    expect((await stranger.call('GET', '/api/v1/workspace/network')).body.rules).toEqual([]);
    const config = { baseUrl: `http://${host}`, auth: 'none' };
    const values = { connector: 'http', config, secret: {} };
    const theirs = (await stranger.call('POST', '/api/v1/connections/test', values)).body;
    expect(theirs).toMatchObject({ ok: false, error: { code: 'egress_refused' } });
    expect((await ana.call('POST', '/api/v1/connections/test', values)).body).toMatchObject({ ok: true });
  });
});

describe('the log of requests', () => {
  /** Runs a pipeline that reads with the connection and answers the run's id. */
  async function run(): Promise<string> {
    const place = { position: { x: 0, y: 0 }, disabled: false };
    const settings = {
      connectionId,
      url: `/rows?page=2&q=ana&sig=1&path=${encodeURIComponent(secret)}`,
      fields: [{ name: 'id', type: 'integer', path: ['id'] }],
    };
    const graph = {
      ...emptyGraph,
      nodes: [
        {
          ...place,
          id: 'api',
          kind: 'http-source',
          name: 'API',
          settings: { ...getNodeDefinition('http-source').defaults, ...settings },
        },
        {
          ...place,
          id: 'file',
          kind: 'file-target',
          name: 'File',
          settings: { format: 'csv', fileName: 'x', escapeFormulas: true },
        },
      ],
      edges: [{ id: 'e', from: { node: 'api', port: 'rows' }, to: { node: 'file', port: 'rows' } }],
    } as unknown as Graph;
    const { body: pipeline } = await ana.call('POST', '/api/v1/pipelines', { name: 'Read', graph });
    const { body } = await ana.call('POST', `/api/v1/pipelines/${pipeline.id}/runs`, { of: 'draft' });
    await (await takeRun(body.id, 'test', new AbortController().signal))?.done;
    return body.id;
  }

  it('has every request with its run, attempt and outcome, and no secret', async () => {
    await setRules(host);
    await flushRequestLog();
    await getDatabase().egressRequest.deleteMany();
    answers.push(503);
    const runId = await run();
    await setRules();
    await test();
    const { requests } = await readLog();
    const rows = `http://${host}/v1/rows?page=2&q=•••&sig=•••&path=•••&k=•••`;
    const read = { method: 'GET', address: rows, bytes: 10, runId, nodeId: 'api', errorCode: null };
    expect(requests).toMatchObject([
      { address: `http://${host}/v1?k=•••`, status: null, failed: true, errorCode: 'egress_refused', runId: null },
      { ...read, status: 200, failed: false, attempt: 2 },
      { ...read, status: 503, failed: true, attempt: 1 },
    ]);
    const stored = (await getDatabase().egressRequest.findMany()).map(({ address }) => address).join('\n');
    for (const form of [secret, encodeURIComponent(secret), new URLSearchParams({ x: secret }).toString().slice(2)])
      expect(stored).not.toContain(form);
  });

  it('is read page by page, and those that failed alone', async () => {
    const whole = await readLog();
    const first = await readLog('?limit=2');
    const second = await readLog(`?limit=2&cursor=${first.nextCursor}`);
    expect([...first.requests, ...second.requests]).toEqual(whole.requests);
    expect([whole.nextCursor, second.nextCursor]).toEqual([null, null]);
    const failed = await readLog('?show=failed');
    expect(failed.requests).toEqual([whole.requests[0], whole.requests[2]]);
    expect((await ana.call('GET', `/api/v1/connections/${connectionId}/requests?show=some`)).status).toBe(422);
  });

  it('is there for those who may use the connection', async () => {
    const [editor, viewer] = [
      await createTestClient('editor', ana.workspaceId),
      await createTestClient('viewer', ana.workspaceId),
    ];
    expect((await readLog('', editor)).requests).toHaveLength(3);
    const path = `/api/v1/connections/${connectionId}/requests`;
    expect((await viewer.call('GET', path)).status).toBe(403);
    await ana.call('PATCH', `/api/v1/connections/${connectionId}`, { sharing: 'restricted' });
    expect((await editor.call('GET', path)).body.error.code).toBe('connection_restricted');
    expect((await (await createTestClient()).call('GET', path)).status).toBe(404);
  });

  it('has what drivers connect to', async () => {
    const server = new URL(process.env.DATABASE_URL ?? '');
    const config = {
      host: server.hostname,
      port: Number(server.port || 5432),
      user: server.username,
      database: 'postgres',
    };
    const secretOfUser = { password: decodeURIComponent(server.password) };
    const values = { connector: 'postgres', name: 'Database', config, secret: secretOfUser };
    const { id } = (await ana.call('POST', '/api/v1/connections', values)).body;
    const read = async () => {
      await ana.call('GET', `/api/v1/connections/${id}/tables`);
      await flushRequestLog();
      return (await ana.call('GET', `/api/v1/connections/${id}/requests?limit=1`)).body.requests[0];
    };
    const address = `${config.host}:${config.port}`;
    const connect = { method: 'CONNECT', address, status: null };
    expect(await read()).toMatchObject({ ...connect, failed: true, errorCode: 'egress_refused', bytes: 0 });
    await setRules(address);
    const connected = await read();
    expect(connected).toMatchObject({ ...connect, failed: false, errorCode: null });
    expect(connected.bytes).toBeGreaterThan(100);
  });

  it('is forgotten after 30 days, and of each workspace but the newest', async () => {
    const now = Date.now();
    const entry = (workspaceId: string, daysAgo: number) => ({
      ...{ workspaceId, connectionId: 'conn_1', method: 'GET', address: 'https://a.example/', failed: false },
      ...{ durationMs: 1, bytes: 1n, attempt: 1, at: new Date(now - daysAgo * 86_400_000) },
    });
    const other = (await createTestClient()).workspaceId;
    const log = getDatabase().egressRequest;
    await log.deleteMany();
    await log.createMany({ data: [31, 30.1, 29, 3, 2, 1].map((daysAgo) => entry(ana.workspaceId, daysAgo)) });
    await log.createMany({ data: [40, 4].map((daysAgo) => entry(other, daysAgo)) });
    const left = async () =>
      (await log.findMany({ orderBy: { id: 'asc' } })).map(({ workspaceId, at }) => [
        workspaceId === other,
        (now - at.getTime()) / 86_400_000,
      ]);
    await forgetOldRequests(new Date(now));
    expect(await left()).toEqual([
      [false, 29],
      [false, 3],
      [false, 2],
      [false, 1],
      [true, 4],
    ]);
    await forgetOldRequests(new Date(now), 2);
    expect(await left()).toEqual([
      [false, 2],
      [false, 1],
      [true, 4],
    ]);
  });
});
