import { describe, expect, it } from 'vitest';
import type { AggregateFunction } from '#core/graph/nodes/aggregate.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const orders: Table = {
  fields: { país: 'text', amount: 'decimal', quantity: 'integer', rate: 'number', coupon: 'text', at: 'datetime' },
  rows: [
    ['es', '0.1', '1', '0.5', 'B', '2026-01-02 00:00:00+00'],
    ['es', '0.2', '2', '1.5', 'A', '2026-01-01 00:00:00+00'],
    ['es', null, null, null, ' ', null],
    [null, '5', '9', '1', 'A', '2026-01-03 00:00:00+00'],
    ['de', '1', '1', '1', null, null],
  ],
};

function measure(name: string, aggregateFunction: AggregateFunction, field = '') {
  return { name, function: aggregateFunction, field };
}

describe('aggregate', () => {
  it('makes one row per group in the order of the groups, exact and without blanks', async () => {
    const measures = [
      measure('orders', 'count'),
      measure('coupons', 'count_distinct', 'coupon'),
      measure('revenue', 'sum', 'amount'),
      measure('pieces', 'sum', 'quantity'),
      measure('mean', 'average', 'amount'),
      measure('first', 'min', 'coupon'),
      measure('last', 'max', 'at'),
      measure('codes', 'list', 'coupon'),
    ];
    const { text, fields, rows } = await runNode('aggregate', { groupBy: ['país'], measures }, orders);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "país", count(*) AS "orders", count(DISTINCT CASE WHEN "coupon" BETWEEN '!' AND '~~' OR ltrim("coupon") BETWEEN '!' AND '~~' OR trim("coupon", $1::VARCHAR) <> '' THEN "coupon" END) AS "coupons", CAST(sum("amount") AS DECIMAL(38,10)) AS "revenue", CAST(sum("quantity") AS BIGINT) AS "pieces", avg("amount") AS "mean", min(CASE WHEN "coupon" BETWEEN '!' AND '~~' OR ltrim("coupon") BETWEEN '!' AND '~~' OR trim("coupon", $1::VARCHAR) <> '' THEN "coupon" END) AS "first", max("at") AS "last", coalesce(to_json(list("coupon" ORDER BY "coupon") FILTER (WHERE CASE WHEN "coupon" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("coupon", $1::VARCHAR) <> '', FALSE) END)), '[]') AS "codes" FROM "in_1" GROUP BY "país" ORDER BY "país" NULLS LAST"`,
    );
    expect(fields.map(({ type }) => type).join(' ')).toBe(
      'text integer integer decimal integer number text datetime json',
    );
    expect(rows).toEqual([
      ['de', '1', '0', '1.0000000000', '1', 1, null, null, '[]'],
      ['es', '3', '2', '0.3000000000', '3', 0.15, 'A', '2026-01-02 00:00:00+00', '["A","B"]'],
      [null, '1', '1', '5.0000000000', '9', 5, 'A', '2026-01-03 00:00:00+00', '["A"]'],
    ]);
  });

  it('makes one row of all, even of none, and lists groups without measures', async () => {
    const measures = [measure('n', 'count'), measure('sum', 'sum', 'rate')];
    expect((await runNode('aggregate', { measures }, { ...orders, rows: [] })).rows).toEqual([['0', null]]);
    expect((await runNode('aggregate', { groupBy: ['país'] }, orders)).rows).toEqual([['de'], ['es'], [null]]);
  });

  it.each([
    [measure('x', 'sum', 'coupon'), 'measure_type_mismatch', 'measures.0.field'],
    [measure('x', 'average', 'at'), 'measure_type_mismatch', 'measures.0.field'],
    [measure('x', 'sum', 'amuont'), 'field_unknown', 'measures.0.field'],
    [measure('PAÍS', 'count'), 'field_name_repeated', 'measures.0.name'],
  ])('refuses %j', (wanted, code, field) => {
    const problems = problemsOf('aggregate', { groupBy: ['país'], measures: [wanted] }, orders.fields);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, field });
  });
});
