import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderSql } from '#core/compiler/sql.ts';
import { compileFormula } from './compile-formula.ts';
import { formulas } from './generate-formula.test-kit.ts';
import { translateFormula } from './translate-formula.ts';

const fields = [
  { name: 'SI', type: 'text' },
  { name: 'Age', type: 'integer' },
] as const;

it.each([
  ['IF([SI] = "SI", upper([SI]), BLANK)', 'SI([SI] = "SI", MAYUSC([SI]), BLANCO)'],
  ['NOT [Age] > 3 AND TRUE OR FALSE', 'NO [Age] > 3 Y VERDADERO O FALSO'],
  ['OR(NOT(TRUE), ISBLANK(NULL))', 'O(NO(VERDADERO), ESBLANCO(BLANCO))'],
  ['  =  LEN( [SI] )\n+ 1', '  =  LARGO( [SI] )\n+ 1'],
  ['IF([SI]', 'IF([SI]'],
])('shows %j in Spanish as %j', (english, spanish) => {
  expect(translateFormula(english, 'es')).toBe(spanish);
});

it('gives a formula of either language one stored form, with the same meaning', () => {
  const meaningOf = (source: string) => {
    const compiled = compileFormula(source, fields, { now: '2026-11-15T09:30:00Z' });
    return 'error' in compiled ? compiled.error.code : renderSql(compiled.sql);
  };
  fc.assert(
    fc.property(formulas(fields), (source) => {
      const spanish = translateFormula(source, 'es');
      expect(translateFormula(spanish, 'en')).toBe(translateFormula(source, 'en'));
      expect(meaningOf(spanish)).toEqual(meaningOf(source));
    }),
    { seed: 1, numRuns: 300 },
  );
});
