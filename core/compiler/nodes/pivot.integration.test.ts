import { describe, expect, it } from 'vitest';
import type { PivotSettings } from '#core/graph/nodes/pivot.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const orders: Table = {
  fields: { 'cell"': 'text', key: 'text', amount: 'decimal', day: 'date' },
  rows: [
    ['ana', 'EUR', '1', '2026-01-01'],
    ['ana', ' eur', '2', '2026-01-02'],
    ['ana', 'USD', '5', '2026-01-01'],
    ['bo', 'GBP', '7', null],
    ['bo', null, '9', '2026-01-01'],
    [null, 'USD', null, '2026-01-01'],
  ],
};
const values = [
  { value: 'eur ', name: 'EUR' },
  { value: 'USD', name: 'in "USD"' },
];

describe('pivot', () => {
  it('spreads values over columns, in the order of the groups', async () => {
    const settings = { groupBy: ['cell"'], field: 'key', values, function: 'sum' as const, measure: 'amount' };
    const { text, rows } = await runNode('pivot', { ...settings, otherName: 'other' }, orders);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "cell""", CAST(sum("cell") FILTER (WHERE "key" = lower($1::VARCHAR)) AS DECIMAL(38,10)) AS "EUR", CAST(sum("cell") FILTER (WHERE "key" = lower($2::VARCHAR)) AS DECIMAL(38,10)) AS "in ""USD""", CAST(sum("cell") FILTER (WHERE "key" IS NULL) AS DECIMAL(38,10)) AS "other" FROM (SELECT *, CASE WHEN CASE WHEN "written" BETWEEN '!' AND '~~' AND ("written")[-1] BETWEEN '!' AND '~' THEN lower("written") WHEN trim("written") BETWEEN '!' AND '~~' AND (trim("written"))[-1] BETWEEN '!' AND '~' THEN lower(trim("written")) ELSE nullif(lower(trim("written", $3::VARCHAR)), '') END IN (lower($1::VARCHAR), lower($2::VARCHAR)) THEN CASE WHEN "written" BETWEEN '!' AND '~~' AND ("written")[-1] BETWEEN '!' AND '~' THEN lower("written") WHEN trim("written") BETWEEN '!' AND '~~' AND (trim("written"))[-1] BETWEEN '!' AND '~' THEN lower(trim("written")) ELSE nullif(lower(trim("written", $3::VARCHAR)), '') END END AS "key" FROM (SELECT "cell""", "key" AS "written", CAST(sum("amount") AS DECIMAL(38,10)) AS "cell" FROM "in_1" GROUP BY 1, 2)) GROUP BY "cell""" ORDER BY "cell""" NULLS LAST"`,
    );
    expect(rows).toEqual([
      ['ana', '3.0000000000', '5.0000000000', null],
      ['bo', null, null, '16.0000000000'],
      [null, null, null, null],
    ]);
    // A group keeps its row whether or not it has one of the values.
    expect((await runNode('pivot', settings, orders)).rows.map(([group]) => group)).toEqual(['ana', 'bo', null]);
  });

  it('counts 0 where there are no rows, and makes one row of all', async () => {
    const { rows } = await runNode('pivot', { field: 'key', values, otherName: 'x' }, orders);
    expect(rows).toEqual([['2', '2', '2']]);
    expect((await runNode('pivot', { field: 'key', values }, { ...orders, rows: [] })).rows).toEqual([['0', '0']]);
  });

  it('reads values by the type of their field', async () => {
    const days = [{ value: '2026-01-01', name: 'first' }];
    const { rows } = await runNode('pivot', { field: 'day', values: days, groupBy: ['key'] }, orders);
    expect(rows).toEqual([
      [' eur', '0'],
      ['EUR', '1'],
      ['GBP', '0'],
      ['USD', '2'],
      [null, '1'],
    ]);
  });

  it.each<[Partial<PivotSettings>, string, string]>([
    [{ field: '' }, 'field_missing', 'field'],
    [{ values: [] }, 'values_missing', 'values'],
    [{ values: [{ value: ' ', name: 'x' }] }, 'value_missing', 'values.0.value'],
    [{ field: 'day' }, 'value_type_mismatch', 'values.0.value'],
    [{ function: 'sum' }, 'field_missing', 'measure'],
    [{ function: 'sum', measure: 'key' }, 'measure_type_mismatch', 'measure'],
    [{ otherName: 'eur' }, 'field_name_repeated', 'otherName'],
    [{ groupBy: ['EUR'] }, 'field_unknown', 'groupBy.0'],
  ])('refuses %j', (settings, code, field) => {
    const all = { field: 'key', values, ...settings };
    expect(problemsOf('pivot', all, orders.fields)[0]).toMatchObject({ code, field });
  });
});
