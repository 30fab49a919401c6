import { expect, it } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient } from './create-test-client.ts';

provideTestDatabase();

it('lets admins look for a person and ask for an erasure, and nobody else', async () => {
  const ana = await createTestClient();
  const email = 'somebody@example.com';
  expect(await ana.call('POST', '/api/v1/people/search', { email })).toMatchObject({
    status: 200,
    body: { sightings: [], searched: 0, since: null, complete: true },
  });
  expect((await ana.call('POST', '/api/v1/people/search', { email: 'somebody' })).status).toBe(422);
  expect((await ana.call('POST', '/api/v1/people/erasures', { email })).status).toBe(202);
  const { body } = await ana.call('GET', '/api/v1/people/erasures');
  expect(body.erasures).toMatchObject([{ status: 'pending', receipts: [] }]);
  expect(JSON.stringify(body)).not.toContain(email);
  await getDatabase().membership.updateMany({ where: { workspaceId: ana.workspaceId }, data: { role: 'editor' } });
  expect((await ana.call('POST', '/api/v1/people/search', { email })).status).toBe(403);
});
