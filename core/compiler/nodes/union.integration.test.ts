import { describe, expect, it } from 'vitest';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

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

  it('puts fields where they are told to go, and leaves some out', async () => {
    const mapping = [
      { edge: 'edge_2', field: 'extra', column: 'Notes "x"' },
      { edge: 'edge_1', field: 'mixed', column: 'notes "X"' },
      { edge: 'edge_2', field: 'mixed', column: '' },
      { edge: 'edge_9', field: 'gone', column: 'email' },
    ];
    const { fields, rows } = await runNode('union', { mapping }, first, second);
    expect(fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'Email: text',
      'amount: number',
      'day: datetime',
      'notes "X": text',
    ]);
    expect(rows[0]).toEqual(['a', 1, '2026-01-01 00:00:00+00', 'true']);
    expect(rows[2]).toEqual(['b', 0.5, '2026-01-02 10:00:00+00', '{"x":1}']);
  });

  it('says where two fields meet in one column, and which field is gone', () => {
    const refuse = (field: string, column: string) =>
      problemsOf('union', { mapping: [{ edge: 'edge_2', field, column }] }, first.fields, second.fields)[0];
    expect(refuse('extra', 'EMAIL')).toMatchObject({ code: 'union_column_repeated', field: 'mapping.0.column' });
    expect(refuse('extre', 'Email')).toMatchObject({ code: 'field_unknown', field: 'mapping.0.field' });
  });

  it('keeps equal rows once where asked', async () => {
    const { rows } = await runNode('union', { distinct: true }, first, first);
    expect(rows).toEqual([['a', '1', '2026-01-01', true]]);
  });
});
