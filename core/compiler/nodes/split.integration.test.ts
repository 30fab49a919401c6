import { describe, expect, it } from 'vitest';
import type { SplitSettings } from '#core/graph/nodes/split.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const table: Table = {
  fields: { id: 'integer', 'na"me': 'text' },
  rows: [
    ['1', 'Ana, María , Gil'],
    ['2', 'Bo'],
    ['3', ' , '],
    ['4', ''],
    ['5', null],
  ],
};

function split(settings: Partial<SplitSettings>) {
  return runNode('split', { field: 'na"me', names: ['a', 'b'], ...settings }, table);
}

describe('split', () => {
  it('cuts at a delimiter into columns, blank where there is no part', async () => {
    const { text, rows } = await split({});
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id" AS "id", "na""me" AS "na""me", CASE WHEN trim("parts"[$1::BIGINT]) BETWEEN '!' AND '~~' AND (trim("parts"[$1::BIGINT]))[-1] BETWEEN '!' AND '~' THEN trim("parts"[$1::BIGINT]) ELSE nullif(trim(trim("parts"[$1::BIGINT]), $2::VARCHAR), '') END AS "a", CASE WHEN trim("parts"[$3::BIGINT]) BETWEEN '!' AND '~~' AND (trim("parts"[$3::BIGINT]))[-1] BETWEEN '!' AND '~' THEN trim("parts"[$3::BIGINT]) ELSE nullif(trim(trim("parts"[$3::BIGINT]), $2::VARCHAR), '') END AS "b" FROM (SELECT "id", "na""me", string_split("na""me", $4::VARCHAR) AS "parts" FROM "in_1")"`,
    );
    expect(rows.map((row) => row.slice(2))).toEqual([
      ['Ana', 'María'],
      ['Bo', null],
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it('leaves the rest in the last column, in the place of what was split', async () => {
    const { fields, rows } = await split({ keepRest: true, keepSource: false, names: ['na"me', 'rest'] });
    expect(fields.map(({ name }) => name)).toEqual(['id', 'na"me', 'rest']);
    expect(rows[0]).toEqual(['1', 'Ana', 'María , Gil']);
    expect(rows[1]).toEqual(['2', 'Bo', null]);
  });

  it('cuts at a pattern and at positions', async () => {
    const pattern = await split({ by: 'pattern', pattern: '\\s*,\\s*' });
    expect(pattern.rows[0]?.slice(2)).toEqual(['Ana', 'María']);
    const position = await split({ by: 'position', positions: [1, 3], names: ['a', 'b', 'c'] });
    expect(position.rows[0]?.slice(2)).toEqual(['A', 'na', ', María , Gil']);
    expect(position.rows[1]?.slice(2)).toEqual(['B', 'o', null]);
  });

  it('makes a row of every part that is not blank, and loses no row', async () => {
    const { text, rows } = await split({ into: 'rows', positionName: 'n' });
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", CASE WHEN "na""me" BETWEEN '!' AND '~~' AND ("na""me")[-1] BETWEEN '!' AND '~' THEN "na""me" ELSE nullif(trim("na""me", $1::VARCHAR), '') END AS "na""me", "n" FROM (SELECT "id", unnest(CASE WHEN len("parts") > 0 THEN "parts" ELSE [NULL] END) AS "na""me", unnest(range(1, greatest(coalesce(len("parts"), 0), 1) + 1)) AS "n" FROM (SELECT "id", "na""me", list_filter(list_transform(string_split("na""me", $2::VARCHAR), lambda part: trim(part)), lambda part: CASE WHEN part BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim(part, $1::VARCHAR) <> '', FALSE) END) AS "parts" FROM "in_1"))"`,
    );
    expect(rows).toEqual([
      ['1', 'Ana', '1'],
      ['1', 'María', '2'],
      ['1', 'Gil', '3'],
      ['2', 'Bo', '1'],
      ['3', null, '1'],
      ['4', null, '1'],
      ['5', null, '1'],
    ]);
  });

  it.each<[Partial<SplitSettings>, string, string]>([
    [{ field: '' }, 'field_missing', 'field'],
    [{ field: 'id' }, 'field_not_text', 'field'],
    [{ delimiter: '' }, 'delimiter_missing', 'delimiter'],
    [{ by: 'pattern', pattern: '[' }, 'pattern_invalid', 'pattern'],
    [{ by: 'position', positions: [3, 3] }, 'positions_order', 'positions'],
    [{ names: [] }, 'names_missing', 'names'],
    [{ names: ['x', 'X'] }, 'field_name_repeated', 'names.1'],
    [{ names: ['ID'] }, 'field_name_repeated', 'names.0'],
    [{ into: 'rows', positionName: 'ID' }, 'field_name_repeated', 'positionName'],
  ])('refuses %j', (settings, code, field) => {
    const all = { field: 'na"me', names: ['a'], ...settings };
    expect(problemsOf('split', all, table.fields)[0]).toMatchObject({ code, field });
  });
});
