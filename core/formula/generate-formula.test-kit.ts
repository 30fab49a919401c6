import type { Field, FieldType } from '#core/graph/field-type.ts';
import type { FormulaFunctionInfo } from './function-registry.ts';
import { listFormulaFunctions } from './function-registry.ts';
import { quoteField } from './quote-field.ts';

/** How many times more random cases to try than `npm test` does. */
export const fuzzFactor = Number(process.env.TELAR_FORMULA_FUZZ ?? 1);

export type Random = () => number;

/** Mulberry32: the same numbers in [0, 1) for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const literals: Readonly<Record<FieldType, readonly string[]>> = {
  text: ['""', '"a"', `"'; DROP TABLE typed; --"`, '"1,234.5"', '"31/12/2026"', '"%41%zz"', '"👩‍👧"', '"\\"', '" "'],
  integer: ['0', '1', '-1', '7', '9223372036854775807', '-9223372036854775807', '2147483648'],
  decimal: ['0.0', '1.5', '-0.0000000001', '9999999999999999999999999999.9999999999'],
  number: ['NUMBER("1e308")', 'NUMBER("-1e-308")', '(1 / 3)'],
  boolean: ['TRUE', 'FALSE', 'IF(FALSE, TRUE)'],
  date: ['DATE(2024, 2, 29)', 'TODAY()', 'DATE(9999, 12, 31)'],
  datetime: ['NOW()', 'DATEADD(TODAY(), 5, "hours")'],
  json: ['[Payload]'],
};

const constants: Readonly<Record<string, readonly string[]>> = {
  unit: ['"day"', '"meses"', '"hours"', '"quarter"', '"years"', '"seconds"', '"week"'],
  format: ['"DD/MM/YYYY"', '"YYYY-MM-DD HH:mm:ss"', '"D MMM YY"', '"%"', '"hh:mm PM DD/MM/YY"'],
  pattern: ['"^a+$"', '"(\\w)(\\d)?"', '"(?i)[^\\p{L}]{2,5}"', '"(a|b"', '"\\b.*?x{1000}"'],
  'decimal separator': ['","', '"."'],
  separator: ['", "', '""'],
  places: ['0', '2', '-3', '10', '-10'],
  name: ['"utm_source"', '"a.b[c]"', '"ñ"', '""'],
};

const resultTypes: readonly FieldType[] = ['text', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime'];
const functions = listFormulaFunctions();

/** A random formula, mostly well typed, up to a few levels deep. */
export function generateFormula(random: Random, fields: readonly Field[]): string {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

  const leaf = (type: FieldType): string => {
    const names = fields.filter((field) => field.type === type).map(({ name }) => quoteField(name));
    if (random() < 0.05) return 'BLANK';
    return pick(random() < 0.6 && names.length > 0 ? names : literals[type]);
  };

  const callOf = (definition: FormulaFunctionInfo, type: FieldType, depth: number): string => {
    const shared = pick(resultTypes);
    const args = definition.parameters.map(({ name, accepts }) => {
      const choices = constants[name];
      if (choices && !(name === 'name' && definition.name !== 'URLPARAM')) return pick(choices);
      if (name === 'result' || name === 'then' || name === 'otherwise') return expression(type, depth - 1);
      if (accepts === 'any') return expression(definition.category === 'logic' ? shared : pick(resultTypes), depth - 1);
      return expression(pick(accepts), depth - 1);
    });
    const optional = definition.signature.includes('[') && random() < 0.5 ? args.slice(0, -1) : args;
    return `${definition.name}(${optional.join(', ')})`;
  };

  const operation = (type: FieldType, depth: number): string => {
    const side = (sideType: FieldType) => expression(sideType, depth - 1);
    if (type === 'text') return `(${side(pick(resultTypes))} & ${side('text')})`;
    if (type === 'boolean') {
      const compared = pick(resultTypes);
      if (random() < 0.3) return `(${side('boolean')} ${pick(['AND', 'OR'])} NOT ${side('boolean')})`;
      return `(${side(compared)} ${pick(['=', '<>', '<', '<=', '>', '>='])} ${side(compared)})`;
    }
    if (type === 'number') return `(${side('number')} ${pick(['+', '-', '*', '/'])} ${side('decimal')})`;
    return type === 'integer' || type === 'decimal'
      ? `(${side(type)} ${pick(['+', '-', '*'])} -${side(type)})`
      : leaf(type);
  };

  const expression = (type: FieldType, depth: number): string => {
    if (depth <= 0 || random() < 0.15) return leaf(type);
    if (random() < 0.3) return operation(type, depth);
    return callOf(pick(functions), type, depth);
  };

  return expression(pick(resultTypes), 1 + Math.floor(random() * 3));
}
