import { expect, it } from 'vitest';
import type { RejectedRow } from '#core/contracts/rejected.ts';
import { addStep, dropSaved, fixOf, noFixes, redoStep, takeUnsaved, undoStep } from './fixes.ts';

const row = { row: 3, edits: { city: 'Vigo' } } as unknown as RejectedRow;
const change = (column: string, before: string | undefined, after: string | null | undefined) => [
  { row: 3, column, before, after },
];

it('shows the own value before the kept one, and takes steps back and forth', () => {
  expect(fixOf(noFixes, row, 'city')).toBe('Vigo');
  const fixed = addStep(noFixes, change('city', 'Vigo', null));
  expect(fixOf(fixed, row, 'city')).toBeNull();
  const undone = undoStep(fixed);
  expect(fixOf(undone, row, 'city')).toBe('Vigo');
  expect(fixOf(redoStep(undone), row, 'city')).toBeNull();
  expect(undoStep(noFixes)).toBe(noFixes);
});

it('sends new values and originals apart, and keeps what changed while they were saved', () => {
  const fixed = addStep(addStep(noFixes, change('city', 'Vigo', undefined)), change('zip', undefined, '01001'));
  const { change: sent, taken } = takeUnsaved(fixed.unsaved);
  expect(sent).toEqual({ rows: [{ row: 3, set: { zip: '01001' }, unset: ['city'] }] });
  const meanwhile = addStep(fixed, change('zip', '01001', '01002'));
  expect([...dropSaved(meanwhile.unsaved, taken)]).toEqual([[3, { zip: '01002' }]]);
  expect(dropSaved(fixed.unsaved, taken).size).toBe(0);
});

it('does not send what the server has made itself', () => {
  const filled = addStep(noFixes, change('city', 'Vigo', 'Lugo'), true);
  expect(filled.unsaved.size).toBe(0);
  expect(undoStep(filled).unsaved.get(3)).toEqual({ city: 'Vigo' });
});
