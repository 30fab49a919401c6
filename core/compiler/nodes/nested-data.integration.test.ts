import { describe, expect, it } from 'vitest';
import type { FieldType } from '#core/graph/field-type.ts';
import type { BuildJsonSettings } from '#core/graph/nodes/build-json.ts';
import type { ExplodeSettings } from '#core/graph/nodes/explode.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const orders: Table = {
  fields: { id: 'integer', 'lines "x"': 'json' },
  rows: [
    ['1', '[{"sku":"a","n":2},"b",null,[3]]'],
    ['2', '[]'],
    ['3', null],
    ['4', 'null'],
    ['5', '{"sku":"c"}'],
  ],
};

function explode(settings: Partial<ExplodeSettings>) {
  return runNode('explode', { field: 'lines "x"', ...settings }, orders);
}

describe('explode', () => {
  it('makes a row of every entry, in order, and keeps rows without any', async () => {
    const { text, rows } = await explode({ positionName: 'n' });
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", nullif("lines ""x""", 'null') AS "lines ""x""", "n" FROM (SELECT "id" AS "id", unnest(CASE json_type("lines ""x""") WHEN 'ARRAY' THEN CASE WHEN json_array_length("lines ""x""") > 0 THEN CAST("lines ""x""" AS JSON[]) ELSE [NULL::JSON] END WHEN 'NULL' THEN [NULL::JSON] ELSE CASE WHEN "lines ""x""" IS NULL THEN [NULL::JSON] ELSE ["lines ""x"""] END END) AS "lines ""x""", unnest(range(1, len(CASE json_type("lines ""x""") WHEN 'ARRAY' THEN CASE WHEN json_array_length("lines ""x""") > 0 THEN CAST("lines ""x""" AS JSON[]) ELSE [NULL::JSON] END WHEN 'NULL' THEN [NULL::JSON] ELSE CASE WHEN "lines ""x""" IS NULL THEN [NULL::JSON] ELSE ["lines ""x"""] END END) + 1)) AS "n" FROM "in_1")"`,
    );
    expect(rows).toEqual([
      ['1', '{"sku":"a","n":2}', '1'],
      ['1', '"b"', '2'],
      ['1', null, '3'],
      ['1', '[3]', '4'],
      ['2', null, '1'],
      ['3', null, '1'],
      ['4', null, '1'],
      ['5', '{"sku":"c"}', '1'],
    ]);
  });

  it('gives entries as text in a column of their own, and drops rows without any', async () => {
    const { fields, rows } = await explode({ name: 'line', type: 'text', keepEmpty: false });
    expect(fields.map(({ name }) => name)).toEqual(['id', 'lines "x"', 'line']);
    expect(rows.map(([id, , line]) => [id, line])).toEqual([
      ['1', '{"sku":"a","n":2}'],
      ['1', 'b'],
      ['1', null],
      ['1', '[3]'],
      ['5', '{"sku":"c"}'],
    ]);
  });

  it('needs nested data and free names', () => {
    expect(problemsOf('explode', { field: 'id' }, orders.fields)[0]).toMatchObject({ code: 'field_not_json' });
    const repeated = { field: 'lines "x"', positionName: 'ID' };
    expect(problemsOf('explode', repeated, orders.fields)[0]).toMatchObject({ code: 'field_name_repeated' });
  });
});

const people = [
  ['1', '{"name":"Ana","a/b":{"~":1.5},"tags":["x","y"],"since":"2026-01-02","n":null}'],
  ['2', '{"name":7,"a/b":3,"since":"soon"}'],
  ['3', null],
] as const;

function column(path: readonly string[], name: string, type: FieldType) {
  return { path: [...path], name, type };
}

