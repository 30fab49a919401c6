import { type Field, isNumericType } from '#core/graph/field-type.ts';
import { quoteField } from '../quote-field.ts';
import { writeCell } from './example-pieces.ts';
import type { Example, Piece, Row } from './piece.ts';

interface Operand {
  readonly formula: string;
  readonly cost: number;
  readonly numbers: readonly (number | null)[];
}

type Operator = '+' | '-' | '*' | '/';

const operators: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
const symbols = Object.keys(operators) as Operator[];

/** Calculations with one or two numbers that give the examples; none unless every example is a number. */
export function proposeNumbers(fields: readonly Field[], rows: readonly Row[], examples: readonly Example[]): Piece[] {
  const wanted = examples.map(({ result }) => (/^[+-]?\d+(\.\d+)?$/.test(result.trim()) ? Number(result) : Number.NaN));
  if (wanted.some(Number.isNaN)) return [];
  const operands = fields.flatMap((field, place) => listOperands(field, place, rows));
  const candidates = [
    ...operands,
    ...operands.flatMap((operand) => withConstant(operand, examples, wanted)),
    ...pairs(operands),
  ];
  return candidates
    .flatMap((candidate) => [candidate, ...[0, 1, 2].map((places) => rounded(candidate, places))])
    .filter(({ numbers }) => examples.every(({ row }, index) => isSame(numbers[row], wanted[index] ?? 0)))
    .map(({ formula, cost, numbers }) => ({
      formula,
      cost,
      values: numbers.map((number) => (number === null || !Number.isFinite(number) ? null : String(tidy(number)))),
    }));
}

function listOperands(field: Field, place: number, rows: readonly Row[]): Operand[] {
  const reference = quoteField(field.name);
  const texts = rows.map((row) => writeCell(row[place], field.type));
  if (isNumericType(field.type))
    return [{ formula: reference, cost: 1, numbers: texts.map((text) => (text === null ? null : Number(text))) }];
  if (field.type !== 'text') return [];
  return [
    {
      formula: `LEN(${reference})`,
      cost: 2.6,
      numbers: texts.map((text) => text && [...text].length) as (number | null)[],
    },
  ];
}

/** Calculations with the plainest constant that gives every example, as far as its digits tell. */
function withConstant(
  { formula, cost, numbers }: Operand,
  examples: readonly Example[],
  wanted: readonly number[],
): Operand[] {
  return symbols.flatMap((operator) => {
    const ranges = examples.map(({ row, result }, index) => {
      const number = numbers[row];
      return number ? rangeOfConstant(operator, number, wanted[index] ?? 0, result) : null;
    });
    const constant = plainestWithin(ranges);
    const isIdle = (operator === '*' || operator === '/') && constant === 1;
    if (constant === undefined || constant <= 0 || isIdle) return [];
    const constantCost = 1.2 + String(constant).length / 5 + (operator === '/' ? 0.2 : 0);
    const applied = numbers.map((number) => (number === null ? null : operators[operator](number, constant)));
    return [{ formula: `${formula} ${operator} ${constant}`, cost: cost + constantCost, numbers: applied }];
  });
}

type Range = readonly [lowest: number, highest: number];

/** The constants for which the calculation rounds to the result, whose last digit may be rounded. */
function rangeOfConstant(operator: Operator, number: number, wanted: number, written: string): Range {
  const places = written.split('.')[1]?.length ?? 0;
  const slack = 0.5 * 10 ** -places;
  const solve: Readonly<Record<Operator, (result: number) => number>> = {
    '+': (result) => result - number,
    '-': (result) => number - result,
    '*': (result) => result / number,
    '/': (result) => number / result,
  };
  const [a, b] = [solve[operator](wanted - slack), solve[operator](wanted + slack)];
  return [Math.min(a, b), Math.max(a, b)];
}

/** The number with the fewest decimals, four at most, that lies in every range. */
function plainestWithin(ranges: readonly (Range | null)[]): number | undefined {
  if (ranges.some((range) => range === null)) return undefined;
  const lowest = Math.max(...ranges.map((range) => range?.[0] ?? 0));
  const highest = Math.min(...ranges.map((range) => range?.[1] ?? 0));
  return [0, 1, 2, 3, 4]
    .map((places) => Number(((lowest + highest) / 2).toFixed(places)))
    .find((constant) => constant >= lowest - 1e-9 && constant <= highest + 1e-9);
}

function pairs(operands: readonly Operand[]): Operand[] {
  const plain = operands.filter(({ cost }) => cost === 1);
  return plain.flatMap((left, index) =>
    plain.flatMap((right, other) => {
      if (index === other) return [];
      return symbols
        .filter((operator) => index < other || operator === '-' || operator === '/')
        .map((operator) => ({
          formula: `${left.formula} ${operator} ${right.formula}`,
          cost: 2.2,
          numbers: left.numbers.map((a, row) => {
            const b = right.numbers[row];
            return a === null || b === null || b === undefined ? null : operators[operator](a, b);
          }),
        }));
    }),
  );
}

function rounded({ formula, cost, numbers }: Operand, places: number): Operand {
  const scale = 10 ** places;
  const round = (number: number) =>
    Math.sign(number) * (Math.round(Number((Math.abs(number) * scale).toPrecision(12))) / scale);
  return {
    formula: places === 0 ? `ROUND(${formula})` : `ROUND(${formula}, ${places})`,
    cost: cost + 1.3 + places / 10,
    numbers: numbers.map((number) => (number === null ? null : round(number))),
  };
}

function isSame(number: number | null | undefined, wanted: number): boolean {
  return number !== null && number !== undefined && Math.abs(number - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
}

/** Without the noise of binary fractions. */
function tidy(number: number): number {
  return Number(number.toPrecision(12));
}
