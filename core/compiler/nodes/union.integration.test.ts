import { describe, expect, it } from 'vitest';
import { runNode, type Table } from '../run-node.test-kit.ts';

const first: Table = {
  fields: { Email: 'text', amount: 'integer', day: 'date', mixed: 'boolean' },
  rows: [
    ['a', '1', '2026-01-01', 'true'],
    ['a', '1', '2026-01-01', 'true'],
  ],
};
const second: Table = {
  fields: { amount: 'number', email: 'text', mixed: 'decimal', day: 'datetime', extra: 'json' },
  rows: [['0.5', 'b', '1.50', '2026-01-02 10:00:00+00', '{"x":1}']],
};

describe('union', () => {
  it('aligns columns by name and finds a type for both', async () => {
    const { text, fields, rows } = await runNode('union', {}, first, second);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "Email" AS "Email", TRY_CAST("amount" AS DOUBLE) AS "amount", timezone('UTC', CAST("day" AS TIMESTAMP)) AS "day", CAST("mixed" AS VARCHAR) AS "mixed", CAST(NULL AS JSON) AS "extra" FROM "in_1" UNION ALL SELECT "email" AS "Email", "amount" AS "amount", "day" AS "day", rtrim(rtrim(CAST("mixed" AS VARCHAR), '0'), '.') AS "mixed", "extra" AS "extra" FROM "in_2""`,
    );
    expect(fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'Email: text',
      'amount: number',
      'day: datetime',
      'mixed: text',
      'extra: json',
    ]);
    expect(rows).toEqual([
      ['a', 1, '2026-01-01 00:00:00+00', 'true', null],
      ['a', 1, '2026-01-01 00:00:00+00', 'true', null],
      ['b', 0.5, '2026-01-02 10:00:00+00', '1.5', '{"x":1}'],
    ]);
  });

  it('keeps equal rows once where asked', async () => {
    const { rows } = await runNode('union', { distinct: true }, first, first);
    expect(rows).toEqual([['a', '1', '2026-01-01', true]]);
  });
});
