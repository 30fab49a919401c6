import { describe, expect, it } from 'vitest';
import type { DeduplicateSettings } from '#core/graph/nodes/deduplicate.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const contacts: Table = {
  fields: { id: 'integer', email: 'text', seen: 'date', city: 'text', active: 'boolean' },
  rows: [
    ['1', 'ana@x.es', '2026-01-01', 'Madrid', null],
    ['2', ' ANA@x.es', '2026-03-01', '  ', 'true'],
    ['3', null, null, null, null],
    ['4', 'ana@x.es', null, 'Madrid, Spain', 'false'],
    ['5', 'bo@x.es', null, 'Oslo', null],
    ['6', null, null, null, null],
    ['7', 'bo@x.es', '2020-01-01', 'Oslo', 'true'],
    ['8', 'ana@x.es', '2026-02-01', 'Madrid', null],
  ],
};

function run(settings: Partial<DeduplicateSettings>, table = contacts) {
  return runNode('deduplicate', { keys: ['email'], ...settings }, table);
}

describe('keep the most complete', () => {
  it('counts blanks, then takes the highest of the order, then the first', async () => {
    const { text, rows } = await run({ keep: 'complete' });
    expect(rows.map(([id]) => id)).toEqual(['1', '3', '6', '7']);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", "email", "seen", "city", "active" FROM "in_1" WHERE (rowid IN (SELECT arg_max(rowid, row(CAST(NOT ("id" IS NULL) AS INTEGER) + CAST(CASE WHEN "email" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("email", $1::VARCHAR) <> '', FALSE) END AS INTEGER) + CAST(NOT ("seen" IS NULL) AS INTEGER) + CAST(CASE WHEN "city" BETWEEN '!' AND '~~' THEN TRUE ELSE coalesce(trim("city", $1::VARCHAR) <> '', FALSE) END AS INTEGER) + CAST(NOT ("active" IS NULL) AS INTEGER), -rowid)) FROM "in_1" GROUP BY CASE WHEN "email" BETWEEN '!' AND '~~' AND ("email")[-1] BETWEEN '!' AND '~' THEN lower("email") WHEN trim("email") BETWEEN '!' AND '~~' AND (trim("email"))[-1] BETWEEN '!' AND '~' THEN lower(trim("email")) ELSE nullif(lower(trim("email", $1::VARCHAR)), '') END, CASE WHEN CASE WHEN "email" BETWEEN '!' AND '~~' AND ("email")[-1] BETWEEN '!' AND '~' THEN lower("email") WHEN trim("email") BETWEEN '!' AND '~~' AND (trim("email"))[-1] BETWEEN '!' AND '~' THEN lower(trim("email")) ELSE nullif(lower(trim("email", $1::VARCHAR)), '') END IS NULL THEN rowid END)) IS TRUE"`,
    );
    const { rows: newest } = await run({ keep: 'complete', orderBy: 'id' });
    expect(newest.map(([id]) => id)).toEqual(['3', '6', '7', '8']);
  });
});

describe('merge field by field', () => {
  it('takes the newest value that is not blank', async () => {
    const { text, rows, fields } = await run({ keep: 'merge', orderBy: 'seen' });
    expect(rows).toEqual([
      ['2', ' ANA@x.es', '2026-03-01', 'Madrid', true],
      ['3', null, null, null, null],
      ['7', 'bo@x.es', '2020-01-01', 'Oslo', true],
      ['6', null, null, null, null],
    ]);
    expect(fields.map(({ type }) => type)).toEqual(['integer', 'text', 'date', 'text', 'boolean']);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", "email", "seen", "city", "active" FROM (SELECT arg_max("id", row("seen" IS NOT NULL, "seen", rowid)) AS "id", arg_max(CASE WHEN "email" BETWEEN '!' AND '~~' OR ltrim("email") BETWEEN '!' AND '~~' OR trim("email", $1::VARCHAR) <> '' THEN "email" END, row("seen" IS NOT NULL, "seen", rowid)) AS "email", arg_max("seen", row("seen" IS NOT NULL, "seen", rowid)) AS "seen", arg_max(CASE WHEN "city" BETWEEN '!' AND '~~' OR ltrim("city") BETWEEN '!' AND '~~' OR trim("city", $1::VARCHAR) <> '' THEN "city" END, row("seen" IS NOT NULL, "seen", rowid)) AS "city", arg_max("active", row("seen" IS NOT NULL, "seen", rowid)) AS "active", min(rowid) AS "#first" FROM "in_1" GROUP BY CASE WHEN "email" BETWEEN '!' AND '~~' AND ("email")[-1] BETWEEN '!' AND '~' THEN lower("email") WHEN trim("email") BETWEEN '!' AND '~~' AND (trim("email"))[-1] BETWEEN '!' AND '~' THEN lower(trim("email")) ELSE nullif(lower(trim("email", $1::VARCHAR)), '') END, CASE WHEN CASE WHEN "email" BETWEEN '!' AND '~~' AND ("email")[-1] BETWEEN '!' AND '~' THEN lower("email") WHEN trim("email") BETWEEN '!' AND '~~' AND (trim("email"))[-1] BETWEEN '!' AND '~' THEN lower(trim("email")) ELSE nullif(lower(trim("email", $1::VARCHAR)), '') END IS NULL THEN rowid END) ORDER BY "#first""`,
    );
  });

  it('takes each field in its own way', async () => {
    const { rows, fields } = await run({
      keep: 'merge',
      take: 'first',
      groupName: 'person',
      fields: [
        { field: 'id', take: 'list' },
        { field: 'seen', take: 'last' },
        { field: 'city', take: 'commonest' },
        { field: 'email', take: 'longest' },
      ],
      separator: ' | ',
    });
    expect(rows).toEqual([
      ['1 | 2 | 4 | 8', ' ANA@x.es', '2026-02-01', 'Madrid', true, '1'],
      ['3', null, null, null, null, '2'],
      ['5 | 7', 'bo@x.es', '2020-01-01', 'Oslo', true, '3'],
      ['6', null, null, null, null, '4'],
    ]);
    expect(fields[0]).toEqual({ name: 'id', type: 'text' });
  });

  it('lists a value once and keeps the order', async () => {
    const { rows } = await run({ keep: 'merge', fields: [{ field: 'city', take: 'list' }], blankKeys: 'merge' });
    expect(rows.map((row) => row[3])).toEqual(['Madrid, Madrid, Spain', null, 'Oslo']);
  });

  it('merges where a field hides the place of a row', async () => {
    const table: Table = {
      fields: { rowid: 'text', email: 'text' },
      rows: [
        ['b', 'x'],
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'y'],
      ],
    };
    const { rows } = await run({ keep: 'merge', take: 'commonest' }, table);
    expect(rows).toEqual([
      ['b', 'x'],
      ['c', 'y'],
    ]);
  });
});

