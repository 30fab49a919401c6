import fc from 'fast-check';
import type { Field, FieldType } from '#core/graph/field-type.ts';
import type { FormulaFunctionInfo } from './function-registry.ts';
import { listFormulaFunctions } from './function-registry.ts';
import { quoteField } from './quote-field.ts';

/** How many times more random cases to try than `npm test` does. */
export const fuzzFactor = Number(process.env.TELAR_FORMULA_FUZZ ?? 1);

/** Part of every random text, and of nothing else: where it turns up in SQL, user text became SQL. */
export const marker = 'zq\u00a7';

const literals: Readonly<Record<FieldType, readonly string[]>> = {
  text: ['""', '"a"', `"'; DROP TABLE typed; --"`, '"1,234.5"', '"31/12/2026"', '"%41%zz"', '"👩‍👧"', '"\\"', '" "'],
  integer: ['0', '1', '-1', '7', '9223372036854775807', '-9223372036854775807', '2147483648'],
  decimal: ['0.0', '1.5', '-0.0000000001', '9999999999999999999999999999.9999999999'],
  number: ['NUMBER("1e308")', 'NUMBER("-1e-308")', '(1 / 3)'],
  boolean: ['TRUE', 'FALSE', 'IF(FALSE, TRUE)'],
  date: ['DATE(2024, 2, 29)', 'TODAY()', 'DATE(9999, 12, 31)', 'DATE(-4000, 1, 1)'],
  datetime: ['NOW()', 'DATEADD(TODAY(), 5, "hours")', 'FROMUNIXTIME(9999999999999)'],
  json: ['[Payload]', 'LIST("a", 1, BLANK)', 'JSONPARSE("[[1],{}]")'],
};

/** What arguments that must be written out may be, by the parameter's name; now and then something senseless. */
const constants: Readonly<Record<string, readonly string[]>> = {
  unit: ['"day"', '"meses"', '"hours"', '"quarter"', '"years"', '"week"'],
  format: ['"DD/MM/YYYY"', '"YYYY-MM-DD HH:mm:ss"', '"D MMM YY"', '"%"', '"hh:mm PM DD/MM/YY"'],
  pattern: ['"^a+$"', '"(\\w)(\\d)?"', '"(?i)[^\\p{L}]{2,5}"', '"(a|b"', '"\\b.*?x{1000}"', '""'],
  'decimal separator': ['","', '"."'],
  separator: ['", "', '""'],
  places: ['0', '2', '-3', '10', '-10'],
  name: ['"utm_source"', '"a.b[c]"', '"ñ"', '""'],
  path: ['"a"', '"a.b"', '"a[1].~/b"', '"[2]"', '"a..b"'],
  language: ['"es"', '"en"', '"de"'],
  'time zone': ['"Europe/Madrid"', '"UTC"', '"Mars/Base"'],
  replacement: ['"\\1"', '"\\9\\"', '"$0"', '""'],
};

