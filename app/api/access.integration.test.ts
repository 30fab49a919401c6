import { encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readSessionConfig } from '#core/security/read-session-config.ts';
import { createSessionToken, readSessionToken } from '#core/security/session-token.ts';
import { signIn } from '#core/security/sign-in.ts';
import { createAuthOptions } from './auth/auth-options.ts';
import { callRoute, createTestClient } from './create-test-client.ts';

provideTestDatabase();

const owner = { name: 'Ana', email: 'Ana@Example.com', password: 'correct horse', workspaceName: 'Acme' };

function cookieOf(token: string): { cookie: string } {
  return { cookie: `${readSessionConfig().cookieName}=${token}` };
}

async function signInAs(email: string, password: string): Promise<{ cookie: string }> {
  const { id } = await signIn({ email, password, address: '10.0.0.1' });
  return cookieOf(await createSessionToken({ userId: id, signedInAt: Date.now() }));
}

describe('setup', () => {
  it('creates the owner exactly once, however many ask at the same time', async () => {
    expect((await callRoute('GET', '/api/v1/setup')).body).toEqual({ needed: true });
    const answers = await Promise.all([1, 2, 3].map(() => callRoute('POST', '/api/v1/setup', owner)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('setup_done');
    expect((await callRoute('GET', '/api/v1/setup')).body).toEqual({ needed: false });
    expect(await getDatabase().user.count()).toBe(1);
    expect(await getDatabase().workspace.count()).toBe(1);
  });

  it('names the field that does not fit, in the language of the reader', async () => {
    const short = { ...owner, password: 'short' };
    const answer = await callRoute('POST', '/api/v1/setup', short, { 'accept-language': 'es-ES,es;q=0.9,en;q=0.8' });
    expect(answer.status).toBe(422);
    expect(answer.body.error).toMatchObject({ code: 'input_invalid', field: 'password', actor: 'user' });
    expect(answer.body.error.message).toBe('Usa al menos 10 caracteres (password).');
  });
});

describe('a session', () => {
  it('begins with the right password, whatever the case of the address', async () => {
    const session = await signInAs(' ana@example.COM', owner.password);
    const { body } = await callRoute('GET', '/api/v1/me', undefined, session);
    expect(body).toMatchObject({
      user: { name: 'Ana', email: 'ana@example.com' },
      workspace: { name: 'Acme' },
      role: 'owner',
    });
    await expect(signInAs('ana@example.com', 'wrong password')).rejects.toThrow('credentials_wrong');
    await expect(signInAs('nobody@example.com', owner.password)).rejects.toThrow('credentials_wrong');
  });

  it('ends when its time is over, or the token is not genuine', async () => {
    const { secret } = readSessionConfig();
    const token = { sub: (await createTestClient()).userId, signedInAt: Date.now() };
    const tokens = [
      await encode({ token, secret, maxAge: -60 }),
      await encode({ token, secret: 'another secret of the same length' }),
      await encode({ token: { sub: token.sub }, secret }),
      await createSessionToken({ userId: 'user_unknown', signedInAt: Date.now() }),
      'nonsense',
    ];
    for (const each of tokens) {
      expect((await callRoute('GET', '/api/v1/me', undefined, cookieOf(each))).status).toBe(401);
    }
  });

  it('is lengthened once an eighth of its time has passed, keeping when it began', async () => {
    const { userId } = await createTestClient();
    const token = cookieOf(await createSessionToken({ userId, signedInAt: 1 }));
    expect((await callRoute('GET', '/api/v1/me', undefined, token)).headers.get('set-cookie')).toBeNull();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3600_000 });
    const renewed = (await callRoute('GET', '/api/v1/me', undefined, token)).headers.get('set-cookie');
    const claims = await readSessionToken(/=([^;]+);/.exec(renewed ?? '')?.[1] ?? '');
    expect(claims).toEqual({ userId, signedInAt: 1, issuedAt: Math.floor(Date.now() / 1000) * 1000 });
    vi.setSystemTime(Date.now() + 9 * 3600_000);
    expect((await callRoute('GET', '/api/v1/me', undefined, token)).status).toBe(401);
    vi.useRealTimers();
  });

  it('ends everywhere but here when the password changes', async () => {
    const here = await signInAs(owner.email, owner.password);
    const elsewhere = await signInAs(owner.email, owner.password);
    const wrong = { password: { current: 'not the one', next: 'battery staple' } };
    expect((await callRoute('PATCH', '/api/v1/me', wrong, here)).body.error.code).toBe('password_wrong');
    const change = { password: { current: owner.password, next: 'battery staple' }, locale: 'es' };
    const changed = await callRoute('PATCH', '/api/v1/me', change, here);
    expect(changed.body.user.locale).toBe('es');
    const renewed = { cookie: changed.headers.get('set-cookie')?.split(';')[0] ?? '' };
    expect(changed.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    expect((await callRoute('GET', '/api/v1/me', undefined, renewed)).status).toBe(200);
    expect((await callRoute('GET', '/api/v1/me', undefined, elsewhere)).status).toBe(401);
    await expect(signInAs(owner.email, owner.password)).rejects.toThrow('credentials_wrong');
    await signInAs(owner.email, 'battery staple');
  });

  it('is not renewed by next-auth once revoked', async () => {
    const { callbacks } = createAuthOptions();
    const { userId } = await createTestClient();
    const token = { sub: userId, signedInAt: Date.now() };
    const renew = () =>
      callbacks!.jwt!({ token } as unknown as Parameters<NonNullable<NonNullable<typeof callbacks>['jwt']>>[0]);
    expect(await renew()).toEqual(token);
    await getDatabase().user.update({ where: { id: userId }, data: { sessionsFrom: new Date(Date.now() + 1000) } });
    await expect(renew()).rejects.toThrow();
  });
});

describe('a request', () => {
  let owned: Awaited<ReturnType<typeof createTestClient>>;
  beforeAll(async () => {
    owned = await createTestClient();
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': '', origin: 'https://evil.example.com', host: 'telar.test' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example.com' }, 201],
  ])('that changes something with %j answers %i', async (headers, status) => {
    const answer = await owned.call('POST', '/api/v1/pipelines', { name: 'x' }, headers);
    expect(answer.status).toBe(status);
  });

  it.each([
    ['viewer', 'POST', '/api/v1/pipelines', { name: 'x' }, 403],
    ['viewer', 'GET', '/api/v1/pipelines', undefined, 200],
    ['editor', 'POST', '/api/v1/pipelines', { name: 'x' }, 201],
    ['editor', 'POST', '/api/v1/connections', {}, 403],
    ['editor', 'PATCH', '/api/v1/workspace', { name: 'x' }, 403],
    ['admin', 'PATCH', '/api/v1/workspace', { name: 'x' }, 200],
  ] as const)('of a %s: %s %s', async (role, method, path, body, status) => {
    const client = await createTestClient(role);
    expect((await client.call(method, path, body)).status).toBe(status);
  });

  it.each([
    ['not JSON', Buffer.from('{"name":'), 400, 'body_invalid'],
    ['a NUL, which PostgreSQL cannot store', Buffer.from('{"name":"a\\u0000"}'), 400, 'body_invalid'],
    ['half a character', Buffer.from('{"name":"\\ud800"}'), 400, 'body_invalid'],
    ['endless nesting', Buffer.from(`{"name":${'['.repeat(5000)}${']'.repeat(5000)}}`), 400, 'body_invalid'],
    ['more than fits', Buffer.alloc(5 * 1024 ** 2, ' '), 413, 'body_too_large'],
    ['an unknown field', Buffer.from('{"name":"a","workspaceId":"ws_1"}'), 422, 'input_invalid'],
  ])('whose body is %s is refused in plain words', async (_, body, status, code) => {
    const answer = await owned.call('POST', '/api/v1/pipelines', body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.error.message).not.toBe('');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('for a strange id finds nothing', async () => {
    for (const id of ['%00', "x'%20OR%201=1", 'a'.repeat(500)]) {
      expect((await owned.call('GET', `/api/v1/pipelines/${id}`)).status).toBe(404);
    }
  });
});
