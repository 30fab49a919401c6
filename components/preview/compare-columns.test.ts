import { describe, expect, it } from 'vitest';
import type { Grid } from '#core/contracts/pipelines.ts';
import { compareColumns, createCellComparison } from './compare-columns.ts';

const input: Grid = {
  fields: [
    { name: 'id', type: 'integer' },
    { name: 'email', type: 'text' },
  ],
  rows: [
    [1, 'Ana@X.es'],
    [2, null],
  ],
  rowCount: 2,
};
const output: Grid = {
  fields: [
    { name: 'email', type: 'text' },
    { name: 'id', type: 'text' },
    { name: 'score', type: 'number' },
  ],
  rows: [
    ['ana@x.es', 1, 5],
    [null, 2, 7],
  ],
  rowCount: 2,
};

describe('compareColumns', () => {
  it('tells new and retyped columns apart, wherever they stand', () => {
    expect(compareColumns([input], output)).toEqual(['same', 'retyped', 'new']);
    expect(compareColumns([], output)).toEqual(['same', 'same', 'same']);
  });
});

describe('createCellComparison', () => {
  it('finds changed cells by column name', () => {
    const isChanged = createCellComparison([input], output);
    expect([isChanged?.(0, 0), isChanged?.(1, 0), isChanged?.(0, 1), isChanged?.(0, 2)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('compares nothing when rows cannot be set side by side', () => {
    expect(createCellComparison([input], { ...output, rowCount: 1 })).toBeNull();
    expect(createCellComparison([input, input], output)).toBeNull();
  });
});
