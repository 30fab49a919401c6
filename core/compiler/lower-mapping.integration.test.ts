import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import type { Field } from '#core/graph/field-type.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { lowerMapping, type MappedShape } from './lower-mapping.ts';
import { renderSql, type Sql, sql } from './sql.ts';

const fields: Field[] = [
  { name: 'email', type: 'text' },
  { name: 'tier', type: 'text' },
  { name: 'joined', type: 'text' },
  { name: 'seats', type: 'integer' },
];
const rows = sql`"#rows" AS (SELECT * FROM (VALUES
  (' Ana@Example.com', 'Free', '2026-01-31', CAST(3 AS BIGINT)), ('bo@example.com', 'Pro', 'soon', NULL),
  ('cy@example.com', 'Odd', NULL, 7), ('di@example.com', NULL, '', 0)) AS t(email, tier, joined, seats))`;

async function run(query: Sql): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const { text, values } = renderSql(sql`WITH ${rows} ${query}`);
    return (await connection.runAndReadAll(text, [...values])).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function lower(mapping: ColumnMapping[], shape: MappedShape = 'wide') {
  const lowered = lowerMapping(mapping, fields, shape, { now: '2026-11-05T10:00:00Z' });
  expect(lowered.problems).toEqual([]);
  return lowered;
}

describe('lowerMapping', () => {
  it('leaves rows alone that only change the names of their fields', () => {
    const mapping: ColumnMapping[] = [{ field: 'email', column: 'mail', policy: 'never_clear' }];
    expect(lower(mapping)).toMatchObject({ mapped: null, fields, mapping });
  });

  it('computes formulas, fixed values, names of values and conversions, and sets aside what does not fit', async () => {
    const values = [
      { from: 'Free', to: 'starter' },
      { from: 'Pro', to: 'business' },
    ];
    const {
      mapped,
      mapping,
      fields: sent,
    } = lower([
      { field: '', column: 'email', formula: 'LOWER(TRIM([email]))' },
      { field: 'tier', column: 'plan', values, otherwise: 'reject' },
      { field: 'joined', column: 'joined_on', cast: 'date' },
      { field: '', column: 'origin', fixed: 'telar' },
    ]);
    expect(mapping).toEqual([
      { field: 'email 2', column: 'email' },
      { field: 'tier', column: 'plan' },
      { field: 'joined', column: 'joined_on' },
      { field: 'origin', column: 'origin' },
    ]);
    expect(sent.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'email: text',
      'tier: text',
      'joined: date',
      'seats: integer',
      'email 2: text',
      'origin: text',
    ]);
    const query = mapped?.query ?? sql``;
    expect(renderSql(query).text).toMatchInlineSnapshot(
      `"SELECT "email" AS "email", CASE "tier" WHEN $1 THEN $2 WHEN $3 THEN $4 ELSE "tier" END AS "tier", CASE WHEN "joined" BETWEEN '0' AND '9~' AND strlen("joined") = length("joined") THEN TRY_CAST("joined" AS DATE) WHEN trim("joined", $5::VARCHAR) BETWEEN '0' AND '9~' THEN TRY_CAST(trim("joined", $5::VARCHAR) AS DATE) END AS "joined", "seats" AS "seats", lower(trim(regexp_replace("email", $6::VARCHAR, ' ', 'g'))) AS "email 2", CAST($7 AS VARCHAR) AS "origin" FROM "#rows" WHERE NOT coalesce((CASE WHEN "tier" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("tier", $5::VARCHAR) <> '', FALSE) END AND "tier" NOT IN ($1, $3)) OR (CASE WHEN "joined" BETWEEN '0' AND '9~' AND strlen("joined") = length("joined") THEN TRY_CAST("joined" AS DATE) WHEN trim("joined", $5::VARCHAR) BETWEEN '0' AND '9~' THEN TRY_CAST(trim("joined", $5::VARCHAR) AS DATE) END IS NULL AND CASE WHEN "joined" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("joined", $5::VARCHAR) <> '', FALSE) END), false)"`,
    );
    expect(await run(query)).toEqual([
      [' Ana@Example.com', 'starter', '2026-01-31', '3', 'ana@example.com', 'telar'],
      ['di@example.com', null, null, '0', 'di@example.com', 'telar'],
    ]);
    expect(await run(mapped?.refusals ?? sql``)).toEqual([
      ['cast_failed', 'joined', 'soon', '{"email":"bo@example.com","tier":"business","joined":"soon","seats":null}'],
      ['value_unmapped', 'tier', 'Odd', '{"email":"cy@example.com","tier":"Odd","joined":null,"seats":7}'],
    ]);
  });

  it('says what becomes of the values without a name, and reads numbers by their text', async () => {
    const values = [{ from: '3', to: 'small' }];
    const blank = lower([{ field: 'seats', column: 'size', values, otherwise: 'blank', cast: 'text' }], 'exact');
    expect(await run(blank.mapped?.query ?? sql``)).toEqual([['small'], [null], [null], [null]]);
    const kept = lower([{ field: 'seats', column: 'size', values, cast: 'text' }], 'exact');
    expect(await run(kept.mapped?.query ?? sql``)).toEqual([['small'], [null], ['7'], ['0']]);
  });

  it('sends of a row exactly what is named, one field twice if need be', async () => {
    const { mapped, fields: sent } = lower(
      [
        { field: 'email', column: 'to' },
        { field: 'email', column: 'login', formula: 'UPPER([tier])' },
        { field: 'seats', column: 'seats' },
      ],
      'exact',
    );
    expect(sent.map(({ name }) => name)).toEqual(['to', 'login', 'seats']);
    expect((await run(mapped?.query ?? sql``))[1]).toEqual(['bo@example.com', 'PRO', null]);
  });

  it('places what is wrong on its entry', () => {
    const mapping: ColumnMapping[] = [
      { field: 'emial', column: 'a' },
      { field: '', column: 'b', formula: 'LOWER([x' },
      { field: 'seats', column: 'c', cast: 'date' },
    ];
    const { problems } = lowerMapping(mapping, fields, 'wide', { now: '2026-11-05T10:00:00Z' });
    expect(problems.map(({ code, field }) => [code, field])).toEqual([
      ['field_unknown', 'mapping.0.field'],
      ['formula_invalid', 'mapping.1.formula'],
      ['cast_impossible', 'mapping.2.cast'],
    ]);
  });
});
