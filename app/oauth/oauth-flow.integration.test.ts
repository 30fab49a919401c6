import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callRoute, createTestClient, type TestClient } from '#app/api/create-test-client.ts';
import { createTestVendor, type TestVendor } from '#core/connections/oauth/testing/create-test-vendor.ts';
import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { emptyGraph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { GET as callback } from './callback/route.ts';

process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
provideTestDatabase();

const robotKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
let ana: TestClient;
let vendor: TestVendor;
let other: TestVendor;

beforeAll(async () => {
  ana = await createTestClient();
  const redirectUris = [`${readConfig().webUrl}/oauth/callback`];
  const assertionKey = robotKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  vendor = await createTestVendor({ redirectUris, assertionKey });
  other = await createTestVendor({ redirectUris });
});
afterAll(() => Promise.all([vendor.close(), other.close()]));
beforeEach(() => {
  vendor.decision = 'allow';
  vendor.requests.length = 0;
});

const scopes = 'openid profile email offline_access contacts.read';

function settings(at: TestVendor, more: object = {}) {
  return {
    baseUrl: `${at.origin}/me`,
    auth: 'oauth-code',
    authorizationUrl: `${at.origin}/auth`,
    tokenUrl: `${at.origin}/token`,
    identityUrl: `${at.origin}/me`,
    revocationUrl: `${at.origin}/token/revocation`,
    clientId: at.clientId,
    authorizationParams: 'prompt=consent',
    scopes,
    ...more,
  };
}

async function create(more: object = {}, at = vendor): Promise<string> {
  const secret = { clientSecret: at.clientSecret };
  const values = { connector: 'http', name: 'Vendor', config: settings(at, more), secret };
  const { status, body } = await ana.call('POST', '/api/v1/connections', values);
  expect([status, body.error]).toEqual([201, undefined]);
  return body.id;
}

async function begin(id: string): Promise<{ attemptId: string; authorizationUrl: string }> {
  const { status, body } = await ana.call('POST', `/api/v1/connections/${id}/authorize`, { popup: true });
  expect([status, body.error]).toEqual([200, undefined]);
  return body;
}

/** The browser comes back from the vendor; answers where it is led on to. */
async function comeBack(url: URL, cookie = ana.cookie): Promise<URL> {
  const response = await callback(new Request(url, { headers: { cookie } }), { params: Promise.resolve({}) });
  expect(response.status).toBe(303);
  return new URL(response.headers.get('location') ?? '');
}

async function outcome(attemptId: string): Promise<[string, string | undefined]> {
  const { body } = await ana.call('GET', `/api/v1/oauth-attempts/${attemptId}`);
  return [body.status, body.error?.code];
}

async function connect(more: object = {}): Promise<string> {
  const id = await create(more);
  const { attemptId, authorizationUrl } = await begin(id);
  await comeBack(await vendor.consent(authorizationUrl));
  expect(await outcome(attemptId)).toEqual(['connected', undefined]);
  return id;
}

const view = async (id: string) => (await ana.call('GET', `/api/v1/connections/${id}`)).body;

describe('connecting an account', () => {
  it('shows whose it is, what was granted, and leaves no token in any answer or row', async () => {
    const id = await create();
    expect(await view(id)).toMatchObject({
      health: { state: 'needs_reconnect', reason: { code: 'oauth_not_connected' } },
      authorization: 'redirect',
      grant: null,
      owner: { userId: ana.userId, isMember: true },
    });
    const { attemptId, authorizationUrl } = await begin(id);
    const asked = new URL(authorizationUrl).searchParams;
    expect([asked.get('code_challenge_method'), asked.get('response_type'), asked.get('scope')]).toEqual([
      'S256',
      'code',
      scopes,
    ]);
    expect(await outcome(attemptId)).toEqual(['pending', undefined]);
    const back = await vendor.consent(authorizationUrl);
    expect(back.searchParams.get('iss')).toBe(vendor.origin);
    expect((await comeBack(back)).pathname).toBe('/oauth/result');
    const connected = await view(id);
    expect(connected).toMatchObject({
      health: { state: 'healthy', reason: null },
      grant: {
        identity: { id: 'account-1', name: 'Ana Vidal', email: 'ana@vendor.example' },
        missingScopes: [],
        refreshable: true,
      },
    });
    expect(connected.grant.scopes).toContainEqual({ name: 'email', text: expect.stringMatching(/e-mail/) });
    const { grant } = await resolveConnection(ana.workspaceId, id);
    expect((await ana.call('POST', `/api/v1/connections/${id}/test`)).body).toMatchObject({ ok: true });
    const rows = await getDatabase().$queryRaw`SELECT g::text, c::text, a::text, encode(token_ciphertext, 'escape')
      FROM connection_grants g, connections c, oauth_attempts a`;
    const everything = JSON.stringify([connected, rows]);
    expect(everything).not.toContain(grant?.accessToken);
    expect(everything).not.toContain(asked.get('state'));
    expect(everything).not.toContain(vendor.clientSecret);
  });

  it('says which of the permissions are missing', async () => {
    const id = await connect();
    await ana.call('PATCH', `/api/v1/connections/${id}`, {
      config: settings(vendor, { scopes: `${scopes} contacts.write` }),
    });
    expect((await view(id)).grant.missingScopes).toEqual([{ name: 'contacts.write', text: 'contacts.write' }]);
  });

  it('again keeps the connection and everything that uses it', async () => {
    const id = await connect();
    const first = await resolveConnection(ana.workspaceId, id);
    const { authorizationUrl } = await begin(id);
    await comeBack(await vendor.consent(authorizationUrl));
    const second = await resolveConnection(ana.workspaceId, id);
    expect([second.id, second.grant?.version]).toEqual([id, 2]);
    expect(second.grant?.accessToken).not.toBe(first.grant?.accessToken);
  });

  it('uses the workspace’s own registration where the connection has none', async () => {
    const id = await connect();
    const stored = await getDatabase().connection.findUniqueOrThrow({ where: { id } });
    const config = { ...(stored.config as object), clientId: null };
    await getDatabase().connection.update({ where: { id }, data: { config } });
    const refused = await ana.call('POST', `/api/v1/connections/${id}/authorize`, { popup: true });
    expect(refused.body.error.code).toBe('oauth_app_missing');
    const { clientId, clientSecret } = vendor;
    const app = await ana.call('PUT', '/api/v1/oauth-apps/http', { clientId, clientSecret });
    expect(app.body).toMatchObject({ clientId, hasSecret: true });
    // The connection's stored secret is of its own client; without that client it is not sent.
    const { attemptId, authorizationUrl } = await begin(id);
    await comeBack(await vendor.consent(authorizationUrl));
    expect(await outcome(attemptId)).toEqual(['connected', undefined]);
    expect((await ana.call('DELETE', '/api/v1/oauth-apps/http')).status).toBe(204);
  });
});

describe('what must not connect', () => {
  it('a person who says no', async () => {
    const { attemptId, authorizationUrl } = await begin(await create());
    vendor.decision = 'deny';
    await comeBack(await vendor.consent(authorizationUrl));
    expect(await outcome(attemptId)).toEqual(['failed', 'oauth_consent_denied']);
    expect(vendor.requests).toEqual([]);
  });

  it.each<[string, (url: URL) => void]>([
    ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url) => url.searchParams.delete('state')],
  ])('%s', async (_name, change) => {
    const { attemptId, authorizationUrl } = await begin(await create());
    const back = await vendor.consent(authorizationUrl);
    change(back);
    expect((await comeBack(back)).search).toBe('');
    expect(await outcome(attemptId)).toEqual(['pending', undefined]);
    expect(vendor.requests).toEqual([]);
  });

  it('somebody else’s session, another session of the same person, or none; and they do not use the attempt up', async () => {
    const id = await create();
    const { attemptId, authorizationUrl } = await begin(id);
    const back = await vendor.consent(authorizationUrl);
    const stranger = await createTestClient();
    const { createSessionToken } = await import('#core/security/session-token.ts');
    const { readSessionConfig } = await import('#core/security/read-session-config.ts');
    const again = await createSessionToken({ userId: ana.userId, signedInAt: Date.now() - 5000 });
    for (const cookie of [stranger.cookie, `${readSessionConfig().cookieName}=${again}`, '']) {
      expect((await comeBack(back, cookie)).search).toBe('');
    }
    expect(vendor.requests).toEqual([]);
    await comeBack(back);
    expect(await outcome(attemptId)).toEqual(['connected', undefined]);
  });

  it('a callback that comes twice, even at once', async () => {
    const id = await create();
    const { authorizationUrl } = await begin(id);
    const back = await vendor.consent(authorizationUrl);
    const ends = await Promise.all([comeBack(back), comeBack(back), comeBack(back)]);
    expect(ends.filter(({ search }) => search !== '')).toHaveLength(1);
    expect(vendor.requests).toHaveLength(1);
    expect((await comeBack(back)).search).toBe('');
    expect((await view(id)).health.state).toBe('healthy');
  });

  it('a code that was used before', async () => {
    const id = await create();
    const first = await begin(id);
    const back = await vendor.consent(first.authorizationUrl);
    await comeBack(back);
    const second = await begin(id);
    const replay = new URL(back);
    replay.searchParams.set('state', new URL(second.authorizationUrl).searchParams.get('state') ?? '');
    await comeBack(replay);
    expect(await outcome(second.attemptId)).toEqual(['failed', 'oauth_code_refused']);
  });

  it.each<[string, object]>([
    ['an issuer that was not declared', {}],
    ['another issuer than the declared one', { declared: true }],
  ])('a mix-up: the answer of another server, by %s', async (_name, { declared }: { declared?: boolean }) => {
    const id = await create(declared ? { issuer: vendor.origin } : {});
    const { attemptId, authorizationUrl } = await begin(id);
    // The attacker's server passes the person on to the honest one, which answers with its own name.
    const honest = new URL(authorizationUrl.replace(vendor.origin, other.origin));
    const back = await other.consent(honest.href);
    expect(back.searchParams.get('iss')).toBe(other.origin);
    await comeBack(back);
    expect(await outcome(attemptId)).toEqual(['failed', 'oauth_issuer_other']);
    expect([vendor.requests, other.requests]).toEqual([[], []]);
  });

  it('an answer without the issuer that was declared', async () => {
    const { attemptId, authorizationUrl } = await begin(await create({ issuer: vendor.origin }));
    const back = await vendor.consent(authorizationUrl);
    back.searchParams.delete('iss');
    await comeBack(back);
    expect(await outcome(attemptId)).toEqual(['failed', 'oauth_issuer_other']);
  });

  it('an attempt that is too old, or whose connection was pointed elsewhere meanwhile', async () => {
    const id = await create();
    const old = await begin(id);
    const late = await vendor.consent(old.authorizationUrl);
    await getDatabase().oAuthAttempt.update({ where: { id: old.attemptId }, data: { expiresAt: new Date() } });
    expect((await comeBack(late)).search).toBe('');
    expect(await outcome(old.attemptId)).toEqual(['expired', undefined]);
    const moved = await begin(id);
    const back = await vendor.consent(moved.authorizationUrl);
    await ana.call('PATCH', `/api/v1/connections/${id}`, {
      config: settings(vendor, { tokenUrl: `${other.origin}/token` }),
    });
    await comeBack(back);
    expect(await outcome(moved.attemptId)).toEqual(['failed', 'oauth_settings_changed']);
    expect(other.requests).toEqual([]);
  });

  it('a code without the verifier it was asked with', async () => {
    const { attemptId, authorizationUrl } = await begin(await create());
    const url = new URL(authorizationUrl);
    url.searchParams.set('code_challenge', 'a'.repeat(43));
    await comeBack(await vendor.consent(url.href));
    expect(await outcome(attemptId)).toEqual(['failed', 'oauth_code_refused']);
  });
});

