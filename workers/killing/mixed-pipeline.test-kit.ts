import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { createRun } from '#core/runs/create-run.ts';
import { readOutcome, type TestWarehouse, testNode } from '#core/runs/create-test-warehouse.ts';
import { type ApiRows, startApi, type TestApi } from './start-api.test-kit.ts';

/** A file, a table in parts and an API, put together and sorted, into a table and into an API twice. */
export interface MixedPipeline {
  readonly api: TestApi;
  readonly rows: number;
  /** Starts a run into targets of its own, named so. */
  readonly start: (name: string) => Promise<string>;
  /** What the targets of an ended run hold. */
  readonly count: (runId: string, name: string) => Promise<MixedCounts>;
  /** Drops the table of a run. */
  readonly forget: (name: string) => Promise<void>;
}

export interface MixedCounts {
  readonly status: string;
  readonly error: string | null;
  readonly attempts: number;
  readonly lost: number;
  readonly doubled: number;
  /** At the API that ignores idempotency keys. */
  readonly doubledWithoutKeys: number;
  /** Batches that came again and had no effect. */
  readonly repeatedBatches: number;
}

const sizes = { file: 5_000, table: 20_000 };
const apiRows: ApiRows = { firstId: 25_001, pages: 90, perPage: 50, pageMs: 30, batchMs: 10 };
const fields = [
  { name: 'id', type: 'integer' as const },
  { name: 'name', type: 'text' as const },
];

export async function createMixedPipeline(shop: TestWarehouse): Promise<MixedPipeline> {
  const api = await startApi(apiRows);
  const fileId = await storeFile(shop);
  await shop.client.query(`
    CREATE TABLE shop.mixed (id int PRIMARY KEY, name text);
    INSERT INTO shop.mixed SELECT n, 'table ' || n FROM generate_series(${sizes.file + 1}, ${sizes.file + sizes.table}) n;
    ANALYZE shop.mixed`);
  const rows = sizes.file + sizes.table + apiRows.pages * apiRows.perPage;
  return {
    api,
    rows,
    start: (name) => createRun({ ...shop, graph: composeGraph(shop, api, fileId, name), trigger: 'manual' }),
    forget: async (name) => {
      await shop.client.query(`DROP TABLE IF EXISTS public.${name}`);
    },
    count: async (runId, name) => {
      const { status, error } = await readOutcome(runId);
      const run = await getDatabase().run.findUniqueOrThrow({ where: { id: runId } });
      const table = status === 'succeeded' ? await countTable(shop, name, rows) : { lost: 0, doubled: 0 };
      const honours = api.sink(`/honours/${name}`);
      const ignores = api.sink(`/ignores/${name}`);
      const missing = (sink: typeof honours) => (status === 'succeeded' ? rows - sink.rows.size : 0);
      return {
        status,
        error: error?.code ?? null,
        attempts: run.epoch,
        lost: table.lost + missing(honours) + missing(ignores),
        doubled: table.doubled + countDoubled(honours.rows),
        doubledWithoutKeys: countDoubled(ignores.rows),
        repeatedBatches: honours.repeated,
      };
    },
  };
}

async function storeFile({ workspaceId }: TestWarehouse): Promise<string> {
  const id = createId('file');
  const blobKey = `files/${workspaceId}/${id}`;
  const lines = Array.from({ length: sizes.file }, (_, index) => `${index + 1},file ${index + 1}\n`);
  const sizeBytes = await getBlobStore().put(blobKey, `id,name\n${lines.join('')}`);
  await getDatabase().file.create({ data: { id, workspaceId, name: 'rows.csv', blobKey, sizeBytes, sha256: id } });
  return id;
}

function composeGraph({ connectionId }: TestWarehouse, api: TestApi, fileId: string, name: string): Graph {
  const csv = {
    ...{ type: 'csv' as const, encoding: 'utf-8' as const, delimiter: ',', quote: '"', header: true, skipRows: 0 },
    ...{ decimalSeparator: '.' as const, thousandsSeparator: '' as const },
  };
  const columns = ['id', 'name'].map((field) => ({ field, column: field }));
  const nodes = [
    testNode('file', 'file-source', { fileId, fileName: 'rows.csv', format: csv, fields }),
    testNode('table', 'postgres-source', { connectionId, schema: 'shop', table: 'mixed', fields, parallel: 4 }),
    testNode('api', 'http-source', {
      url: `${api.url}/rows`,
      rowsPath: 'rows',
      paging: { kind: 'page', parameter: 'page', firstPage: 1, sizeParameter: 'size', size: apiRows.perPage },
      fields,
    }),
    testNode('all', 'union', {}),
    testNode('sorted', 'sort', { by: [{ field: 'id', direction: 'asc' }] }),
    testNode('copy', 'postgres-target', { connectionId, table: name, mode: 'upsert', keys: ['id'], mapping: columns }),
    testNode('honours', 'http-target', { url: `${api.url}/honours/${name}`, batchSize: 500 }),
    testNode('ignores', 'http-target', { url: `${api.url}/ignores/${name}`, batchSize: 500 }),
  ];
  const wires = [
    ...['file', 'table', 'api'].map((from) => [from, 'all'] as const),
    ['all', 'sorted'] as const,
    ...['copy', 'honours', 'ignores'].map((to) => ['sorted', to] as const),
  ];
  const edges = wires.map(([from, to], index) => ({
    id: `e${index}`,
    from: { node: from, port: 'rows' },
    to: { node: to, port: 'rows' },
  }));
  return { ...emptyGraph, nodes, edges };
}

async function countTable({ client }: TestWarehouse, name: string, rows: number) {
  const { rows: found } = await client.query<{ lost: number; doubled: number }>(
    `SELECT (SELECT count(*)::int FROM generate_series(1, $1) id WHERE id NOT IN (SELECT id FROM public.${name})) AS lost,
       count(*)::int - count(DISTINCT id)::int AS doubled FROM public.${name}`,
    [rows],
  );
  return { lost: found[0]?.lost ?? rows, doubled: found[0]?.doubled ?? 0 };
}

function countDoubled(rows: ReadonlyMap<number, number>): number {
  return [...rows.values()].reduce((sum, times) => sum + times - 1, 0);
}
