import { expect, it } from 'vitest';
import { countParts, rangesBetween } from './part-ranges.ts';

it('reads small sources as one unless somebody wants parts', () => {
  expect([10, 1_999_999].map((rows) => countParts('automatic', rows))).toEqual([1, 1]);
  expect(countParts('automatic', 2_000_000)).toBe(8);
  expect(countParts('automatic', 1_000_000_000)).toBe(16);
  expect(countParts(5, 10)).toBe(5);
});

it('leaves nothing out before, between and after the bounds', () => {
  expect(rangesBetween(['b', 'm'], { key: 'name' })).toEqual([
    { key: 'name', from: null, to: 'b' },
    { key: 'name', from: 'b', to: 'm' },
    { key: 'name', from: 'm', to: null },
  ]);
});