describe('a link for somebody without a user', () => {
  const open = async (id: string) => {
    const { body } = await ana.call('POST', `/api/v1/connections/${id}/links`, { recipient: 'Agency' });
    return { link: body, token: new URL(body.url).pathname.split('/').at(-1) ?? '' };
  };
  const start = async (token: string) => {
    const answer = await callRoute('POST', `/api/v1/connect-links/${token}/authorize`, { popup: false });
    return { ...answer, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
  };

  it('says what is asked and by whom, connects once from the browser that opened it, and is then over', async () => {
    const id = await create();
    const { link, token } = await open(id);
    expect((await callRoute('GET', `/api/v1/connect-links/${token}`)).body).toMatchObject({
      connectionName: 'Vendor',
      invitedBy: 'Test owner',
      host: new URL(vendor.origin).host,
    });
    const { body, cookie } = await start(token);
    const back = await vendor.consent(body.authorizationUrl);
    expect((await comeBack(back, 'telar_connect=another')).search).toBe('');
    expect((await comeBack(back, cookie)).search).toContain(body.attemptId);
    expect((await view(id)).health.state).toBe('healthy');
    expect((await start(token)).body.error.code).toBe('connect_link_over');
    const { links } = (await ana.call('GET', `/api/v1/connections/${id}/links`)).body;
    expect(links).toEqual([{ ...link, url: undefined, status: 'used' }].map(({ url: _, ...rest }) => rest));
    expect(JSON.stringify(await getDatabase().connectLink.findMany())).not.toContain(token);
  });

  it('connects nothing once it was withdrawn, even halfway, or has expired', async () => {
    const id = await create();
    const { link, token } = await open(id);
    const { body, cookie } = await start(token);
    const back = await vendor.consent(body.authorizationUrl);
    expect((await ana.call('DELETE', `/api/v1/connections/${id}/links/${link.id}`)).status).toBe(204);
    await comeBack(back, cookie);
    expect(await view(id)).toMatchObject({ grant: null, health: { state: 'needs_reconnect' } });
    const late = await open(id);
    await getDatabase().connectLink.update({ where: { id: late.link.id }, data: { expiresAt: new Date() } });
    expect((await start(late.token)).body.error.code).toBe('connect_link_over');
    expect((await callRoute('GET', '/api/v1/connect-links/link_nothing')).status).toBe(404);
  });
});

describe('asking an admin', () => {
  it('makes one request with an address to hand over, which ends when the account is connected', async () => {
    const editor = await createTestClient('editor', ana.workspaceId);
    const id = await create();
    expect((await editor.call('POST', `/api/v1/connections/${id}/authorize`, { popup: true })).status).toBe(403);
    const ask = () =>
      editor.call('POST', '/api/v1/connection-requests', { connector: 'http', connectionId: id, note: 'Please' });
    const [first, again] = [(await ask()).body, (await ask()).body];
    expect(again.id).toBe(first.id);
    expect(first).toMatchObject({ status: 'open', url: expect.stringContaining(`?request=${first.id}`) });
    const { authorizationUrl } = await begin(id);
    await comeBack(await vendor.consent(authorizationUrl));
    const { requests } = (await editor.call('GET', '/api/v1/connection-requests')).body;
    expect(requests).toMatchObject([{ id: first.id, status: 'done' }]);
    const declined = (await editor.call('POST', '/api/v1/connection-requests', { connector: 'postgres' })).body;
    await ana.call('POST', `/api/v1/connection-requests/${declined.id}/resolve`, { connectionId: null });
    expect((await ana.call('GET', '/api/v1/connection-requests')).body.requests[1]).toMatchObject({
      status: 'declined',
    });
  });
});

describe('answering a request', () => {
  it('with a restricted connection lets whoever asked use it, and nobody else', async () => {
    const [asking, other] = [
      await createTestClient('editor', ana.workspaceId),
      await createTestClient('editor', ana.workspaceId),
    ];
    const id = await create();
    const gone = await createTestClient('editor', ana.workspaceId);
    await ana.call('PATCH', `/api/v1/connections/${id}`, { sharing: 'restricted', allowedUserIds: [gone.userId] });
    await getDatabase().membership.deleteMany({ where: { userId: gone.userId } });
    const request = (await asking.call('POST', '/api/v1/connection-requests', { connector: 'http' })).body;
    const sees = async (client: TestClient) => (await client.call('GET', `/api/v1/connections/${id}`)).status;
    expect([await sees(asking), await sees(other)]).toEqual([404, 404]);
    await ana.call('POST', `/api/v1/connection-requests/${request.id}/resolve`, { connectionId: id });
    expect([await sees(asking), await sees(other)]).toEqual([200, 404]);
    expect((await view(id)).allowedUserIds).toEqual([asking.userId]);
  });
});

describe('a restricted connection', () => {
  it('is there for its owner, those it names and admins, and for nobody else', async () => {
    const [named, unnamed] = [
      await createTestClient('editor', ana.workspaceId),
      await createTestClient('editor', ana.workspaceId),
    ];
    const id = await create();
    const refused = await ana.call('PATCH', `/api/v1/connections/${id}`, { allowedUserIds: ['user_stranger'] });
    expect(refused.body.error.code).toBe('member_not_found');
    await ana.call('PATCH', `/api/v1/connections/${id}`, { sharing: 'restricted', allowedUserIds: [named.userId] });
    const sees = async (client: TestClient) => (await client.call('GET', `/api/v1/connections/${id}`)).status;
    expect([await sees(ana), await sees(named), await sees(unnamed)]).toEqual([200, 200, 404]);
    const settings = { connectionId: id };
    const node = { id: 'n1', kind: 'http-source', name: 'API', position: { x: 0, y: 0 }, settings };
    const graph = { ...emptyGraph, nodes: [node] };
    const pipeline = (await ana.call('POST', '/api/v1/pipelines', { name: 'Reader', graph })).body;
    const run = async (client: TestClient) =>
      (await client.call('POST', `/api/v1/pipelines/${pipeline.id}/runs`, { of: 'draft' })).status;
    expect([await run(named), await run(unnamed)]).toEqual([202, 403]);
    const plan = async (client: TestClient) =>
      (await client.call('POST', `/api/v1/pipelines/${pipeline.id}/plan`, { of: 'draft' })).status;
    expect([(await plan(named)) === 403, await plan(unnamed)]).toEqual([false, 403]);
    const { id: runId } = await getDatabase().run.findFirstOrThrow({ where: { pipelineId: pipeline.id } });
    await getDatabase().run.update({ where: { id: runId }, data: { status: 'failed' } });
    const retry = async (client: TestClient) => (await client.call('POST', `/api/v1/runs/${runId}/retry`)).status;
    expect([await retry(unnamed), await retry(named)]).toEqual([403, 202]);
    await getDatabase().membership.deleteMany({ where: { userId: named.userId } });
    await getDatabase().connection.update({ where: { id }, data: { ownerId: named.userId } });
    expect((await view(id)).owner).toEqual({ userId: named.userId, name: 'Test editor', isMember: false });
  });
});

describe('tokens that need no person', () => {
  const test = async (config: object, secret: object) =>
    (await ana.call('POST', '/api/v1/connections/test', { connector: 'http', config, secret })).body;

  it('come by client credentials', async () => {
    const { clientId, clientSecret, origin } = vendor;
    const config = { baseUrl: `${origin}/nothing`, auth: 'oauth-client', tokenUrl: `${origin}/token`, clientId };
    expect(await test(config, { clientSecret })).toMatchObject({ ok: true });
    expect(await test(config, { clientSecret: 'wrong' })).toMatchObject({
      ok: false,
      error: { code: 'oauth_client_refused' },
    });
  });

  it('come for a signed assertion, and say which host is the account’s', async () => {
    const { origin } = vendor;
    const config = {
      ...{ baseUrl: `${origin}/nothing`, auth: 'oauth-jwt', tokenUrl: `${origin}/token`, hostFrom: 'instance_url' },
      ...{ jwtIssuer: 'robot', jwtSubject: 'ana', scopes: 'contacts.read', tokenParams: 'client_id=robot' },
    };
    const privateKey = robotKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const values = { connector: 'http', name: 'Robot', config, secret: { privateKey } };
    const { body } = await ana.call('POST', '/api/v1/connections', values);
    expect((await resolveConnection(ana.workspaceId, body.id)).grant?.answer.instance_url).toBe(
      'https://eu.vendor.example',
    );
    await resolveConnection(ana.workspaceId, body.id);
    expect(vendor.requests).toHaveLength(1);
    expect(await view(body.id)).toMatchObject({ authorization: 'automatic', grant: { identity: { id: 'robot/ana' } } });
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    expect(await test(config, { privateKey: stranger.toString() })).toMatchObject({
      error: { code: 'oauth_grant_ended' },
    });
  });
});
