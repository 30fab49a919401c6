import { expect, it } from 'vitest';
import { pickResults } from './pick-results.ts';

const grid = (name: string, cells: readonly unknown[]) => ({
  fields: [{ name, type: 'text' as const }],
  rows: cells.map((cell) => [cell]),
  rowCount: cells.length,
});
const input = grid('amount', ['1', null, '2', '3', '4', '5', 'n/a', 'none']);
const output = grid('result', [1, null, 2, 3, 4, 5, null, null]);

it('shows the first that failed among five, with what it failed on', () => {
  const results = pickResults('NUMBER([amount])', input, output, 0);
  expect(results.map(({ row }) => row)).toEqual([0, 1, 2, 3, 6]);
  expect(results.at(-1)?.failedOn).toEqual([{ field: 'amount', value: 'n/a' }]);
});

it('does not call blank made of blank a failure', () => {
  expect(pickResults('NUMBER([amount])', input, output, 0)[1]?.failedOn).toBeNull();
  expect(pickResults('1 / 0', input, grid('result', [null]), 0)[0]?.failedOn).toBeNull();
});
