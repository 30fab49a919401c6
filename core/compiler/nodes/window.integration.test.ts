import { describe, expect, it } from 'vitest';
import type { WindowFunction, WindowSettings } from '#core/graph/nodes/window.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const sales: Table = {
  fields: { team: 'text', day: 'date', 'amount "€"': 'integer', rowid: 'text' },
  rows: [
    ['a', '2026-01-02', '20', 'first'],
    ['a', '2026-01-01', '10', 'second'],
    ['b', '2026-01-01', null, 'third'],
    ['a', '2026-01-02', '30', 'fourth'],
    ['a', null, '5', 'fifth'],
  ],
};
const byDay = [{ field: 'day', direction: 'asc' as const }];

function column(kind: WindowFunction, field = '', rows = 1) {
  return { name: kind, function: kind, field, rows };
}

async function compute(kind: WindowFunction, rows = 1, input = sales) {
  const columns = [column(kind, 'amount "€"', rows)];
  const result = await runNode('window', { groupBy: ['team'], orderBy: byDay, columns }, input);
  return Object.fromEntries(result.rows.map((row) => [row[3], row[4]]));
}

describe('window', () => {
  it('looks at rows of the same group in order, equal ones as they came', async () => {
    const columns = [column('running_total', 'amount'), column('rank'), column('share', 'amount')];
    const table = {
      fields: { team: 'text', day: 'date', amount: 'integer' },
      rows: sales.rows.map((row) => row.slice(0, 3)),
    } as const;
    const { text, rows } = await runNode('window', { groupBy: ['team'], orderBy: byDay, columns }, table);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "team", "day", "amount", CAST(coalesce(sum("amount") OVER (PARTITION BY "team" ORDER BY "day" ASC NULLS LAST, rowid ROWS UNBOUNDED PRECEDING), 0) AS BIGINT) AS "running_total", rank() OVER (PARTITION BY "team" ORDER BY "day" ASC NULLS LAST) AS "rank", CAST("amount" AS DOUBLE) / nullif(CAST(sum("amount") OVER (PARTITION BY "team") AS DOUBLE), 0) AS "share" FROM "in_1""`,
    );
    expect(rows).toHaveLength(5);
  });

  it.each<[WindowFunction, number, readonly unknown[]]>([
    ['running_total', 1, ['30', '10', '0', '60', '65']],
    ['row_number', 1, ['2', '1', '1', '3', '4']],
    ['rank', 1, ['2', '1', '1', '2', '4']],
    ['dense_rank', 1, ['2', '1', '1', '2', '3']],
    ['previous', 1, ['10', null, null, '20', '30']],
    ['next', 2, ['5', '30', null, null, null]],
    ['moving_average', 2, [15, 10, null, 25, 17.5]],
    ['share', 1, [20 / 65, 10 / 65, null, 30 / 65, 5 / 65]],
  ])('%s over %i', async (kind, rows, expected) => {
    const names = ['first', 'second', 'third', 'fourth', 'fifth'];
    expect(await compute(kind, rows)).toEqual(Object.fromEntries(names.map((name, index) => [name, expected[index]])));
  });

  it('has no share of nothing', async () => {
    const zero: Table = { ...sales, rows: [['a', null, '0', 'x']] };
    expect(await compute('share', 1, zero)).toEqual({ x: null });
  });

  it.each<[Partial<WindowSettings>, string, string]>([
    [{ columns: [] }, 'window_columns_missing', 'columns'],
    [{ orderBy: [] }, 'window_order_missing', 'orderBy'],
    [{ orderBy: [{ field: '', direction: 'asc' }] }, 'field_missing', 'orderBy.0.field'],
    [{ columns: [column('share')] }, 'field_missing', 'columns.0.field'],
    [{ columns: [column('share', 'team')] }, 'measure_type_mismatch', 'columns.0.field'],
    [{ columns: [{ ...column('rank'), name: 'TEAM' }] }, 'field_name_repeated', 'columns.0.name'],
    [{ groupBy: ['teams'] }, 'field_unknown', 'groupBy.0'],
  ])('refuses %j', (settings, code, field) => {
    const all = { orderBy: byDay, columns: [column('rank')], ...settings };
    expect(problemsOf('window', all, sales.fields)[0]).toMatchObject({ code, field });
  });
});
