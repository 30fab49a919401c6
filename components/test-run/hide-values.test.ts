import { expect, it } from 'vitest';
import { hideValues } from './hide-values.ts';

const grid = {
  fields: [
    { name: 'email', type: 'text' as const },
    { name: 'plan', type: 'text' as const },
  ],
  rows: [
    ['ana@example.com', 'pro'],
    ['say "hi"', 'email'],
    [null, 'x'],
  ],
  rowCount: 3,
};

it('hides the values of personal columns, and neither names nor other values', () => {
  const body = '[{"email":"ana@example.com","plan":"pro"},{"email":"say \\"hi\\"","plan":"email"}]';
  expect(hideValues(body, grid)).toBe('[{"email":"a•••@example.com","plan":"pro"},{"email":"s•••","plan":"email"}]');
});

it('leaves what is cut in the middle', () => {
  expect(hideValues('[{"plan":"pro","email":"ana@exa', grid)).toBe('[{"plan":"pro","email":"ana@exa');
});
