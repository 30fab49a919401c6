import { describe, expect, it } from 'vitest';
import { listFormulaFunctions } from '#core/formula/function-registry.ts';
import type { Field } from '#core/graph/field-type.ts';
import { suggestCompletions } from './suggest-completions.ts';

const fields: Field[] = [
  { name: 'Email', type: 'text' },
  { name: 'País', type: 'text' },
  { name: 'Notes [old]', type: 'text' },
];

function suggest(source: string, caret = source.length) {
  return suggestCompletions(source, caret, fields, listFormulaFunctions());
}

describe('suggestCompletions', () => {
  it.each([
    ['UPPER([em', '[Email]'],
    ['[pais', '[País]'],
    ['[notes', '[Notes [old]]]'],
    ['ISBL', 'ISBLANK()'],
    ['ema', '[Email]'],
  ])('completes %s with %s', (source, text) => {
    expect(suggest(source).map((completion) => completion.text)).toContain(text);
  });

  it('replaces only what is being typed, at the caret', () => {
    const [first] = suggest('UPPER([em) & "x"', 9);
    expect(first).toMatchObject({ start: 6, text: '[Email]', caret: 7 });
  });

  it.each(['', 'UPPER(', '"em', 'UPPER([Email]) '])('stays quiet after %j', (source) => {
    expect(suggest(source)).toEqual([]);
  });
});
