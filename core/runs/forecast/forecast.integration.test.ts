import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { planRun } from '../plan-run.ts';
import { readRejectedRows } from '../read-rejected-rows.ts';
import { forecastTarget } from './forecast-target.ts';

provideTestDatabase();

let shop: TestWarehouse;
const signal = new AbortController().signal;

beforeAll(async () => {
  shop = await createTestWarehouse();
  await shop.client.query(`CREATE TYPE shop.grade AS ENUM ('gold', 'silver');
    CREATE DOMAIN shop.zip AS varchar(5) CHECK (char_length(VALUE) = 5);
    CREATE TABLE shop.people (id int, email text, country text, points bigint, spent numeric, grade text, zip text, age int, code text);
    INSERT INTO shop.people VALUES
      (1, 'a@x.es', 'ES', 1, 1.5, 'gold', '01001', 30, 'A'),
      (2, NULL, 'ES', 1, 1.5, 'gold', '01001', 30, 'B'),
      (3, 'c@x.es', 'España', 1, 1.5, 'gold', '01001', 30, 'C'),
      (4, 'd@x.es', 'ES  ', 1, 1.5, 'gold', '01001', 30, 'D'),
      (5, 'e@x.es', 'ES', 40000, 1.5, 'gold', '01001', 30, 'E'),
      (6, 'f@x.es', 'ES', 1, 12345.678, 'gold', '01001', 30, 'F'),
      (7, 'g@x.es', 'ES', 1, 1.5, 'bronze', '01001', 30, 'G'),
      (8, 'h@x.es', 'ES', 1, 1.5, NULL, '1001', 30, 'H'),
      (9, 'i@x.es', 'ES', 1, 1.5, 'gold', '01001', -1, 'I'),
      (10, 'not an address', 'ES', 1, 1.5, 'gold', '01001', 30, 'J'),
      (11, 'k@x.es', 'ES', 1, 1.5, 'gold', '01001', 30, 'A'),
      (12, 'l@x.es', 'ES', 1, 999.994, 'silver', NULL, NULL, NULL),
      (NULL, 'm@x.es', 'ES', 1, 1, 'gold', '01001', 30, 'M'),
      (1, 'n@x.es', 'ES', 1, 1, 'gold', '01001', 30, 'N')`);
});
beforeEach(() =>
  shop.client.query(`DROP TABLE IF EXISTS public.copy, public.telar_ledger;
    CREATE TABLE public.copy (id int PRIMARY KEY, email text NOT NULL CHECK (email ~~ '%@%'), country varchar(2),
      points smallint, spent numeric(5,2), grade shop.grade, zip shop.zip, age int CHECK (age >= 0 AND age < 150),
      code text UNIQUE, CONSTRAINT odd CHECK (age + 1 > 0))`),
);
afterAll(async () => {
  await shop.drop();
  await getEnginePool().close();
});

const text = (name: string) => ({ name, type: 'text' as const });
const graphOf = (settings: Partial<PostgresTargetSettings>) =>
  chainGraph(
    testNode('people', 'postgres-source', {
      connectionId: shop.connectionId,
      schema: 'shop',
      table: 'people',
      fields: [
        { name: 'id', type: 'integer' },
        ...[text('email'), text('country')],
        { name: 'points', type: 'integer' },
        { name: 'spent', type: 'decimal' },
        ...[text('grade'), text('zip')],
        { name: 'age', type: 'integer' },
        text('code'),
      ],
    }),
    testNode('copy', 'postgres-target', {
      connectionId: shop.connectionId,
      schema: 'public',
      table: 'copy',
      ...settings,
    }),
  );

const upsert: Partial<PostgresTargetSettings> = { mode: 'upsert', keys: ['id'] };
const expected = [
  'key_blank id 1',
  'value_required email 1',
  'value_too_long country 1',
  'value_out_of_range points 1',
  'value_out_of_range spent 1',
  'value_invalid grade 1',
  'check_failed zip 1',
  'check_failed age 1',
  'check_failed email 1',
  'key_duplicate id 1',
].sort();

it('says of the sample what the table would refuse, and why', async () => {
  const forecast = await forecastTarget({ ...shop, graph: graphOf(upsert), nodeId: 'copy', signal });
  expect(forecast).toMatchObject({ rows: 14, unchecked: ['odd'] });
  const told = forecast.reasons.filter(({ reason }) => reason !== 'value_duplicate');
  expect(told.map(({ reason, field, rows }) => `${reason} ${field} ${rows}`).sort()).toEqual(expected);
  const tooLong = forecast.reasons.find(({ reason }) => reason === 'value_too_long');
  expect(tooLong?.limit).toBe('2');
  const place = forecast.faults.indexOf(tooLong?.fault ?? -1);
  expect(forecast.grid?.rows[place]?.slice(0, 3)).toEqual(
    [3, 'c@x.es', 'España'].map((cell) => expect.toSatisfy((it) => String(it) === String(cell))),
  );
});

it('counts the same in a plan as a run then rejects, and a plan writes nothing', async () => {
  for (const settings of [upsert, { mode: 'append' as const }]) {
    await shop.client.query('TRUNCATE public.copy');
    const graph = graphOf(settings);
    const plan = await planRun({ ...shop, graph, allowRemovals: false, signal });
    const { rows: before } = await shop.client.query('SELECT count(*)::int AS count FROM public.copy');
    expect(before[0].count).toBe(0);
    const run = await shop.run(graph);
    expect(run).toMatchObject({ status: 'succeeded' });
    const rejected = await readRejectedRows({ ...shop, runId: run.id, nodeId: 'copy', offset: 0, limit: 100 });
    expect(plan.targets[0]).toMatchObject({ rejected: rejected.total, creates: 14 - rejected.total });
    const planned = plan.targets[0]?.reasons.reduce((sum, { rows }) => sum + rows, 0);
    expect(planned).toBe(rejected.total);
  }
});

it('knows nothing of a table that the run makes, nor of rows that are only removed', async () => {
  const forecast = await forecastTarget({
    ...shop,
    graph: graphOf({ mode: 'delete', keys: ['id'] }),
    nodeId: 'copy',
    signal,
  });
  expect(forecast).toMatchObject({ rows: 14, refused: 0, reasons: [] });
  await shop.client.query('DROP TABLE public.copy');
  const fresh = await forecastTarget({ ...shop, graph: graphOf({}), nodeId: 'copy', signal });
  expect(fresh).toMatchObject({ rows: 14, refused: 0, grid: null });
});
