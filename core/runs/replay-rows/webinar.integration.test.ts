import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { Graph } from '#core/graph/graph.ts';
import { createRule } from '#core/graph/validation-rule.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { Session } from '#core/security/session.ts';
import { claimRun } from '../claim-run.ts';
import {
  chainGraph,
  createTestWarehouse,
  readOutcome,
  type TestWarehouse,
  testNode,
} from '../create-test-warehouse.ts';
import { executeRun } from '../execute-run.ts';
import { readRejectedRows } from '../read-rejected-rows.ts';
import { changeRejected } from '../rejected/change-rejected.ts';
import { exportRejected } from '../rejected/export-rejected.ts';
import { startRowReplay } from './start-row-replay.ts';

provideTestDatabase();

let warehouse: TestWarehouse;
let session: Session;
let graph: Graph;
let runId: string;

/** A Spanish export: semicolons, Windows-1252, day before month, decimal comma, zeros in front. 12 of 500 rows are bad. */
function webinarLine(index: number): string {
  const email = index % 100 === 7 ? `persona${index}.ejemplo` : `persona${index}@ejemplo.es`;
  const date = index % 125 === 3 ? '31/02/2026' : '31/12/2026';
  const country = index % 200 === 11 ? 'España' : 'ES';
  return `${email};Muñoz Ñúñez ${index};${date};1.234,50;01001;${country}`;
}

const read = (nodeId: string, more = {}) =>
  readRejectedRows({ ...warehouse, runId, nodeId, offset: 0, limit: 100, locale: 'en', ...more });

async function execute(id: string) {
  const claim = await claimRun(id, 'test');
  if (claim === null) throw new Error('not claimable');
  await executeRun({ runId: id, epoch: claim.epoch, signal: new AbortController().signal });
  return readOutcome(id);
}

async function replay(nodeId: string, rows: 'open' | 'edited' | number[] = 'edited', version: 'own' | 'live' = 'own') {
  const { runId: id } = await startRowReplay(session, { runId, nodeId }, { rows, version, confirm: true }, 'en');
  return execute(id ?? '');
}

async function countLanded(): Promise<number> {
  const { rows } = await warehouse.client.query('SELECT count(*)::int AS count FROM shop.attendees');
  return rows[0].count;
}