const resultTypes: readonly FieldType[] = [
  ...(['text', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime', 'json'] as const),
];
const functions = listFormulaFunctions();

const textLiterals = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => `"${(marker + text).replaceAll('"', '""')}"`);

/** Random formulas over the fields, mostly well typed, up to a few levels deep. */
export function formulas(fields: readonly Field[]): fc.Arbitrary<string> {
  const known = new Map<string, fc.Arbitrary<string>>();

  const leaf = (type: FieldType): fc.Arbitrary<string> => {
    const names = fields.filter((field) => field.type === type).map(({ name }) => quoteField(name));
    return fc.oneof(
      { arbitrary: fc.constantFrom(...literals[type]), weight: 4 },
      { arbitrary: fc.constantFrom(...(names.length > 0 ? names : literals[type])), weight: 6 },
      { arbitrary: type === 'text' ? textLiterals : fc.constantFrom(...literals[type]), weight: 2 },
      { arbitrary: fc.constant('BLANK'), weight: 1 },
    );
  };

  const argumentOf = (
    { name, accepts, constant }: FormulaFunctionInfo['parameters'][number],
    [type, shared]: readonly [FieldType, FieldType],
    depth: number,
  ): fc.Arbitrary<string> => {
    if (constant) return fc.constantFrom(...(constants[name] ?? literals.text));
    if (['result', 'then', 'otherwise'].includes(name)) return expression(type, depth - 1);
    if (accepts === 'any' || accepts.includes(shared)) return expression(shared, depth - 1);
    return fc.constantFrom(...accepts).chain((accepted) => expression(accepted, depth - 1));
  };

  const call = (type: FieldType, depth: number): fc.Arbitrary<string> => {
    const fitting = functions.filter(({ result }) => result === type || result === 'varies');
    return fc
      .tuple(fc.constantFrom(...fitting), fc.constantFrom(...resultTypes), fc.boolean())
      .chain(([called, shared, short]) => {
        const { parameters } = called;
        const written = short ? parameters.filter(({ optional }) => !optional) : parameters;
        const args = written.map((parameter) => argumentOf(parameter, [type, shared], depth));
        return fc.tuple(...args).map((texts) => `${called.name}(${texts.join(', ')})`);
      });
  };

  const join = (operators: readonly string[], left: fc.Arbitrary<string>, right: fc.Arbitrary<string>) =>
    fc.tuple(left, fc.constantFrom(...operators), right).map(([a, operator, b]) => `(${a} ${operator} ${b})`);

  const operation = (type: FieldType, depth: number): fc.Arbitrary<string> => {
    const side = (sideType: FieldType) => expression(sideType, depth - 1);
    const compared = (sideType: FieldType) => join(['=', '<>', '<', '<=', '>', '>='], side(sideType), side(sideType));
    if (type === 'text')
      return fc.constantFrom(...resultTypes.slice(0, -1)).chain((other) => join(['&'], side(other), side('text')));
    if (type === 'boolean')
      return fc.oneof(
        join(
          ['AND', 'OR'],
          side('boolean'),
          side('boolean').map((text) => `NOT ${text}`),
        ),
        fc.constantFrom(...resultTypes.slice(0, -1)).chain(compared),
      );
    if (type === 'number') return join(['+', '-', '*', '/'], side('number'), side('decimal'));
    return type === 'integer' || type === 'decimal'
      ? join(
          ['+', '-', '*'],
          side(type),
          side(type).map((text) => `-${text}`),
        )
      : leaf(type);
  };

  const expression = (type: FieldType, depth: number): fc.Arbitrary<string> => {
    const key = `${type}:${depth}`;
    const before = known.get(key);
    if (before) return before;
    const made =
      depth <= 0
        ? leaf(type)
        : fc.oneof(
            { arbitrary: leaf(type), weight: 2 },
            { arbitrary: operation(type, depth), weight: 2 },
            { arbitrary: call(type, depth), weight: 6 },
          );
    known.set(key, made);
    return made;
  };

  return fc
    .tuple(fc.constantFrom(...resultTypes), fc.integer({ min: 1, max: 3 }))
    .chain(([type, depth]) => expression(type, depth));
}

/** Random formulas that are mostly wrong: cut, mistyped, shuffled, or no formula at all. */
export function brokenFormulas(fields: readonly Field[]): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    ...['(', ')', '[', ']', '"', "'", ',', ';', '=', '<>', '&', '&&', '-', '.', '1.5', '\u0000', '\ud800', '\n', ' '],
    ...[
      'NOT',
      'Y',
      'O',
      'BLANK',
      'IF(',
      'SI(',
      'LIST.',
      'name',
      '[Name]',
      '"x"',
      '“',
      '÷',
      '1e9',
      '99999999999999999999',
    ],
  );
  const mistyped = fc
    .tuple(formulas(fields), fc.nat(), fc.nat(4), fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })))
    .map(([source, place, removed, added]) => {
      const at = place % (source.length + 1);
      return source.slice(0, at) + added + source.slice(at + removed);
    });
  return fc.oneof(
    { arbitrary: mistyped, weight: 4 },
    { arbitrary: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')), weight: 3 },
    { arbitrary: fc.string({ unit: 'binary', maxLength: 60 }), weight: 2 },
  );
}
