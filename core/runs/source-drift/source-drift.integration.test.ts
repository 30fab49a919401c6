import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flushRequestLog } from '#core/egress/request-log.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { compareFields } from '#core/graph/compare-fields.ts';
import { foundShapeSchema } from '#core/graph/found-shape.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { defaultDrift, type SourceDrift } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { suggestRenames, type ValueOverlap } from '#core/graph/suggest-renames.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { discoverSource } from '../discover-source.ts';

provideTestDatabase();

let shop: TestWarehouse;
let api: Server;
let records: readonly unknown[] = [];

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  api = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(records)),
  );
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await flushRequestLog();
  api.close();
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(async () => {
  await getDatabase().sourceLook.deleteMany();
  await shop.client.query(`DROP TABLE IF EXISTS shop.people, public.copy, public.telar_ledger;
    CREATE TABLE shop.people (id int, phone text, score int);
    INSERT INTO shop.people VALUES (1, '600111222', 5), (2, '600333444', 7)`);
});

const held: SourceField[] = [
  { name: 'id', type: 'integer' },
  { name: 'phone', type: 'text' },
  { name: 'score', type: 'integer' },
];

const table = (drift: Partial<SourceDrift> = {}, fields = held) =>
  testNode('people', 'postgres-source', {
    ...{ connectionId: shop.connectionId, schema: 'shop', table: 'people', fields },
    drift: { ...defaultDrift, ...drift },
  });

/** Everything that arrives is written, under its name. */
async function run(source: GraphNode, ...between: GraphNode[]) {
  await shop.client.query('DROP TABLE IF EXISTS public.copy');
  const target = testNode('copy', 'postgres-target', { connectionId: shop.connectionId, table: 'copy' });
  const outcome = await shop.run(chainGraph(source, ...between, target));
  const step = await getDatabase().runStep.findFirst({ where: { runId: outcome.id, nodeId: source.id } });
  const warnings = ((step?.warnings ?? []) as { code: string; params: object }[]).map(({ code, params }) => [
    code,
    params,
  ]);
  return { ...outcome, warnings };
}

async function readCopy() {
  return (await shop.client.query('SELECT * FROM public.copy ORDER BY 1')).rows;
}

