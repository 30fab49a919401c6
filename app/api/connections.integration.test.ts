import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { emptyGraph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
provideTestDatabase();

const password = 'hunter2-ñandú';
let ana: TestClient;
let config: Record<string, string | number>;

beforeAll(async () => {
  ana = await createTestClient();
  const { hostname, port, pathname, username } = new URL(process.env.DATABASE_URL ?? '');
  const database = pathname.slice(1);
  config = { host: hostname, port: Number(port || 5432), database, user: username, tls: 'prefer' };
});

async function create(name = 'Warehouse'): Promise<string> {
  const values = { connector: 'postgres', name, config, secret: { password } };
  const { status, body } = await ana.call('POST', '/api/v1/connections', values);
  expect([status, body.error]).toEqual([201, undefined]);
  return body.id;
}

describe('the credentials of a connection', () => {
  it('go in and never come out: not in an answer, not in the database, only for their user', async () => {
    const id = await create();
    const answers = [
      await ana.call('GET', '/api/v1/connections'),
      await ana.call('GET', `/api/v1/connections/${id}`),
      await ana.call('PATCH', `/api/v1/connections/${id}`, { name: 'Renamed' }),
      await ana.call('POST', `/api/v1/connections/${id}/test`),
      await ana.call('POST', `/api/v1/connections/${id}/test`, { config: { ...config, port: 1 } }),
      await ana.call('POST', '/api/v1/connections/test', { connector: 'postgres', config: {}, secret: { password } }),
      await ana.call('GET', `/api/v1/connections/${id}/tables`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 422, 200]);
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toMatch(/hunter2/);
    expect(answers[1]?.body).toMatchObject({ secretNames: ['password'], config, usedBy: [] });
    const rows = await getDatabase().$queryRaw<
      object[]
    >`SELECT c::text, encode(secret_ciphertext, 'escape') FROM connections c`;
    expect(JSON.stringify(rows)).not.toMatch(/hunter2/);
    expect((await resolveConnection(ana.workspaceId, id)).secret).toEqual({ password });
    await expect(resolveConnection('ws_other', id)).rejects.toThrow('connection_not_found');
  });

  it('stay when a change leaves them out, and do not decrypt in another row', async () => {
    const [id, other] = [await create(), await create()];
    await ana.call('PATCH', `/api/v1/connections/${id}`, { config: { ...config, database: 'other' }, secret: {} });
    expect(await resolveConnection(ana.workspaceId, id)).toMatchObject({
      config: { database: 'other' },
      secret: { password },
    });
    await getDatabase().$executeRaw`UPDATE connections SET secret_ciphertext =
      (SELECT secret_ciphertext FROM connections WHERE id = ${other}) WHERE id = ${id}`;
    await expect(resolveConnection(ana.workspaceId, id)).rejects.toThrow('secret_unreadable');
    expect((await ana.call('GET', `/api/v1/connections/${id}`)).body.secretNames).toEqual([]);
    await ana.call('PATCH', `/api/v1/connections/${id}`, { secret: { password: 'new one' } });
    expect((await resolveConnection(ana.workspaceId, id)).secret).toEqual({ password: 'new one' });
  });

  it.each([
    ['as configuration', { config: { password }, secret: {} }, 'connection_field_unknown'],
    [
      'in an address',
      { connector: 'http', config: { baseUrl: 'https://a:b@example.com' } },
      'connection_credentials_in_address',
    ],
    ['not at all', { config: { host: '' }, secret: {} }, 'connection_field_missing'],
  ])('given %s are refused, with the field', async (_, values, code) => {
    const given = { connector: 'postgres', name: 'x', secret: {}, ...values };
    const answer = await ana.call('POST', '/api/v1/connections', given);
    expect([answer.status, answer.body.error.code]).toEqual([422, code]);
    expect(answer.body.error.field).toMatch(/^config\./);
  });
});

describe('testing a connection', () => {
  it('says one fact about the account, or what is wrong in plain words, and remembers it', async () => {
    const id = await create();
    expect((await ana.call('POST', `/api/v1/connections/${id}/test`)).body).toEqual({
      ok: true,
      detail: expect.stringMatching(/^PostgreSQL \d+/),
      row: { from: expect.stringMatching(/^public\.\w+$/), values: expect.any(Array) },
    });
    expect((await ana.call('GET', `/api/v1/connections/${id}`)).body).toMatchObject({
      lastTestError: null,
      lastTestedAt: expect.any(String),
    });

    const unsaved = await ana.call('POST', `/api/v1/connections/${id}/test`, {
      config: { ...config, database: 'nowhere' },
    });
    expect(unsaved.body).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^postgres_/) } });
    expect((await ana.call('GET', `/api/v1/connections/${id}`)).body.lastTestError).toBeNull();

    await ana.call('PATCH', `/api/v1/connections/${id}`, { config: { ...config, port: 1 } });
    const failed = await ana.call('POST', `/api/v1/connections/${id}/test`);
    expect(failed.body.ok).toBe(false);
    const { lastTestError } = (await ana.call('GET', `/api/v1/connections/${id}`)).body;
    expect(lastTestError).toEqual(failed.body.error);
    expect(lastTestError.message).not.toMatch(/no description/);
  });

  it('shows a row that is really there, shortened, of a table of any name', async () => {
    const database = getDatabase();
    await database.$executeRaw`CREATE SCHEMA "a ""first"`;
    await database.$executeRaw`CREATE TABLE "a ""first"."An order" AS
      SELECT 7 AS id, NULL::text AS note, repeat('ñ', 5000) AS text`;
    await database.$executeRaw`ANALYZE "a ""first"."An order"`;
    const id = await create();
    const test = async () => (await ana.call('POST', `/api/v1/connections/${id}/test`)).body.row;
    expect(await test()).toEqual({
      from: 'a "first.An order',
      values: [
        { name: 'id', value: '7' },
        { name: 'note', value: null },
        { name: 'text', value: 'ñ'.repeat(200) },
      ],
    });
    await database.$executeRaw`DROP SCHEMA "a ""first" CASCADE`;
    expect((await test())?.from).not.toBe('a "first.An order');
  });

  it('never shows in a row the secret that it was asked with', async () => {
    const echo = createServer((request, response) => response.end(JSON.stringify([{ sent: request.headers }])));
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
    const values = { connector: 'http', config: { baseUrl, auth: 'bearer' }, secret: { token: 'hunter2-x' } };
    const { body } = await ana.call('POST', '/api/v1/connections/test', values);
    echo.close();
    expect(body.row.values).toContainEqual({ name: 'sent.authorization', value: 'Bearer •••' });
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('lists the tables that it can see', async () => {
    const { tables } = (await ana.call('GET', `/api/v1/connections/${await create()}/tables`)).body;
    const runs = tables.find(({ name }: { name: string }) => name === 'runs');
    expect(runs).toMatchObject({ schema: 'public', kind: 'table' });
    expect(runs.columns).toContainEqual(
      expect.objectContaining({ name: 'id', type: 'text', nullable: false, primaryKey: true }),
    );
  });
});

