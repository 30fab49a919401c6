import { describe, expect, it } from 'vitest';
import type { SampleSettings } from '#core/graph/nodes/sample.ts';
import { runNode, type Table } from '../run-node.test-kit.ts';

const rows = Array.from({ length: 50 }, (_, index) => [String(index + 1), 'x']);
const table: Table = { fields: { id: 'integer', 'v"': 'text' }, rows };
const hidden: Table = { ...table, fields: { id: 'integer', RowId: 'text' } };

async function sample(settings: Partial<SampleSettings>, input = table) {
  const result = await runNode('sample', settings, input);
  return { ...result, ids: result.rows.map(([id]) => Number(id)) };
}

describe('sample', () => {
  it('takes the first rows', async () => {
    const { text, ids } = await sample({ rows: 3 });
    expect(text).toMatchInlineSnapshot(`"SELECT "id", "v""" FROM "in_1" LIMIT $1"`);
    expect(ids).toEqual([1, 2, 3]);
  });

  it.each([table, hidden])('takes every n-th row from the first on', async (input) => {
    expect((await sample({ method: 'every', step: 20 }, input)).ids).toEqual([1, 21, 41]);
  });

  it('draws the same rows for the same seed, in input order', async () => {
    const { text, ids } = await sample({ method: 'random', rows: 7, seed: 5 });
    expect(text).toMatchInlineSnapshot(
      `"SELECT "id", "v""" FROM "in_1" WHERE (rowid IN (SELECT rowid FROM "in_1" ORDER BY hash(rowid, $1::BIGINT), rowid LIMIT $2)) IS TRUE"`,
    );
    expect(ids).toHaveLength(7);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect((await sample({ method: 'random', rows: 7, seed: 5 })).ids).toEqual(ids);
    expect((await sample({ method: 'random', rows: 7, seed: 6 })).ids).not.toEqual(ids);
    expect((await sample({ method: 'random', rows: 7, seed: 5 }, hidden)).ids).toHaveLength(7);
    expect((await sample({ method: 'random', rows: 700 })).ids).toHaveLength(50);
  });
});
