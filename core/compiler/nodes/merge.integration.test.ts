import { describe, expect, it } from 'vitest';
import type { MergeSettings } from '#core/graph/nodes/merge.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const table: Table = {
  fields: { 'first "n"': 'text', amount: 'decimal', last: 'text', at: 'datetime' },
  rows: [
    ['Ana', '1.50', 'Gil', '2026-01-02 00:00:00+00'],
    [' ', null, 'Bo', null],
    [null, null, '', null],
  ],
};

function merge(settings: Partial<MergeSettings>) {
  return runNode('merge', { fields: ['first "n"', 'last', 'amount', 'at'], name: 'all', ...settings }, table);
}

describe('merge', () => {
  it('passes over blanks and adds the column at the end', async () => {
    const { text, rows } = await merge({ separator: ', ' });
    expect(text).toMatchInlineSnapshot(
      `"SELECT "first ""n""" AS "first ""n""", "amount" AS "amount", "last" AS "last", "at" AS "at", nullif(concat_ws($1::VARCHAR, CASE WHEN "first ""n""" BETWEEN '!' AND '~~' OR ltrim("first ""n""") BETWEEN '!' AND '~~' OR trim("first ""n""", $2::VARCHAR) <> '' THEN "first ""n""" END, CASE WHEN "last" BETWEEN '!' AND '~~' OR ltrim("last") BETWEEN '!' AND '~~' OR trim("last", $2::VARCHAR) <> '' THEN "last" END, rtrim(rtrim(CAST("amount" AS VARCHAR), '0'), '.'), replace(CAST(timezone('UTC', "at") AS VARCHAR), ' ', 'T') || 'Z'), '') AS "all" FROM "in_1""`,
    );
    expect(rows.map((row) => row[4])).toEqual(['Ana, Gil, 1.5, 2026-01-02T00:00:00Z', 'Bo', null]);
  });

  it('keeps separators of blanks where asked, in the place of the first column', async () => {
    const { fields, rows } = await merge({ separator: '|', skipBlank: false, keepSources: false, name: 'LAST' });
    expect(fields.map(({ name }) => name)).toEqual(['LAST']);
    expect(rows).toEqual([['Ana|Gil|1.5|2026-01-02T00:00:00Z'], ['|Bo||'], [null]]);
  });

  it.each<[Partial<MergeSettings>, string, string]>([
    [{ fields: [] }, 'fields_missing', 'fields'],
    [{ name: '' }, 'name_missing', 'name'],
    [{ name: 'LAST' }, 'field_name_repeated', 'name'],
    [{ fields: ['lest'] }, 'field_unknown', 'fields.0'],
  ])('refuses %j', (settings, code, field) => {
    expect(problemsOf('merge', { fields: ['last'], name: 'x', ...settings }, table.fields)[0]).toMatchObject({
      code,
      field,
    });
  });
});
