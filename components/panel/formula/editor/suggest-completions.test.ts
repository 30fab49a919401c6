import { describe, expect, it } from 'vitest';
import { listFormulaFunctions } from '#core/formula/function-registry.ts';
import type { FormulaLanguage } from '#core/formula/translate-formula.ts';
import type { Field } from '#core/graph/field-type.ts';
import { expectedTypes, suggestCompletions } from './suggest-completions.ts';

const fields: Field[] = [
  { name: 'Email', type: 'text' },
  { name: 'País', type: 'text' },
  { name: 'Notes [old]', type: 'text' },
  { name: 'Born', type: 'date' },
];
const functions = listFormulaFunctions();

function suggest(source: string, language: FormulaLanguage = 'en', explicit = false) {
  return suggestCompletions(source, source.length, { fields, functions, language }, explicit)?.completions ?? [];
}
const texts = (...args: Parameters<typeof suggest>) => suggest(...args).map(({ text }) => text);

describe('suggestCompletions', () => {
  it.each([
    ['UPPER([em', '[Email]'],
    ['[pais', '[País]'],
    ['[notes', '[Notes [old]]]'],
    ['ISBL', 'ISBLANK()'],
    ['ema', '[Email]'],
  ])('completes %s with %s', (source, text) => {
    expect(texts(source)).toContain(text);
  });

  it('replaces only what is being typed, at the caret', () => {
    const suggestions = suggestCompletions('UPPER([em) & "x"', 9, { fields, functions, language: 'en' });
    expect(suggestions).toMatchObject({ start: 6, completions: [{ text: '[Email]', caret: 7 }] });
  });

  it.each(['', 'UPPER(', '"em', 'UPPER([Email]', 'UPPER([Email]) ', '12'])('stays quiet after %j', (source) => {
    expect(suggest(source)).toEqual([]);
  });

  it('offers the names of the reader’s language, and any other that is being typed', () => {
    expect(texts('mayusc', 'es')[0]).toBe('MAYUSC()');
    expect(texts('upp', 'es')[0]).toBe('UPPER()');
    expect(texts('upp')[0]).toBe('UPPER()');
    expect(texts('may')).toContain('MAYUSC()');
  });

  it('puts what has the expected type first', () => {
    expect(texts('YEAR(', 'en', true)[0]).toBe('[Born]');
    expect(texts('DATEADD([Born], [', 'en')).toContain('[Email]');
    expect(texts('YEAR(t', 'en')[0]).toBe('TODAY()');
    expect(texts('LEN(t', 'en')[0]).not.toBe('TODAY()');
  });
});

it.each([
  ['UPPER(', ['text']],
  ['DATEADD([Born], ', ['integer']],
  ['IFS([a] > 1, "x", ', ['boolean']],
  ['UPPER(LEFT([Email], ', ['integer']],
  ['UPPER([Email]) & ', undefined],
  ['IF([a] > 1, ', undefined],
  ['AÑO("x") & SI(', ['boolean']],
])('after %j stands one of %j', (source, types) => {
  expect(expectedTypes(source, source.length)).toEqual(types);
});
