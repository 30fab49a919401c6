import { describe, expect, it } from 'vitest';
import type { SortSettings } from '#core/graph/nodes/sort.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const people: Table = {
  fields: { name: 'text', score: 'integer' },
  rows: [
    ['zoe', '1'],
    [null, '9'],
    ['Álvaro', '3'],
    ['', '2'],
    ['Zed', null],
    ['ana', '3'],
  ],
};

describe('sort', () => {
  it('orders, skips and limits', async () => {
    const by = [
      { field: 'score', direction: 'desc' },
      { field: 'name', direction: 'asc' },
    ] as const;
    const { text, values, rows } = await runNode('sort', { by: [...by], limit: 3, offset: 1 }, people);
    expect(text).toMatchInlineSnapshot(
      `"SELECT "name", "score" FROM "in_1" ORDER BY "score" DESC NULLS LAST, nullif("name", '') COLLATE NOCASE.NOACCENT ASC NULLS LAST, rowid LIMIT $1 OFFSET $2"`,
    );
    expect(values).toEqual([3n, 1n]);
    expect(rows).toEqual([
      ['Álvaro', '3'],
      ['ana', '3'],
      ['', '2'],
    ]);
  });

  it.each<[Partial<SortSettings>, (string | null)[]]>([
    [{ by: [{ field: 'name', direction: 'asc' }], limit: 4 }, ['Álvaro', 'ana', 'Zed', 'zoe']],
    [{ by: [{ field: 'name', direction: 'desc' }], limit: 2 }, ['zoe', 'Zed']],
    [{ limit: 2 }, ['zoe', null]],
    [{ offset: 4 }, ['Zed', 'ana']],
  ])('%j: text as people order it, blanks last, input order without a field', async (settings, names) => {
    expect((await runNode('sort', settings, people)).rows.map(([name]) => name)).toEqual(names);
  });

  it('names the field that is missing', () => {
    const problems = problemsOf('sort', { by: [{ field: 'nmae', direction: 'asc' }] }, people.fields);
    expect(problems).toMatchObject([{ code: 'field_unknown', field: 'by.0.field', suggestion: 'name' }]);
  });
});