describe('flatten', () => {
  const columns = [
    column(['name'], 'name', 'text'),
    column(['a/b', '~'], 'amount', 'decimal'),
    column(['tags', '1'], 'second tag', 'text'),
    column(['tags'], 'tags', 'json'),
    column(['since'], 'since', 'date'),
  ];
  const table: Table = { fields: { id: 'integer', data: 'json' }, rows: people };

  it('takes values out by their path and sets aside rows whose values do not fit', async () => {
    const { text, rows, rejects } = await runNode('flatten', { field: 'data', columns }, table);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id" AS "id", "texts"[$1::BIGINT] AS "name", CASE WHEN regexp_full_match("texts"[$2::BIGINT], $3) THEN TRY_CAST("texts"[$2::BIGINT] AS DECIMAL(38,10)) WHEN regexp_full_match(trim("texts"[$2::BIGINT], $4::VARCHAR), $3) THEN TRY_CAST(trim("texts"[$2::BIGINT], $4::VARCHAR) AS DECIMAL(38,10)) END AS "amount", "texts"[$5::BIGINT] AS "second tag", nullif(json_extract("data", $6::VARCHAR), 'null') AS "tags", CASE WHEN "texts"[$7::BIGINT] BETWEEN '0' AND '9~' AND strlen("texts"[$7::BIGINT]) = length("texts"[$7::BIGINT]) THEN TRY_CAST("texts"[$7::BIGINT] AS DATE) WHEN trim("texts"[$7::BIGINT], $4::VARCHAR) BETWEEN '0' AND '9~' THEN TRY_CAST(trim("texts"[$7::BIGINT], $4::VARCHAR) AS DATE) END AS "since" FROM (SELECT "id", "data", json_extract_string("data", [$8::VARCHAR, $9::VARCHAR, $10::VARCHAR, $11::VARCHAR]) AS "texts" FROM "in_1") WHERE NOT ((CASE WHEN regexp_full_match("texts"[$2::BIGINT], $3) THEN TRY_CAST("texts"[$2::BIGINT] AS DECIMAL(38,10)) WHEN regexp_full_match(trim("texts"[$2::BIGINT], $4::VARCHAR), $3) THEN TRY_CAST(trim("texts"[$2::BIGINT], $4::VARCHAR) AS DECIMAL(38,10)) END IS NULL AND CASE WHEN "texts"[$2::BIGINT] BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("texts"[$2::BIGINT], $4::VARCHAR) <> '', FALSE) END) OR (CASE WHEN "texts"[$7::BIGINT] BETWEEN '0' AND '9~' AND strlen("texts"[$7::BIGINT]) = length("texts"[$7::BIGINT]) THEN TRY_CAST("texts"[$7::BIGINT] AS DATE) WHEN trim("texts"[$7::BIGINT], $4::VARCHAR) BETWEEN '0' AND '9~' THEN TRY_CAST(trim("texts"[$7::BIGINT], $4::VARCHAR) AS DATE) END IS NULL AND CASE WHEN "texts"[$7::BIGINT] BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("texts"[$7::BIGINT], $4::VARCHAR) <> '', FALSE) END))"`,
    );
    expect(rows).toEqual([
      ['1', 'Ana', '1.5000000000', 'y', '["x","y"]', '2026-01-02'],
      ['3', null, null, null, null, null],
    ]);
    expect(rejects).toMatchObject([['cast_failed', 'since', 'soon', expect.stringContaining('"id":2')]]);
  });

  it('leaves them blank where asked, beside the source', async () => {
    const settings = { field: 'data', columns, keepSource: true, onCastError: 'blank' } as const;
    const { rows } = await runNode('flatten', settings, table);
    expect(rows[1]).toEqual(['2', people[1][1], '7', null, null, null, null]);
  });

  it('needs nested data, columns and paths', () => {
    const problems = (settings: object) => problemsOf('flatten', { field: 'data', ...settings }, table.fields)[0];
    expect(problems({ columns: [] })).toMatchObject({ code: 'json_columns_missing' });
    expect(problems({ columns: [column([''], 'x', 'text')] })).toMatchObject({ code: 'path_missing' });
    expect(problems({ field: 'id', columns })).toMatchObject({ code: 'field_not_json' });
    expect(problems({ columns: [column(['x'], 'ID', 'text')] })).toMatchObject({ code: 'field_name_repeated' });
  });
});

describe('parse-json', () => {
  const table: Table = { fields: { id: 'integer', 'te"xt': 'text' }, rows: [...people, ['4', '{broken'], ['5', ' ']] };

  it('turns text into nested data in its place', async () => {
    const { text, fields, rows, rejects } = await runNode('parse-json', { field: 'te"xt' }, table);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id" AS "id", nullif(json_extract(TRY_CAST("te""xt" AS JSON), $1::VARCHAR), 'null') AS "te""xt" FROM "in_1" WHERE NOT ((TRY_CAST("te""xt" AS JSON) IS NULL AND CASE WHEN "te""xt" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("te""xt", $2::VARCHAR) <> '', FALSE) END))"`,
    );
    expect(fields).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'te"xt', type: 'json' },
    ]);
    expect(rows.map((row) => row[1])).toEqual([people[0][1], people[1][1], null, null]);
    expect(rejects).toEqual([['json_invalid', 'te"xt', '{broken', expect.stringContaining('"id":4')]]);
  });

  it('reads columns straight from text, telling apart what is wrong', async () => {
    const columns = [column(['since'], 'since', 'date')];
    const { rows, rejects } = await runNode('parse-json', { field: 'te"xt', columns }, table);
    expect(rows).toEqual([
      ['1', '2026-01-02'],
      ['3', null],
      ['5', null],
    ]);
    expect(rejects?.map(([reason, field]) => [reason, field])).toEqual([
      ['cast_failed', 'since'],
      ['json_invalid', 'te"xt'],
    ]);
    const blank = await runNode('parse-json', { field: 'te"xt', columns, onCastError: 'blank' }, table);
    expect(blank.rows.map(([, since]) => since)).toEqual(['2026-01-02', null, null, null, null]);
  });

  it('needs text', () => {
    expect(problemsOf('parse-json', { field: 'id' }, table.fields)[0]).toMatchObject({ code: 'field_not_text' });
  });
});

