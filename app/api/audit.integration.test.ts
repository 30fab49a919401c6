import { beforeAll, describe, expect, it } from 'vitest';
import { recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { auditEventsResponseSchema } from '#core/contracts/audit.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

const config = { host: 'db.example.com', port: 5432, database: 'crm', user: 'telar', tls: 'prefer' };
let ana: TestClient;
let connectionId: string;

beforeAll(async () => {
  ana = await createTestClient();
  const values = { connector: 'postgres', name: 'Warehouse', config, secret: { password: 'hunter2' } };
  connectionId = (await ana.call('POST', '/api/v1/connections', values)).body.id;
  await change({ name: 'Lake' });
  await change({ secret: { password: 'hunter3' } });
  await change({ name: 'Lake' });
  await change({ config: { ...config, port: 5433 } });
  await ana.call('DELETE', `/api/v1/connections/${connectionId}`);
});

const change = (changes: object) => ana.call('PATCH', `/api/v1/connections/${connectionId}`, changes);

async function list(query = '', client = ana) {
  const { status, body } = await client.call('GET', `/api/v1/audit-events${query}`);
  expect([status, body.error]).toEqual([200, undefined]);
  return auditEventsResponseSchema.parse(body);
}

describe('the audit trail', () => {
  it('says who did what to which connection, what changed, and no secret', async () => {
    const { events } = await list();
    const actor = { kind: 'user', id: ana.userId, name: 'Test owner' };
    expect(events.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      { action: 'connection.deleted', before: expect.objectContaining({ name: 'Lake', port: 5433 }), after: null },
      { action: 'connection.updated', before: { port: 5432 }, after: { port: 5433 } },
      { action: 'connection.updated', before: {}, after: { changedSecrets: ['password'] } },
      { action: 'connection.updated', before: { name: 'Warehouse' }, after: { name: 'Lake' } },
      {
        action: 'connection.created',
        before: null,
        after: { connector: 'postgres', name: 'Warehouse', ...config, reach: 'direct', secrets: ['password'] },
      },
    ]);
    for (const event of events)
      expect(event).toMatchObject({ actor, object: { type: 'connection', id: connectionId } });
    expect(JSON.stringify(events)).not.toMatch(/hunter/);
  });

  it('is read page by page', async () => {
    const whole = await list();
    const first = await list('?limit=2');
    const second = await list(`?limit=3&cursor=${first.nextCursor}`);
    expect([...first.events, ...second.events]).toEqual(whole.events);
    expect(second.nextCursor).toBeNull();
  });

  it('is filtered by action, object, actor and time', async () => {
    expect((await list('?action=connection.updated')).events).toHaveLength(3);
    expect((await list(`?objectType=connection&objectId=${connectionId}`)).events).toHaveLength(5);
    expect((await list('?objectType=encryption_key')).events).toEqual([]);
    expect((await list(`?actorKind=user&actorId=${ana.userId}`)).events).toHaveLength(5);
    expect((await list('?actorId=user_other')).events).toEqual([]);
    const { events } = await list();
    const [newest, , middle] = events.map(({ at }) => at);
    const between = await list(`?from=${middle}&until=${newest}`);
    expect(between.events.map(({ action }) => action)).toContain('connection.updated');
    expect(between.events.map(({ action }) => action)).not.toContain('connection.deleted');
    expect((await ana.call('GET', '/api/v1/audit-events?action=connection.eaten')).status).toBe(422);
  });

  it('is for admins, of their workspace alone', async () => {
    const editor = await createTestClient('editor', ana.workspaceId);
    expect((await editor.call('GET', '/api/v1/audit-events')).status).toBe(403);
    expect((await list('', await createTestClient())).events).toEqual([]);
  });

  it('has no event of a change that did not happen', async () => {
    const count = () => getDatabase().auditEvent.count();
    const before = await count();
    const entry = { workspaceId: ana.workspaceId, actor: { kind: 'system', id: null, name: '' } } as const;
    const failing = getDatabase().$transaction(async (transaction) => {
      await recordAuditEvent(transaction, { ...entry, action: 'connection.created', object: { id: null, name: 'X' } });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await count()).toBe(before);
  });
});
