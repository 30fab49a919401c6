import { describe, expect, it } from 'vitest';
import type { DeduplicateSettings } from '#core/graph/nodes/deduplicate.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const contacts: Table = {
  fields: { id: 'integer', email: 'text', seen: 'datetime', name: 'text' },
  rows: [
    ['1', 'ana@example.com', '2026-01-01 00:00:00+00', 'Ana'],
    ['2', ' ANA@example.com ', '2026-03-01 00:00:00+00', 'Ána'],
    ['3', null, '2026-01-01 00:00:00+00', 'no one'],
    ['4', 'ana@example.com', '2026-03-01 00:00:00+00', null],
    ['5', '  ', null, 'no one'],
    ['6', 'bo@example.com', null, 'Bo'],
    ['7', 'bo@example.com', '2020-01-01 00:00:00+00', 'Bo'],
  ],
};

async function idsKept(settings: Partial<DeduplicateSettings>, table = contacts): Promise<string> {
  const { rows } = await runNode('deduplicate', { keys: ['email'], ...settings }, table);
  return rows.map(([id]) => id).join(' ');
}

describe('deduplicate', () => {
  it('keeps the places that win, without sorting rows', async () => {
    const { text } = await runNode('deduplicate', { keys: ['email'], keep: 'last', orderBy: 'seen' }, contacts);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", "email", "seen", "name" FROM "in_1" WHERE (rowid IN (SELECT CAST(max(CAST(coalesce(epoch_us("seen"), $1) AS HUGEINT) * 1099511627776 + rowid) & 1099511627775 AS BIGINT) FROM (SELECT rowid, "seen", CASE WHEN "email" BETWEEN '!' AND '~~' AND ("email")[-1] BETWEEN '!' AND '~' THEN lower("email") WHEN trim("email") BETWEEN '!' AND '~~' AND (trim("email"))[-1] BETWEEN '!' AND '~' THEN lower(trim("email")) ELSE nullif(lower(trim("email", $2::VARCHAR)), '') END AS "#key_0" FROM "in_1") GROUP BY "#key_0", CASE WHEN "#key_0" IS NULL THEN rowid END)) IS TRUE"`,
    );
  });

  it.each<[string, Partial<DeduplicateSettings>]>([
    ['1 3 5 6', {}],
    ['3 4 5 7', { keep: 'last' }],
    ['1 2 3 5 6', { ignoreCase: false }],
    ['1 3 6', { blankKeys: 'merge' }],
    // Equal instants: the last of them; a blank one loses.
    ['3 4 5 7', { keep: 'last', orderBy: 'seen' }],
    ['1 3 5 7', { keep: 'first', orderBy: 'seen' }],
    ['2 3 5 7', { keep: 'last', orderBy: 'name' }],
    ['1 3 5 6', { keep: 'first', orderBy: 'name' }],
    ['3 4 5 7', { keep: 'last', orderBy: 'id' }],
    ['1 2 3 4 5 6 7', { keys: ['email', 'id'] }],
    ['1 2 3 4 6', { keys: ['email', 'name'], blankKeys: 'merge' }],
  ])('keeps %s with %j', async (ids, settings) => {
    expect(await idsKept(settings)).toBe(ids);
  });

  it('numbers rows itself where a field hides their place', async () => {
    const table: Table = {
      fields: { id: 'integer', email: 'text', RowId: 'integer', place: 'text' },
      rows: [
        ['1', 'a', '9', 'x'],
        ['2', 'a', '9', 'y'],
        ['3', 'b', '9', 'z'],
      ],
    };
    expect(await idsKept({ keep: 'last' }, table)).toBe('2 3');
  });

  it('says which key or order field is missing', () => {
    expect(problemsOf('deduplicate', { keys: ['mail'], orderBy: 'sean' }, contacts.fields)).toEqual([
      { code: 'field_unknown', field: 'keys.0', params: { field: 'mail', suggestion: 'email' }, suggestion: 'email' },
      { code: 'field_unknown', field: 'orderBy', params: { field: 'sean', suggestion: 'seen' }, suggestion: 'seen' },
    ]);
  });
});
