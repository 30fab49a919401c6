import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestClient, type TestClient } from '#app/api/create-test-client.ts';
import { GET as callback } from '#app/oauth/callback/route.ts';
import { createEgressClient } from '#core/egress/egress-client.ts';
import { emptyGraph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { runDueSchedules } from '#core/schedules/run-due-schedules.ts';
import { enqueueDueRefreshes } from '../enqueue-due-refreshes.ts';
import { openAccount } from '../open-account.ts';
import { refreshDueConnection } from '../refresh-due-connection.ts';
import { resolveConnection } from '../resolve-connection.ts';
import { createTestVendor, type TestVendor, type TestVendorOptions } from './testing/create-test-vendor.ts';
import type { RenewalOrder } from './testing/renew-in-process.ts';

process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
provideTestDatabase();

let ana: TestClient;
let vendor: TestVendor;

beforeAll(async () => {
  ana = await createTestClient();
});
afterEach(() => vendor.close());

/** A connected account at a vendor of its own. */
async function connect(options: Omit<TestVendorOptions, 'redirectUris'> = {}): Promise<string> {
  vendor = await createTestVendor({ redirectUris: [`${readConfig().webUrl}/oauth/callback`], ...options });
  const { origin, clientId, clientSecret } = vendor;
  const config = {
    ...{ baseUrl: `${origin}/me`, auth: 'oauth-code', authorizationUrl: `${origin}/auth`, tokenUrl: `${origin}/token` },
    ...{ clientId, revocationUrl: `${origin}/token/revocation`, authorizationParams: 'prompt=consent' },
    scopes: 'openid profile offline_access',
  };
  const values = { connector: 'http', name: 'Vendor', config, secret: { clientSecret } };
  const id = (await ana.call('POST', '/api/v1/connections', values)).body.id;
  await consent(id);
  vendor.requests.length = 0;
  return id;
}

async function consent(id: string): Promise<void> {
  const { authorizationUrl } = (await ana.call('POST', `/api/v1/connections/${id}/authorize`, { popup: true })).body;
  const request = new Request(await vendor.consent(authorizationUrl), { headers: { cookie: ana.cookie } });
  await callback(request, { params: Promise.resolve({}) });
}

const readGrant = (connectionId: string) =>
  getDatabase().connectionGrant.findUniqueOrThrow({ where: { connectionId } });

/** Time passes for this grant: it is due, and its token has ended if `ended`. */
async function age(connectionId: string, { ended = false } = {}): Promise<void> {
  const past = new Date(Date.now() - 1000);
  const data = { refreshDueAt: past, ...(ended && { expiresAt: past }) };
  await getDatabase().connectionGrant.update({ where: { connectionId }, data });
}

const health = async (id: string) => {
  const { health } = (await ana.call('GET', `/api/v1/connections/${id}`)).body;
  return [health.state, health.reason?.code];
};
const resolve = (id: string) => resolveConnection(ana.workspaceId, id);
const refreshed = () => vendor.requests.filter(({ grantType }) => grantType === 'refresh_token');

/** Five more processes are slow to warm up on a busy machine; a quiet one needs seconds. */
const patienceMs = 120_000;

describe('fifty callers in five processes, of one connection whose vendor takes each refresh token once', () => {
  let children: ChildProcess[];
  beforeAll(async () => {
    const script = new URL('./testing/renew-in-process.ts', import.meta.url);
    children = Array.from({ length: 5 }, () => fork(script, { execArgv: [] }));
    await Promise.all(children.map((child) => once(child, 'message')));
  }, patienceMs);
  afterAll(() => {
    for (const child of children) child.disconnect();
  });

  async function renewEverywhere(order: RenewalOrder): Promise<(number | string)[]> {
    const answers = children.map((child) => once(child, 'message'));
    for (const child of children) child.send(order);
    return (await Promise.all(answers)).flatMap(([told]) => told as (number | string)[]);
  }

  it(
    'use each refresh token exactly once, three times in a row',
    async () => {
      const id = await connect({ rotate: true });
      for (const version of [2, 3, 4]) {
        await age(id, { ended: true });
        const told = await renewEverywhere({ connectionId: id, callers: 10, locked: true });
        expect(told).toEqual(Array.from({ length: 50 }, () => version));
      }
      const spent = refreshed().map(({ refreshToken }) => refreshToken);
      expect([spent.length, new Set(spent).size]).toEqual([3, 3]);
      expect(await health(id)).toEqual(['healthy', undefined]);
    },
    patienceMs,
  );

  it(
    'control: without the lock a token is used twice, and the vendor ends the grant',
    async () => {
      const id = await connect({ rotate: true });
      await age(id, { ended: true });
      await renewEverywhere({ connectionId: id, callers: 10, locked: false });
      const spent = refreshed().map(({ refreshToken }) => refreshToken);
      expect(spent.length).toBeGreaterThan(new Set(spent).size);
      await age(id, { ended: true });
      await getDatabase().connection.update({ where: { id }, data: { health: 'healthy' } });
      await expect(resolve(id)).rejects.toThrow(/oauth_/);
    },
    patienceMs,
  );
});

describe('renewing', () => {
  it.each([true, false])('keeps the connection going, with rotation: %s', async (rotate) => {
    const id = await connect({ rotate });
    const before = await resolve(id);
    expect(refreshed()).toHaveLength(0);
    await age(id);
    const after = await resolve(id);
    expect(after.grant?.accessToken).not.toBe(before.grant?.accessToken);
    await age(id);
    expect((await resolve(id)).grant?.version).toBe(3);
    expect(new Set(refreshed().map(({ refreshToken }) => refreshToken)).size).toBe(rotate ? 2 : 1);
    expect((await readGrant(id)).refreshSentAt).toBeNull();
  });

  it('happens before the end, by the worker: what is due is handed over once and renewed once', async () => {
    const id = await connect({ rotate: true });
    const jobs: { id: string; payload: { connectionId: string; version: number } }[] = [];
    const queue = {
      add: async (added: readonly (typeof jobs)[0][]) => void jobs.push(...added),
      has: async () => false,
      close: async () => {},
    };
    const own = () => jobs.filter(({ payload }) => payload.connectionId === id);
    await enqueueDueRefreshes(queue, new Date());
    expect(own()).toEqual([]);
    await enqueueDueRefreshes(queue, new Date(Date.now() + 51 * 60_000));
    expect(own()).toHaveLength(1);
    await age(id);
    await Promise.all([1, 2].map(() => refreshDueConnection(id, 1)));
    expect((await readGrant(id)).version).toBe(2);
    await refreshDueConnection(id, 1);
    expect(refreshed()).toHaveLength(1);
  });

  it('is done at once when asked, as a rotation', async () => {
    const id = await connect({ rotate: true });
    const { body } = await ana.call('POST', `/api/v1/connections/${id}/refresh`);
    expect(body.health.state).toBe('healthy');
    expect(refreshed()).toHaveLength(1);
  });

  it('follows a 401 once, and the request is repeated with the new token', async () => {
    const id = await connect();
    const http = createEgressClient({ allow: ['127.0.0.0/8'] });
    const account = await openAccount(ana.workspaceId, id, http);
    const request = { method: 'GET', url: `${vendor.origin}/me` } as const;
    expect((await account.http.request(request)).status).toBe(200);
    await vendor.endAccessToken(account.connection.grant?.accessToken ?? '');
    expect((await account.http.request(request)).status).toBe(200);
    expect(refreshed()).toHaveLength(1);
  });
});

describe('an answer that is lost', () => {
  it('is asked for again at once, and a vendor that forgives goes on', async () => {
    const id = await connect({ rotate: false });
    await age(id, { ended: true });
    vendor.troubles.push('lost');
    expect((await resolve(id)).grant?.version).toBe(2);
    expect(refreshed()).toHaveLength(2);
    expect(await health(id)).toEqual(['healthy', undefined]);
  });

  it('from a vendor that takes each token once ends in a connection that says so', async () => {
    const id = await connect({ rotate: true });
    await age(id, { ended: true });
    vendor.troubles.push('lost');
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_refresh_lost', actor: 'admin' });
    expect(await health(id)).toEqual(['needs_reconnect', 'oauth_refresh_lost']);
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_refresh_lost' });
    expect(refreshed()).toHaveLength(2);
    await consent(id);
    expect(await health(id)).toEqual(['healthy', undefined]);
    expect((await resolve(id)).grant?.version).toBeGreaterThan(1);
  });

  it('because the process died is known by what it wrote before it asked', async () => {
    const id = await connect({ rotate: true });
    await age(id, { ended: true });
    const { refreshToken } = await spendElsewhere(id);
    expect(refreshToken).not.toBeNull();
    await getDatabase().connectionGrant.update({ where: { connectionId: id }, data: { refreshSentAt: new Date() } });
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_refresh_lost' });
  });

  it('control: the same without that trace is a grant that was withdrawn', async () => {
    const id = await connect({ rotate: true });
    await age(id, { ended: true });
    await spendElsewhere(id);
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_grant_ended' });
    expect(await health(id)).toEqual(['revoked', 'oauth_grant_ended']);
  });

  /** Uses the refresh token up as a process would that dies before it can store the answer. */
  async function spendElsewhere(id: string) {
    const { unsealToken } = await import('./seal-token.ts');
    const { requestToken } = await import('./request-token.ts');
    const { readConnectionAccount } = await import('./renew-grant.ts');
    const token = await unsealToken(await readGrant(id));
    const account = await readConnectionAccount(await getDatabase().connection.findUniqueOrThrow({ where: { id } }));
    await requestToken(account!, { grant_type: 'refresh_token', refresh_token: token.refreshToken ?? '' });
    return token;
  }
});

describe('a vendor in trouble', () => {
  it('is asked again later and later, while the old token still serves', async () => {
    const id = await connect();
    await age(id);
    vendor.troubles.push(503);
    expect((await resolve(id)).grant?.version).toBe(1);
    const grant = await readGrant(id);
    expect(grant.refreshFailures).toBe(1);
    expect(grant.refreshDueAt!.getTime()).toBeGreaterThan(Date.now() + 10_000);
    expect((await resolve(id)).grant?.version).toBe(1);
    expect(vendor.requests).toHaveLength(1);
    expect(await health(id)).toEqual(['healthy', undefined]);
    await getDatabase().connectionGrant.update({ where: { connectionId: id }, data: { expiresAt: new Date() } });
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_refresh_waiting', retryable: true });
    await age(id, { ended: true });
    expect((await resolve(id)).grant?.version).toBe(2);
    expect((await readGrant(id)).refreshFailures).toBe(0);
  });

  it('that limits is left alone for as long as it asks', async () => {
    const id = await connect();
    await age(id, { ended: true });
    vendor.troubles.push(429);
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_rate_limited', retryable: true });
    expect(await health(id)).toEqual(['rate_limited', 'oauth_rate_limited']);
    await age(id, { ended: true });
    await resolve(id);
    expect(await health(id)).toEqual(['healthy', undefined]);
  });
});

describe('access that ended', () => {
  it('because the vendor withdrew it: every use fails with that reason, and nobody asks the vendor again', async () => {
    const id = await connect();
    await vendor.revokeAll();
    await age(id, { ended: true });
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_grant_ended' });
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_grant_ended' });
    expect(refreshed()).toHaveLength(1);
    expect(await health(id)).toEqual(['revoked', 'oauth_grant_ended']);
    const tested = await ana.call('POST', `/api/v1/connections/${id}/test`);
    expect(tested.body).toMatchObject({ ok: false, error: { code: 'oauth_grant_ended' } });
  });

  it('because nothing was given to renew it with', async () => {
    const id = await connect({ withoutRefreshTokens: true });
    expect(await health(id)).toEqual(['expiring', undefined]);
    await age(id, { ended: true });
    await refreshDueConnection(id, 1);
    expect(await health(id)).toEqual(['needs_reconnect', 'oauth_expired']);
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_expired' });
  });

  it('because we gave it back: the vendor is told and the tokens are erased', async () => {
    const id = await connect();
    const { grant } = await resolve(id);
    await ana.call('POST', `/api/v1/connections/${id}/disconnect`);
    expect(await health(id)).toEqual(['revoked', 'oauth_disconnected']);
    const headers = { authorization: `Bearer ${grant?.accessToken}` };
    expect((await fetch(`${vendor.origin}/me`, { headers })).status).toBe(401);
    expect(await getDatabase().connectionGrant.count({ where: { connectionId: id } })).toBe(0);
  });

  it('because the client is refused: corrected by an admin it goes on without another consent', async () => {
    const id = await connect();
    await ana.call('PATCH', `/api/v1/connections/${id}`, { secret: { clientSecret: 'wrong' } });
    await age(id, { ended: true });
    await expect(resolve(id)).rejects.toMatchObject({ code: 'oauth_client_refused' });
    expect(await health(id)).toEqual(['needs_reconnect', 'oauth_client_refused']);
    await ana.call('PATCH', `/api/v1/connections/${id}`, { secret: { clientSecret: vendor.clientSecret } });
    expect((await resolve(id)).grant?.version).toBe(2);
  });

  it('pauses the pipelines that need it, with the reason, until somebody connects again', async () => {
    const id = await connect();
    const scheduleId = await createSchedule(id);
    const dueAt = new Date(Date.now() - 60_000);
    const ledger = async () => {
      await getDatabase().schedule.update({ where: { id: scheduleId }, data: { nextDueAt: dueAt } });
      await getDatabase().expectedRun.deleteMany({ where: { scheduleId } });
      await runDueSchedules(new Date());
      return (await getDatabase().expectedRun.findMany({ where: { scheduleId } })).map(({ outcome }) => outcome);
    };
    await vendor.revokeAll();
    await age(id, { ended: true });
    await resolve(id).catch(() => {});
    expect(await ledger()).toEqual(['skipped_connection']);
    const { pausedPipelines } = (await ana.call('GET', `/api/v1/connections/${id}`)).body;
    expect(pausedPipelines).toMatchObject([{ name: 'Reader' }]);
    await consent(id);
    expect((await ana.call('GET', `/api/v1/connections/${id}`)).body.pausedPipelines).toEqual([]);
    expect(await ledger()).toEqual(['started']);
  });

  async function createSchedule(connectionId: string): Promise<string> {
    const node = { id: 'n1', kind: 'http-source', name: 'API', position: { x: 0, y: 0 }, settings: { connectionId } };
    const graph = { ...emptyGraph, nodes: [node] };
    const { workspaceId } = ana;
    const [pipelineId, versionId, id] = [createId('pipe'), createId('ver'), createId('sched')];
    const database = getDatabase();
    await database.pipeline.create({ data: { id: pipelineId, workspaceId, name: 'Reader', draftGraph: graph } });
    await database.pipelineVersion.create({ data: { id: versionId, workspaceId, pipelineId, number: 1, graph } });
    await database.pipeline.update({ where: { id: pipelineId }, data: { publishedVersionId: versionId } });
    await database.schedule.create({
      data: { id, workspaceId, pipelineId, nodeId: 't1', cron: '0 7 * * *', timeZone: 'UTC' },
    });
    return id;
  }
});
