import { describe, expect, it } from 'vitest';
import type { UnpivotSettings } from '#core/graph/nodes/unpivot.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const table: Table = {
  fields: { id: 'integer', 'Jan "26"': 'integer', feb: 'decimal', note: 'text' },
  rows: [
    ['1', '10', '2.5', ' '],
    ['2', null, '0', 'n'],
    ['3', null, null, null],
  ],
};
const names = { nameColumn: 'month', valueColumn: 'value' };

describe('unpivot', () => {
  it('makes a row of every value, of a type for all of them', async () => {
    const { text, fields, rows } = await runNode('unpivot', { fields: ['Jan "26"', 'feb'], ...names }, table);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", "note", "month", "value" FROM (SELECT "id", "note", unnest([$1::VARCHAR, $2::VARCHAR]) AS "month", unnest([TRY_CAST("Jan ""26""" AS DECIMAL(38,10)), "feb"]) AS "value" FROM "in_1") WHERE NOT ("value" IS NULL)"`,
    );
    expect(fields.at(-1)).toEqual({ name: 'value', type: 'decimal' });
    expect(rows).toEqual([
      ['1', ' ', 'Jan "26"', '10.0000000000'],
      ['1', ' ', 'feb', '2.5000000000'],
      ['2', 'n', 'feb', '0.0000000000'],
    ]);
  });

  it('gives blanks a row where asked, and may reuse a name', async () => {
    const settings = { fields: ['id', 'note'], nameColumn: 'note', valueColumn: 'ID', keepBlank: true };
    const { rows } = await runNode('unpivot', settings, table);
    expect(rows).toHaveLength(6);
    expect(rows[1]).toEqual(['10', '2.5000000000', 'note', ' ']);
  });

  it.each<[Partial<UnpivotSettings>, string, string]>([
    [{ fields: [] }, 'fields_missing', 'fields'],
    [{ nameColumn: '' }, 'name_missing', 'nameColumn'],
    [{ valueColumn: 'MONTH' }, 'field_name_repeated', 'valueColumn'],
    [{ valueColumn: 'ID' }, 'field_name_repeated', 'valueColumn'],
  ])('refuses %j', (settings, code, field) => {
    const all = { fields: ['feb'], ...names, ...settings };
    expect(problemsOf('unpivot', all, table.fields)[0]).toMatchObject({ code, field });
  });
});
