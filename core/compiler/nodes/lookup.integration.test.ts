import { describe, expect, it } from 'vitest';
import type { LookupSettings } from '#core/graph/nodes/lookup.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const contacts: Table = {
  fields: { id: 'integer', 'pho"ne': 'text' },
  rows: [
    ['1', '+34 600-1'],
    ['2', '346001'],
    ['3', '999'],
    ['4', null],
    ['5', ' '],
  ],
};
const owners: Table = {
  fields: { phone: 'text', owner: 'text', score: 'integer' },
  rows: [
    ['34/6001', ' ', '7'],
    ['(34) 6001', 'Zoe', null],
    [null, 'Nobody', '1'],
    ['x', 'No digits', '2'],
  ],
};
const keys = [{ left: 'pho"ne', right: 'phone', compare: 'digits' as const }];
const columns = [
  { field: 'owner', name: 'Owner', otherwise: 'none' },
  { field: 'score', name: 'score', otherwise: '0' },
];

function look(settings: Partial<LookupSettings>, list = owners) {
  return runNode('lookup', { keys, columns, ...settings }, contacts, list);
}

describe('lookup', () => {
  it('adds columns of the first match, the given value where nothing is found, and never repeats a row', async () => {
    const { text, rows, notices } = await look({ foundName: 'found' });
    expect(notices).toEqual([['lookup_unmatched', '3', '5']]);
    expect(text).toMatchInlineSnapshot(
      `"SELECT l."id", l."pho""ne", CASE WHEN r."key 0" IS NOT NULL THEN r."value 0" ELSE CAST($1 AS VARCHAR) END AS "Owner", CASE WHEN r."key 0" IS NOT NULL THEN r."value 1" ELSE CAST($2 AS BIGINT) END AS "score", r."key 0" IS NOT NULL AS "found" FROM "in_1" AS l LEFT JOIN (SELECT nullif(regexp_replace(r."phone", '[^0-9]+', '', 'g'), '') AS "key 0", arg_min_null(r."owner", r.rowid) AS "value 0", arg_min_null(r."score", r.rowid) AS "value 1" FROM "in_2" AS r WHERE nullif(regexp_replace(r."phone", '[^0-9]+', '', 'g'), '') IS NOT NULL GROUP BY 1) AS r ON nullif(regexp_replace(l."pho""ne", '[^0-9]+', '', 'g'), '') = r."key 0""`,
    );
    expect(rows.toSorted()).toEqual([
      ['1', '+34 600-1', ' ', '7', true],
      ['2', '346001', ' ', '7', true],
      ['3', '999', 'none', '0', false],
      ['4', null, 'none', '0', false],
      ['5', ' ', 'none', '0', false],
    ]);
  });

  it('takes the first value that is not blank from any match', async () => {
    const { rows } = await look({ match: 'any' });
    expect(rows.toSorted()[0]).toEqual(['1', '+34 600-1', 'Zoe', '7']);
  });

  it('sets aside rows that find nothing where asked', async () => {
    const { rows, rejects } = await look({ missing: 'reject' });
    expect(rows.map(([id]) => id).toSorted()).toEqual(['1', '2']);
    expect(rejects?.toSorted()).toEqual([
      ['lookup_missing', 'pho"ne', ' ', '{"id":5,"pho\\"ne":" "}'],
      ['lookup_missing', 'pho"ne', null, '{"id":4,"pho\\"ne":null}'],
      ['lookup_missing', 'pho"ne', '999', '{"id":3,"pho\\"ne":"999"}'],
    ]);
  });

  it('finds by several keys, and numbers the list itself where a field hides its order', async () => {
    const list: Table = {
      fields: { phone: 'text', rowid: 'integer', v: 'text' },
      rows: [
        ['999', '3', 'first'],
        ['999', '3', 'second'],
      ],
    };
    const both = [...keys, { left: 'id', right: 'rowid', compare: 'exact' as const }];
    const { rows } = await look({ keys: both, columns: [{ field: 'v', name: 'v', otherwise: '' }] }, list);
    expect(rows.toSorted().map((row) => row[2])).toEqual([null, null, 'first', null, null]);
  });

  it.each<[Partial<LookupSettings>, string, string]>([
    [{ keys: [] }, 'keys_missing', 'keys'],
    [{ columns: [] }, 'lookup_columns_missing', 'columns'],
    [{ columns: [{ field: '', name: 'x', otherwise: '' }] }, 'field_missing', 'columns.0.field'],
    [{ columns: [{ field: 'ownr', name: 'x', otherwise: '' }] }, 'field_unknown', 'columns.0.field'],
    [{ columns: [{ field: 'owner', name: 'ID', otherwise: '' }] }, 'field_name_repeated', 'columns.0.name'],
    [{ columns: [{ field: 'score', name: 's', otherwise: '1.5' }] }, 'value_type_mismatch', 'columns.0.otherwise'],
    [{ keys: [{ left: 'id', right: 'owner', compare: 'text' }] }, 'join_key_type_mismatch', 'keys.0'],
  ])('refuses %j', (settings, code, field) => {
    const all = { keys, columns, ...settings };
    expect(problemsOf('lookup', all, contacts.fields, owners.fields)[0]).toMatchObject({ code, field });
  });
});
