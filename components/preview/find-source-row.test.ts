import { describe, expect, it } from 'vitest';
import type { Grid } from '#core/contracts/pipelines.ts';
import { findSourceRow } from './find-source-row.ts';

function gridOf(names: string[], rows: unknown[][]): Grid {
  return { fields: names.map((name) => ({ name, type: 'text' })), rows, rowCount: rows.length };
}

const input = gridOf(
  ['id', 'email', 'country'],
  [
    ['1', 'ANA@example.com', 'ES'],
    ['2', 'leo@example.com', 'DE'],
    ['3', 'mia@example.com', 'ES'],
  ],
);

describe('findSourceRow', () => {
  it('finds a row that was kept, though a value of it changed', () => {
    const output = gridOf(['email', 'id', 'country'], [['ana@example.com', '1', 'ES']]);
    expect(findSourceRow(input, output, 0)).toBe(0);
  });

  it('names none where several rows agree as much', () => {
    expect(findSourceRow(input, gridOf(['country'], [['ES']]), 0)).toBeNull();
  });

  it('names none for rows that were made anew', () => {
    expect(findSourceRow(input, gridOf(['country', 'total'], [['FR', '12']]), 0)).toBeNull();
    expect(findSourceRow(input, gridOf(['total'], [['12']]), 0)).toBeNull();
  });
});