describe('mark duplicates', () => {
  it('keeps every row with the number of its group', async () => {
    const { rows } = await run({ keep: 'all', groupName: 'group' });
    expect(rows.map((row) => [row[0], row.at(-1)])).toEqual(
      [1, 1, 2, 1, 3, 4, 3, 1].map((group, index) => [String(index + 1), String(group)]),
    );
  });

  it('numbers the rows that stay', async () => {
    const { rows } = await run({ keep: 'last', orderBy: 'seen', groupName: 'group' });
    expect(rows.map((row) => [row[0], row.at(-1)])).toEqual([
      ['2', '1'],
      ['3', '2'],
      ['6', '4'],
      ['7', '3'],
    ]);
  });
});

it.each<[Partial<DeduplicateSettings>, string, string]>([
  [{ keep: 'all' }, 'name_missing', 'groupName'],
  [{ groupName: 'CITY' }, 'field_name_repeated', 'groupName'],
  [{ match: 'people' }, 'people_fields_missing', 'people.names'],
  [{ keep: 'merge', fields: [{ field: '', take: 'first' }] }, 'field_missing', 'fields.0.field'],
  [{ keep: 'merge', fields: [{ field: 'cty', take: 'first' }] }, 'field_unknown', 'fields.0.field'],
  [
    {
      keep: 'merge',
      fields: [
        { field: 'city', take: 'first' },
        { field: 'city', take: 'last' },
      ],
    },
    'merge_field_repeated',
    'fields.1.field',
  ],
])('refuses %j', (settings, code, field) => {
  expect(problemsOf('deduplicate', { keys: ['email'], ...settings }, contacts.fields)[0]).toMatchObject({
    code,
    field,
  });
});
