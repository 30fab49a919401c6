import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { removeStaleRows } from '../remove-stale-rows.ts';
import { connectNodes } from '../scenarios/open-stage.test-kit.ts';

provideTestDatabase();

const dayMs = 24 * 3_600_000;
let warehouse: TestWarehouse;
beforeAll(async () => {
  warehouse = await createTestWarehouse();
  await warehouse.client.query(`CREATE TABLE shop.people (id int); INSERT INTO shop.people VALUES (1), (2)`);
});
afterAll(() => warehouse.drop());

const isThere = (key: string) =>
  stat(getBlobStore().path(key)).then(
    () => true,
    () => false,
  );

/** One target takes its rows, the other has no table. */
async function runInto(missing: string) {
  const { connectionId } = warehouse;
  const place = (table: string) => ({ connectionId, schema: 'shop', table });
  const fields = [{ name: 'id', type: 'integer' as const }];
  const nodes = [
    testNode('people', 'postgres-source', { ...place('people'), fields }),
    testNode('copy', 'postgres-target', { ...place('copy'), mode: 'append', keys: [] }),
    testNode(missing, 'postgres-target', { ...place(missing), mode: 'append', keys: [], createTable: false }),
  ];
  return warehouse.run(connectNodes(nodes, ['people>copy', `people>${missing}`]));
}

it('keeps rows that a target never took for 30 days, then lets them go with their files', async () => {
  const run = await runInto('nowhere');
  expect(run).toMatchObject({ status: 'failed', error: { nodeId: 'nowhere' } });
  const read = () => getDatabase().heldRows.findFirstOrThrow({ where: { runId: run.id } });
  const key = (await read()).blobKey ?? '';
  expect(await isThere(key)).toBe(true);
  await removeStaleRows(new Date(Date.now() + 29 * dayMs));
  expect(await read()).toMatchObject({ status: 'failed', blobKey: key });
  await removeStaleRows(new Date(Date.now() + 31 * dayMs));
  expect(await read()).toMatchObject({ status: 'given_up', blobKey: null });
  expect(await isThere(key)).toBe(false);
});

it('deletes the file of a replay once it has ended, not before', async () => {
  const { workspaceId } = warehouse;
  const run = await runInto('elsewhere');
  const id = createId('file');
  const blobKey = `replays/${id}.parquet`;
  await getBlobStore().put(blobKey, Readable.from([Buffer.from('x')]));
  const file = { id, workspaceId, name: 'x', blobKey, sizeBytes: 1, sha256: '', runId: run.id };
  await getDatabase().file.create({ data: file });
  await getDatabase().run.update({ where: { id: run.id }, data: { status: 'running' } });
  await removeStaleRows(new Date());
  expect(await isThere(blobKey)).toBe(true);
  await getDatabase().run.update({ where: { id: run.id }, data: { status: 'succeeded' } });
  await removeStaleRows(new Date());
  expect(await isThere(blobKey)).toBe(false);
  expect(await getDatabase().file.findUnique({ where: { id } })).toBeNull();
});