describe('the people of a workspace', () => {
  it('are told to each of them, and to nobody else', async () => {
    const viewer = await createTestClient('viewer', ana.workspaceId);
    const stranger = await createTestClient();
    const read = async (client: TestClient) => {
      const { members } = (await client.call('GET', '/api/v1/members')).body;
      return members.map(({ userId, role }: { userId: string; role: string }) => [userId, role]);
    };
    expect(await read(viewer)).toEqual([
      [ana.userId, 'owner'],
      [viewer.userId, 'viewer'],
    ]);
    expect(await read(stranger)).toEqual([[stranger.userId, 'owner']]);
  });
});

describe('deleting a connection', () => {
  it('is refused while a pipeline uses it, by name', async () => {
    const id = await create();
    const settings = { connectionId: id, mode: 'table', schema: 'public', table: 't', query: '', fields: [] };
    const node = { id: 'n1', kind: 'postgres-source', name: 'Table', position: { x: 0, y: 0 }, settings };
    const { body } = await ana.call('POST', '/api/v1/pipelines', {
      name: 'Reader',
      graph: { ...emptyGraph, nodes: [node] },
    });
    expect((await ana.call('GET', `/api/v1/connections/${id}`)).body.usedBy).toEqual([
      { pipelineId: body.id, name: 'Reader' },
    ]);
    const refused = await ana.call('DELETE', `/api/v1/connections/${id}`);
    expect([refused.status, refused.body.error]).toMatchObject([
      409,
      { code: 'connection_in_use', params: { pipelines: 'Reader' } },
    ]);
    await ana.call('PUT', `/api/v1/pipelines/${body.id}/draft`, { graph: emptyGraph, baseRevision: 0 });
    expect((await ana.call('DELETE', `/api/v1/connections/${id}`)).status).toBe(204);
    expect((await ana.call('GET', `/api/v1/connections/${id}`)).status).toBe(404);
  });
});
