import { beforeAll, describe, expect, it } from 'vitest';
import { keysSchema } from '#core/contracts/keys.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { renewSecrets } from '#core/security/keys/renew-secrets.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let ana: TestClient;
beforeAll(async () => {
  ana = await createTestClient('admin');
});

const rotate = (from: number | null) => ana.call('POST', '/api/v1/keys/rotate', { from });

describe('the encryption keys', () => {
  it('are listed from the first secret on, and rotated once however often the same rotation is asked for', async () => {
    expect(keysSchema.parse((await ana.call('GET', '/api/v1/keys')).body)).toEqual({
      storage: 'data_folder',
      cipher: 'aes-256-gcm',
      versions: [],
      waiting: 0,
    });
    const config = { host: 'db.example.com', database: 'crm', user: 'telar' };
    const values = { connector: 'postgres', name: 'Warehouse', config, secret: { password: 'hunter2' } };
    expect((await ana.call('POST', '/api/v1/connections', values)).status).toBe(201);
    const answers = [await rotate(1), await rotate(1)].map(({ body }) => keysSchema.parse(body));
    for (const { versions, waiting } of answers) {
      expect(versions.map(({ version, state }) => `${version} ${state}`)).toEqual(['2 active', '1 decrypt_only']);
      expect(waiting).toBe(2);
    }
    await renewSecrets();
    expect(keysSchema.parse((await ana.call('GET', '/api/v1/keys')).body)).toMatchObject({
      versions: [{ state: 'active' }, { state: 'retired' }],
      waiting: 0,
    });
  });

  it('are for admins', async () => {
    const editor = await createTestClient('editor', ana.workspaceId);
    expect((await editor.call('GET', '/api/v1/keys')).status).toBe(403);
    expect((await editor.call('POST', '/api/v1/keys/rotate', { from: 2 })).status).toBe(403);
    expect((await ana.call('POST', '/api/v1/keys/rotate', {})).status).toBe(422);
  });
});