describe('build-json', () => {
  const table: Table = {
    fields: { id: 'integer', 'na"me': 'text', amount: 'decimal', at: 'datetime', data: 'json' },
    rows: [
      ['1', 'A "q" \\ ñ', '1.50', '2026-01-02 03:04:05+00', '{"x":[1]}'],
      ['2', ' ', null, null, null],
    ],
  };
  const fields = [
    { field: 'na"me', key: 'na"me' },
    { field: 'amount', key: 'Amount' },
    { field: 'at', key: 'amount' },
    { field: 'data', key: "it's" },
  ];
  const build = async (settings: Partial<BuildJsonSettings>) => {
    const result = await runNode('build-json', { fields, name: 'object', ...settings }, table);
    return { ...result, objects: result.rows.map((row) => JSON.parse(String(row.at(-1)))) };
  };
  const whole = { 'na"me': 'A "q" \\ ñ', Amount: 1.5, amount: '2026-01-02T03:04:05Z', "it's": { x: [1] } };

  it('keeps numbers and nested data what they are', async () => {
    const { text, objects } = await build({});
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id" AS "id", "na""me" AS "na""me", "amount" AS "amount", "at" AS "at", "data" AS "data", json_object($1::VARCHAR, "na""me", $2::VARCHAR, "amount", $3::VARCHAR, replace(CAST(timezone('UTC', "at") AS VARCHAR), ' ', 'T') || 'Z', $4::VARCHAR, "data") AS "object" FROM "in_1""`,
    );
    expect(objects).toEqual([whole, { 'na"me': ' ', Amount: null, amount: null, "it's": null }]);
  });

  it('leaves out blanks and the sources where asked', async () => {
    const { fields: left, objects } = await build({ skipBlank: true, keepSources: false, name: 'DATA' });
    expect(left.map(({ name }) => name)).toEqual(['id', 'DATA']);
    expect(objects).toEqual([whole, {}]);
  });

  it.each<[Partial<BuildJsonSettings>, string, string]>([
    [{ fields: [] }, 'fields_missing', 'fields'],
    [{ name: '' }, 'name_missing', 'name'],
    [{ name: 'ID' }, 'field_name_repeated', 'name'],
    [{ fields: [{ field: 'id', key: '' }] }, 'name_missing', 'fields.0.key'],
    [
      {
        fields: [
          { field: 'id', key: 'a' },
          { field: 'at', key: 'a' },
        ],
      },
      'key_repeated',
      'fields.1.key',
    ],
  ])('refuses %j', (settings, code, field) => {
    const all = { fields, name: 'object', ...settings };
    expect(problemsOf('build-json', all, table.fields)[0]).toMatchObject({ code, field });
  });
});
