import { beforeAll, describe, expect, it } from 'vitest';
import { maxPipelineViews } from '#core/contracts/pipeline-views.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

const filters = { q: 'crm', show: 'attention', trigger: 'schedule', owner: 'all' };
const path = '/api/v1/pipeline-views';

let ana: TestClient;
let luis: TestClient;

beforeAll(async () => {
  ana = await createTestClient();
  luis = await createTestClient('viewer', ana.workspaceId);
});

async function list(client: TestClient) {
  return (await client.call('GET', path)).body.views;
}

describe('views of the list of pipelines', () => {
  it('are kept by name, once however often that is asked for, and replaced by the same name', async () => {
    const first = await luis.call('POST', path, { name: ' Mine ', filters });
    expect(first.status).toBe(200);
    const again = await luis.call('POST', path, { name: 'Mine', filters: { ...filters, q: '' } });
    expect(again.body.id).toBe(first.body.id);
    expect(await list(luis)).toEqual([{ id: first.body.id, name: 'Mine', filters: { ...filters, q: '' } }]);
  });

  it('are nobody else’s, in the same workspace either', async () => {
    const [{ id }] = await list(luis);
    expect(await list(ana)).toEqual([]);
    expect((await ana.call('PATCH', `${path}/${id}`, { name: 'Hers' })).status).toBe(404);
    expect((await ana.call('DELETE', `${path}/${id}`)).status).toBe(404);
    expect(await list(luis)).toMatchObject([{ name: 'Mine' }]);
  });

  it('are renamed, not onto another one, and removed', async () => {
    const [{ id }] = await list(luis);
    await luis.call('POST', path, { name: 'Other', filters });
    const taken = await luis.call('PATCH', `${path}/${id}`, { name: 'Other' });
    expect([taken.status, taken.body.error.code]).toEqual([409, 'view_name_taken']);
    expect((await luis.call('PATCH', `${path}/${id}`, { name: 'Ours' })).status).toBe(204);
    expect((await luis.call('DELETE', `${path}/${id}`)).status).toBe(204);
    expect(await list(luis)).toMatchObject([{ name: 'Other' }]);
  });

  it.each([
    ['no name', { name: ' ', filters }],
    ['filters that the list does not have', { name: 'A', filters: { ...filters, show: 'everything' } }],
    ['more than the filters', { name: 'A', filters: { ...filters, sort: 'name' } }],
  ])('are refused with %s', async (_name, body) => {
    expect((await luis.call('POST', path, body)).status).toBe(422);
  });

  it('are not more than the limit', async () => {
    const { workspaceId, userId } = ana;
    const names = Array.from({ length: maxPipelineViews }, (_, index) => `View ${index}`);
    const data = names.map((name) => ({ id: `view_${name.slice(5)}`, workspaceId, userId, name, filters }));
    await getDatabase().pipelineView.createMany({ data });
    const more = await ana.call('POST', path, { name: 'One more', filters });
    expect([more.status, more.body.error.code]).toEqual([422, 'views_too_many']);
    expect((await ana.call('POST', path, { name: 'View 1', filters })).status).toBe(200);
  });
});