describe('a table', () => {
  it('takes new columns and types along where it may, under steps that name no field', async () => {
    await shop.client.query(`ALTER TABLE shop.people ADD city text; UPDATE shop.people SET city = 'León';
      ALTER TABLE shop.people ALTER score TYPE numeric USING CASE id WHEN 1 THEN 5 ELSE 7.5 END`);
    const filter = testNode('all', 'sort', { by: [{ field: 'id', direction: 'asc' }] });
    const evolved = await run(table({ shape: 'evolve' }), filter);
    expect(evolved).toMatchObject({ status: 'succeeded' });
    expect(await readCopy()).toMatchObject([{ city: 'León' }, { score: '7.5000000000' }]);
    expect(evolved.warnings).toEqual([
      ['drift_type_taken', { field: 'score' }],
      ['drift_field_taken', { field: 'city' }],
    ]);
    const frozen = await run(table());
    expect(frozen.warnings).toEqual([['drift_type_kept', { field: 'score' }]]);
    expect((await readCopy())[0]).not.toHaveProperty('city');
    expect(frozen.steps.people).toMatchObject({ rowsRejected: 1 });
  });

  it('stops for a field that is needed and gone, naming what it looks like now, and writes nothing', async () => {
    await shop.client.query('ALTER TABLE shop.people RENAME phone TO phone_number');
    const stopped = await run(table());
    expect(stopped).toMatchObject({
      status: 'failed',
      error: { code: 'source_field_missing', nodeId: 'people', params: { field: 'phone', suggestion: 'phone_number' } },
    });
    const { rowCount } = await shop.client.query(`SELECT FROM pg_class WHERE relname = 'copy'`);
    expect(rowCount).toBe(0);
    const look = await getDatabase().sourceLook.findFirstOrThrow();
    expect(look).toMatchObject({ nodeId: 'people', runId: stopped.id });
    // Naming the new place for the old field is all that mending takes.
    const mended = held.map((field) => (field.name === 'phone' ? { ...field, path: ['phone_number'] } : field));
    expect(await run(table({}, mended))).toMatchObject({ status: 'succeeded', warnings: [] });
    expect(await readCopy()).toMatchObject([{ phone: '600111222' }, { phone: '600333444' }]);
  });

  it('leaves a field that is gone blank and says so where that was decided, and does not stop where nobody asks', async () => {
    await shop.client.query('ALTER TABLE shop.people DROP phone');
    const blank = await run(table({ missing: 'blank' }));
    expect(blank).toMatchObject({ status: 'succeeded', warnings: [['drift_missing_blank', { field: 'phone' }]] });
    expect(await readCopy()).toMatchObject([{ phone: null }, { phone: null }]);
    const select = testNode('some', 'select', {
      columns: [{ source: 'id', name: 'id', type: null, format: '' }],
      rest: 'drop',
    });
    expect(await run(table(), select)).toMatchObject({ status: 'succeeded', warnings: [] });
  });

  it.each([
    ['shape', 'ALTER TABLE shop.people ALTER score TYPE boolean USING true', 'source_field_retyped'],
    ['shape', 'ALTER TABLE shop.people ADD city text', 'source_field_added'],
  ] as const)('stops on %s: %s', async (policy, change, code) => {
    await shop.client.query(change);
    expect(await run(table({ [policy]: 'stop' }))).toMatchObject({ error: { code, nodeId: 'people' } });
  });

  it('sets rows aside, leaves values out or stops for values that do not fit, field by field', async () => {
    await shop.client.query(
      `ALTER TABLE shop.people ALTER score TYPE text; UPDATE shop.people SET score = 'many' WHERE id = 2`,
    );
    const rejected = await run(table());
    expect(rejected.steps.people).toMatchObject({ rowsOut: 1, rowsRejected: 1 });
    const dropped = await run(table({ values: 'drop' }));
    expect(dropped.steps.people).toEqual({ rowsIn: 2, rowsOut: 2 });
    expect(dropped.warnings).toContainEqual(['drift_values_dropped', { field: 'score', count: 1, value: 'many' }]);
    expect(await readCopy()).toMatchObject([{ score: '5' }, { score: null }]);
    const strict = held.map((field) =>
      field.name === 'score' ? { ...field, drift: { values: 'stop' as const } } : field,
    );
    expect(await run(table({ values: 'drop' }, strict))).toMatchObject({
      error: { code: 'source_value_misfit', nodeId: 'people', params: { field: 'score', value: 'many' } },
    });
  });

  it('sets aside, value by value, what the database can hold and a field cannot', async () => {
    await shop.client.query(`ALTER TABLE shop.people ADD amount numeric, ADD at timestamptz, ADD day date;
      INSERT INTO shop.people (id, amount) VALUES (3, 'NaN'), (4, 'Infinity'), (5, 1e40), (6, 12.5);
      INSERT INTO shop.people (id, at, day) VALUES (7, 'infinity', NULL), (8, NULL, '-infinity'), (9, '0044-03-15 BC', NULL)`);
    const more: SourceField[] = [
      { name: 'amount', type: 'decimal' },
      { name: 'at', type: 'datetime' },
      { name: 'day', type: 'date' },
    ];
    const read = await run(table({}, [...held, ...more]));
    expect(read).toMatchObject({ status: 'succeeded', steps: { people: { rowsIn: 9, rowsRejected: 4 } } });
    expect(await run(table({ values: 'drop' }, [...held, ...more]))).toMatchObject({
      warnings: [
        ['drift_values_dropped', { field: 'amount', count: 3 }],
        ['drift_values_dropped', { field: 'at', count: 1, value: '0044-03-15 00:00:00+00 BC' }],
      ],
      steps: { people: { rowsOut: 9 } },
    });
  });

  it('says once of a new column that it was left out, and never of one that somebody ignores', async () => {
    await run(table());
    await shop.client.query('ALTER TABLE shop.people ADD city text');
    expect((await run(table())).warnings).toEqual([['drift_field_left', { field: 'city' }]]);
    expect((await run(table())).warnings).toEqual([]);
    await getDatabase().sourceLook.deleteMany();
    await run(table({ ignored: [['city']] }));
    expect((await run(table({ shape: 'stop', ignored: [['city']] }))).status).toBe('succeeded');
  });
});