beforeAll(async () => {
  warehouse = await createTestWarehouse();
  const { workspaceId, connectionId, client } = warehouse;
  session = { workspaceId, userId: 'user_1', role: 'editor' } as Session;
  await client.query(
    'CREATE TABLE shop.attendees (email text, name text, day date, amount numeric(12,2), zip text, country varchar(2))',
  );
  const lines = [
    'email;nombre;fecha;importe;cp;país',
    ...Array.from({ length: 500 }, (_, index) => webinarLine(index)),
  ];
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
  const id = createId('file');
  await getBlobStore().put(`files/${id}`, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const data = { id, workspaceId, name: 'webinar.csv', sizeBytes: bytes.length, blobKey: `files/${id}`, sha256 };
  await getDatabase().file.create({ data });
  const format = {
    type: 'csv',
    encoding: 'windows-1252',
    delimiter: ';',
    quote: '"',
    header: true,
    skipRows: 0,
    decimalSeparator: ',',
    thousandsSeparator: '.',
  } as const;
  const fields = [
    { name: 'email', type: 'text' as const },
    { name: 'nombre', type: 'text' as const },
    { name: 'fecha', type: 'date' as const, format: '%d/%m/%Y' },
    { name: 'importe', type: 'decimal' as const },
    { name: 'cp', type: 'text' as const },
    { name: 'país', type: 'text' as const },
  ];
  const columns = ['email', 'name', 'day', 'amount', 'zip', 'country'];
  const mapping = fields.map(({ name }, index) => ({ field: name, column: columns[index] ?? '' }));
  const chain = chainGraph(
    testNode('webinar', 'file-source', { fileId: id, fileName: 'webinar.csv', format, fields }),
    testNode('check', 'validate', { rules: [createRule('email', 'email')] }),
    testNode('leads', 'postgres-target', { connectionId, schema: 'shop', table: 'attendees', mapping, mode: 'append' }),
  );
  graph = {
    ...chain,
    edges: chain.edges.map((edge) =>
      edge.from.node === 'check' ? { ...edge, from: { node: 'check', port: 'valid' } } : edge,
    ),
  };
});
afterAll(async () => {
  await getEnginePool().close();
  await warehouse.drop();
});

it('lands 488 of 500 rows and keeps 12, where each was refused', async () => {
  const run = await warehouse.run(graph);
  runId = run.id;
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  expect(await countLanded()).toBe(488);
  const [source, check, target] = await Promise.all([read('webinar'), read('check'), read('leads')]);
  expect([source.total, check.total, target.total]).toEqual([4, 5, 3]);
  expect(source.rows[0]).toMatchObject({
    row: 0,
    line: 5,
    reason: 'cast_failed',
    field: 'fecha',
    status: 'open',
    edits: {},
  });
  expect(source.rows[0]?.cells).toEqual([
    'persona3@ejemplo.es',
    'Muñoz Ñúñez 3',
    '31/02/2026',
    '1.234,50',
    '01001',
    'ES',
  ]);
  expect(check.groups).toEqual([
    { reason: 'rule_email', field: 'email', message: '… in email is not an e-mail address.', count: 5, open: 5 },
  ]);
  expect(target.rows[0]).toMatchObject({ reason: 'value_too_long', field: 'país', line: null });
  const found = await read('check', { text: 'PERSONA107', sort: 'email', direction: 'desc' });
  expect(found.rows.map(({ row }) => row)).toEqual([1]);
});

it('tells what a replay would do before it does anything', async () => {
  const ask = { rows: 'open', version: 'own', confirm: false } as const;
  const planned = await startRowReplay(session, { runId, nodeId: 'check' }, ask, 'en');
  expect(planned).toMatchObject({ count: 5, step: 'check', versionNumber: 1, liveNumber: 1, runId: null });
  expect(planned.targets).toEqual([{ nodeId: 'leads', name: 'leads', place: 'shop.attendees' }]);
  expect(await getDatabase().run.count({ where: { trigger: 'replay' } })).toBe(0);
});

it('keeps rows that are refused again open, with the new reason', async () => {
  const { rows } = await read('webinar');
  const set = (row: number, fecha: string) => ({ row, set: { fecha } });
  await changeRejected(session, { runId, nodeId: 'webinar' }, { rows: [set(0, '28/02/2026'), set(1, '30/02/2026')] });
  const outcome = await replay('webinar');
  expect(outcome).toMatchObject({
    status: 'succeeded',
    steps: { webinar: { rowsIn: 2, rowsOut: 1, rowsRejected: 1 } },
  });
  expect(await countLanded()).toBe(489);
  const after = await read('webinar');
  expect(after.rows.map(({ status }) => status)).toEqual(['landed', 'open', 'open', 'open']);
  expect(after.rows[1]).toMatchObject({ value: '30/02/2026', edits: { fecha: '30/02/2026' } });
  expect(after.rows[1]?.cells[2]).toBe(rows[1]?.cells[2]);
  expect(after.statuses).toMatchObject({ landed: 1, open: 3, edited: 1 });
});

it('never replays a row twice, and does not change one that landed', async () => {
  await expect(replay('webinar', [0])).rejects.toMatchObject({ code: 'replay_empty' });
  const change = changeRejected(session, { runId, nodeId: 'webinar' }, { rows: [{ row: 0, set: { cp: '1' } }] });
  await expect(change).rejects.toMatchObject({ code: 'rejected_locked', status: 409 });
});

it('brings all 500 rows in: from the source, from the check, and from the target itself', async () => {
  const fill = { column: 'fecha', from: '31/02/2026', to: '28/02/2026' };
  const filled = await changeRejected(session, { runId, nodeId: 'webinar' }, { fill });
  expect(filled).toEqual({ changed: 2, before: [{ row: 2 }, { row: 3 }] });
  await changeRejected(session, { runId, nodeId: 'webinar' }, { rows: [{ row: 1, set: { fecha: '28/02/2026' } }] });
  expect((await replay('webinar')).steps.leads).toMatchObject({ rowsLoaded: 3 });
  const { rows } = await read('check');
  const mended = rows.map(({ row, cells }) => ({ row, set: { email: String(cells[0]).replace('.', '@x.') } }));
  await changeRejected(session, { runId, nodeId: 'check' }, { rows: mended });
  expect((await replay('check')).steps).toEqual({
    replayed: { rowsIn: 5, rowsOut: 5 },
    check: { rowsIn: 5, rowsOut: 5 },
    leads: { rowsIn: 5, rowsLoaded: 5 },
  });
  await changeRejected(session, { runId, nodeId: 'leads' }, { fill: { column: 'país', from: 'España', to: 'ES' } });
  expect((await replay('leads')).steps.leads).toMatchObject({ rowsLoaded: 3 });
  expect(await countLanded()).toBe(500);
  const { rows: sums } = await warehouse.client.query(
    `SELECT count(*) FILTER (WHERE amount = 1234.50 AND zip = '01001' AND country = 'ES' AND name LIKE 'Muñoz Ñúñez %')::int AS right,
       count(DISTINCT name)::int AS names FROM shop.attendees`,
  );
  expect(sums[0]).toEqual({ right: 500, names: 500 });
  for (const nodeId of ['webinar', 'check', 'leads']) expect((await read(nodeId, { status: 'open' })).total).toBe(0);
});

it('leaves rows open when a replay fails, and says so when some of it may have been sent', async () => {
  const run = await warehouse.run(graph);
  runId = run.id;
  await warehouse.client.query('ALTER TABLE shop.attendees RENAME TO elsewhere');
  const noTable = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, settings: { ...node.settings } })) };
  for (const { id, settings } of noTable.nodes) if (id === 'leads') settings.createTable = false;
  await getDatabase().run.update({ where: { id: runId }, data: { graph: noTable as object } });
  expect(await replay('leads', 'open')).toMatchObject({ status: 'failed' });
  expect((await read('leads')).rows.map(({ status }) => status)).toEqual(['open', 'open', 'open']);
  await warehouse.client.query('ALTER TABLE shop.elsewhere RENAME TO attendees');
  const ask = { rows: 'open', version: 'own', confirm: false } as const;
  const plan = () => startRowReplay(session, { runId, nodeId: 'leads' }, ask, 'en');
  expect((await plan()).notes).toEqual([]);
  await getDatabase().runStep.updateMany({
    where: { nodeId: 'leads', run: { rowsOfRunId: runId } },
    data: { rowsLoaded: 1 },
  });
  expect((await plan()).notes).toEqual([expect.stringContaining('they may arrive twice')]);
});

it('exports what was refused with formulas made harmless', async () => {
  const run = await warehouse.run(graph);
  runId = run.id;
  const set = { email: '=HYPERLINK("x")', nombre: '-5', cp: '+34600', país: '@a' };
  await changeRejected(session, { runId, nodeId: 'check' }, { rows: [{ row: 0, set }] });
  const options = { locale: 'en', byteOrderMark: true } as const;
  const { bytes, sizeBytes } = await exportRejected(
    { ...warehouse, runId, nodeId: 'check' },
    { status: 'edited' },
    options,
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const csv = Buffer.concat(chunks);
  expect(csv.length).toBe(sizeBytes);
  expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const [, line] = csv.toString('utf8').split('\n');
  expect(line).toMatch(/^"'=HYPERLINK\(""x""\)",-5,2026-12-31,1234\.5\d*,'\+34600,'@a,/);
});
