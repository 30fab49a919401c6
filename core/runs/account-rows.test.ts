import { describe, expect, it } from 'vitest';
import { countTransform, isAccounted, noRows } from './account-rows.ts';

describe('isAccounted', () => {
  it.each([
    ['filters', countTransform('filters', 10, 6, 1), true],
    ['filters', countTransform('filters', 10, 11, 0), false],
    ['preserves', countTransform('preserves', 10, 9, 1), true],
    ['preserves', countTransform('preserves', 10, 9, 0), false],
    ['reshapes', countTransform('reshapes', 10, 3, 0), true],
    ['loads', { ...noRows, rowsIn: 10, rowsLoaded: 7, rowsRejected: 1, rowsUnchanged: 2 }, true],
    ['loads', { ...noRows, rowsIn: 10, rowsLoaded: 9 }, false],
  ] as const)('%s %o → %s', (accounting, counts, accounted) => {
    expect(isAccounted(accounting, counts)).toBe(accounted);
  });
});