describe('a file that was replaced', () => {
  async function fileOf(csv: string, drift: Partial<SourceDrift> = {}) {
    const id = createId('file');
    const blobKey = `files/${id}`;
    await getBlobStore().put(blobKey, Readable.from([Buffer.from(csv)]));
    const { workspaceId } = shop;
    await getDatabase().file.create({
      data: { id, workspaceId, name: 'people.csv', sizeBytes: csv.length, blobKey, sha256: id },
    });
    const format = { type: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"', header: true, skipRows: 0 } as const;
    return testNode('people', 'file-source', {
      ...{ fileId: id, fileName: 'people.csv', fields: held, drift: { ...defaultDrift, ...drift } },
      format: { ...format, decimalSeparator: '.', thousandsSeparator: '' },
    });
  }

  it('is read by the names of its columns, wherever they stand now', async () => {
    const moved = await run(await fileOf('score,city,id,phone\n5,León,1,600\n7,Lugo,2,601\n'));
    expect(moved.error).toBeNull();
    expect(await readCopy()).toEqual([
      { id: '1', phone: '600', score: '5' },
      { id: '2', phone: '601', score: '7' },
    ]);
  });

  it('stops for a column that is gone, or leaves it blank; one bad value makes no other type', async () => {
    const csv = 'id,score\n1,5\n2,many\n3,7\n';
    expect(await run(await fileOf(csv))).toMatchObject({ error: { code: 'source_field_missing', nodeId: 'people' } });
    const blank = await run(await fileOf(csv, { missing: 'blank', shape: 'evolve' }));
    expect(blank).toMatchObject({ steps: { people: { rowsOut: 2, rowsRejected: 1 } } });
    expect(blank.warnings).toEqual([['drift_missing_blank', { field: 'phone' }]]);
    expect(await readCopy()).toMatchObject([{ phone: null }, { phone: null }]);
  });
});

it('a look in the builder compares the values of what is gone and what is new', async () => {
  const look = (fields: readonly SourceField[]) => {
    const { settings, kind } = table({}, [...fields]);
    return discoverSource({ ...shop, nodeId: 'people', kind, settings, userId: 'user_1' });
  };
  await look([]);
  await shop.client.query('ALTER TABLE shop.people RENAME phone TO mobile; ALTER TABLE shop.people ADD note text');
  await look(held);
  // The values of the first sample are gone by now; what they told is not.
  await look(held);
  const { shape, overlaps, userId } = await getDatabase().sourceLook.findFirstOrThrow();
  expect(overlaps).toEqual([
    { field: 'phone', found: 'mobile', share: 1 },
    { field: 'phone', found: 'note', share: 0 },
  ]);
  expect(userId).toBe('user_1');
  const changes = compareFields(held, foundShapeSchema.parse(shape));
  const [suggestion] = suggestRenames(changes, overlaps as unknown as ValueOverlap[]);
  expect(suggestion).toMatchObject({ field: { name: 'phone' }, found: { name: 'mobile' } });
});

describe('records of an API', () => {
  const source = (drift: Partial<SourceDrift> = {}) =>
    testNode('people', 'http-source', {
      url: `http://127.0.0.1:${(api.address() as AddressInfo).port}/people`,
      fields: held,
      drift: { ...defaultDrift, ...drift },
    });

  it('stops for a renamed key rather than reading blanks, and knows one that is only left out', async () => {
    records = [{ id: 1, score: 5 }];
    expect(await run(source())).toMatchObject({ status: 'succeeded', warnings: [] });
    records = [{ id: 1, phone_number: '600', score: 5 }];
    expect(await run(source())).toMatchObject({
      error: { code: 'source_field_missing', params: { field: 'phone', suggestion: 'phone_number' } },
    });
    expect(await run(source({ missing: 'blank' }))).toMatchObject({ status: 'succeeded' });
    // Beyond those that are examined.
    records = [...Array.from({ length: 1500 }, (_, id) => ({ id, score: 1 })), { id: 9999, phone: '600', score: 1 }];
    expect(await run(source())).toMatchObject({ status: 'succeeded', warnings: [] });
  });

  it('takes new keys along', async () => {
    records = [{ id: 1, phone: '600', score: 5, city: 'León' }];
    expect((await run(source({ shape: 'evolve' }))).warnings).toEqual([['drift_field_taken', { field: 'city' }]]);
    expect(await readCopy()).toMatchObject([{ city: 'León' }]);
  });
});
