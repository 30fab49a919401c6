import { describe, expect, it } from 'vitest';
import type { FieldType } from '#core/graph/field-type.ts';
import type { SelectSettings } from '#core/graph/nodes/select.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

type Column = SelectSettings['columns'][number];

function column(source: string, name: string, type: FieldType | null = null, format = ''): Column {
  return { source, name, type, format };
}

async function castOne(from: FieldType, to: FieldType, value: string | null, format = '') {
  const table: Table = { fields: { v: from }, rows: [[value]] };
  const { rows, rejects } = await runNode('select', { columns: [column('v', 'v', to, format)] }, table);
  return rejects?.length ? 'rejected' : rows[0]?.[0];
}

describe('select', () => {
  it('renames and converts in place, and sets rows aside once with the first value that fails', async () => {
    const result = await runNode(
      'select',
      { columns: [column('n', 'Número', 'integer'), column('d', 'd', 'date', '%d/%m/%Y')] },
      {
        fields: { id: 'integer', n: 'text', d: 'text' },
        rows: [
          ['1', '12', '31/12/2026'],
          ['2', ' ', null],
          ['3', '1,234', 'never'],
          ['4', '7', '2026-12-31'],
        ],
      },
    );
    expect(result.text).toMatchInlineSnapshot(
      `"SELECT "id" AS "id", CASE WHEN regexp_full_match("n", $1) THEN TRY_CAST("n" AS BIGINT) WHEN regexp_full_match(trim("n", $2::VARCHAR), $1) THEN TRY_CAST(trim("n", $2::VARCHAR) AS BIGINT) END AS "Número", CAST(timezone('UTC', coalesce(try_strptime("d", $3), try_strptime(trim("d", $2::VARCHAR), $3))) AS DATE) AS "d" FROM "in_1" WHERE NOT ((CASE WHEN regexp_full_match("n", $1) THEN TRY_CAST("n" AS BIGINT) WHEN regexp_full_match(trim("n", $2::VARCHAR), $1) THEN TRY_CAST(trim("n", $2::VARCHAR) AS BIGINT) END IS NULL AND CASE WHEN "n" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("n", $2::VARCHAR) <> '', FALSE) END) OR (CAST(timezone('UTC', coalesce(try_strptime("d", $3), try_strptime(trim("d", $2::VARCHAR), $3))) AS DATE) IS NULL AND CASE WHEN "d" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("d", $2::VARCHAR) <> '', FALSE) END))"`,
    );
    expect(result.rows).toEqual([
      ['1', '12', '2026-12-31'],
      ['2', null, null],
    ]);
    expect(result.rejects).toEqual([
      ['cast_failed', 'Número', '1,234', '{"id":3,"n":"1,234","d":"never"}'],
      ['cast_failed', 'd', '2026-12-31', '{"id":4,"n":"7","d":"2026-12-31"}'],
    ]);
  });

  it('keeps only listed columns in their order, and leaves failed values blank where asked', async () => {
    const { text, rows, rejects } = await runNode(
      'select',
      {
        columns: [column('b', 'B'), column('a', 'A', 'integer'), column('a', 'a again')],
        rest: 'drop',
        onCastError: 'blank',
      },
      { fields: { a: 'text', b: 'json', c: 'text' }, rows: [['x', '{"q": [1]}', 'c']] },
    );
    expect(text).toMatchInlineSnapshot(
      `"SELECT "b" AS "B", CASE WHEN regexp_full_match("a", $1) THEN TRY_CAST("a" AS BIGINT) WHEN regexp_full_match(trim("a", $2::VARCHAR), $1) THEN TRY_CAST(trim("a", $2::VARCHAR) AS BIGINT) END AS "A", "a" AS "a again" FROM "in_1""`,
    );
    expect(rows).toEqual([['{"q": [1]}', null, 'x']]);
    expect(rejects).toBeNull();
  });

  it.each<[FieldType, FieldType, string | null, unknown, string?]>([
    ['text', 'integer', ' 42 ', '42'],
    ['text', 'integer', '1.5', 'rejected'],
    ['text', 'integer', '1_000', 'rejected'],
    ['text', 'integer', '99999999999999999999', 'rejected'],
    ['text', 'decimal', '-0.10', '-0.1000000000'],
    ['text', 'number', '1e3', 1000],
    ['text', 'number', '1e999', 'rejected'],
    ['text', 'number', 'nan', 'rejected'],
    ['text', 'boolean', 'Sí', true],
    ['text', 'boolean', 'maybe', 'rejected'],
    ['text', 'date', '2026-02-28', '2026-02-28'],
    ['text', 'date', '2026-02-30', 'rejected'],
    ['text', 'date', 'infinity', 'rejected'],
    ['text', 'datetime', '2026-01-05 10:00', '2026-01-05 10:00:00+00'],
    ['text', 'datetime', '2026-01-05T10:00:00+02:00', '2026-01-05 08:00:00+00'],
    ['text', 'datetime', '05.01.2026 10:00', '2026-01-05 10:00:00+00', '%d.%m.%Y %H:%M'],
    ['text', 'datetime', '05.01.2026 10:00 +0200', '2026-01-05 08:00:00+00', '%d.%m.%Y %H:%M %z'],
    ['text', 'json', '{"a":1}', '{"a":1}'],
    ['text', 'json', '{a', 'rejected'],
    ['text', 'json', '', null],
    ['integer', 'boolean', '2', 'rejected'],
    ['integer', 'text', '7', '7'],
    ['decimal', 'text', '100', '100'],
    ['decimal', 'text', '1.50', '1.5'],
    ['decimal', 'integer', '2.5', 'rejected'],
    ['number', 'integer', '3', '3'],
    ['number', 'text', '5', '5'],
    ['number', 'text', '0.25', '0.25'],
    ['number', 'decimal', '1e30', 'rejected'],
    ['boolean', 'text', 'true', 'true'],
    ['date', 'datetime', '2026-01-05', '2026-01-05 00:00:00+00'],
    ['datetime', 'date', '2026-01-05 23:59:00+00', '2026-01-05'],
    ['datetime', 'text', '2026-01-05 10:00:00+02', '2026-01-05T08:00:00Z'],
    ['json', 'text', '"ñ"', 'ñ'],
    ['json', 'integer', '12', '12'],
    ['json', 'integer', 'null', null],
    ['integer', 'json', '1', '1'],
  ])('converts %s to %s: %j is %j', async (from, to, value, expected, format) => {
    expect(await castOne(from, to, value, format)).toEqual(expected);
  });

  it.each([
    [[column('mail', 'm')], 'field_unknown', 'columns.0.source'],
    [[column('email', 'NAME')], 'field_name_repeated', 'columns.0.name'],
    [[column('day', 'day', 'integer')], 'cast_impossible', 'columns.0.type'],
  ])('refuses %j', (columns, code, field) => {
    const fields = { email: 'text', day: 'date', Name: 'text' } as const;
    expect(problemsOf('select', { columns }, fields)[0]).toMatchObject({ code, field });
  });
});
