import { type Sql, sql } from '#core/compiler/sql.ts';
import { type FieldType, isTemporalType } from '#core/graph/field-type.ts';
import { formatText } from './format-text.ts';
import { FormulaFailure } from './formula-error.ts';
import { numeric, scalar } from './formula-function.ts';
import {
  type ArithmeticOperator,
  type BinaryNode,
  type BinaryOperator,
  type ComparisonOperator,
  comparisonOperators,
  type FormulaNode,
} from './formula-node.ts';
import { kindredTypes, suggestConversion } from './suggest-conversion.ts';
import { condition, finite, totalNumber } from './total-sql.ts';
import { commonType, sqlAs, type TypedValue } from './typed-value.ts';

const symbols: Readonly<Record<BinaryOperator, Sql>> = {
  '+': sql`+`,
  '-': sql`-`,
  '*': sql`*`,
  '/': sql`/`,
  '&': sql`||`,
  '=': sql`=`,
  '<>': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
  AND: sql`AND`,
  OR: sql`OR`,
};

/** Checks and lowers an operator between two values. */
export function lowerBinary(node: BinaryNode, left: TypedValue, right: TypedValue, source: string): TypedValue {
  const { operator } = node;
  if (operator === 'AND' || operator === 'OR') return lowerLogical(node, left, right, source);
  if (operator === '&') return lowerJoin(node, left, right, source);
  if (isComparison(operator)) return lowerComparison(node, operator, left, right, source);
  return lowerArithmetic(node, operator, left, right, source);
}

/** Checks and lowers a sign change or NOT. */
export function lowerUnary(
  node: Extract<FormulaNode, { kind: 'unary' }>,
  operand: TypedValue,
  source: string,
): TypedValue {
  if (node.operator === 'NOT') {
    requireType(operand, ['boolean'], 'NOT', source);
    return { node, type: 'boolean', sql: sql`(NOT ${condition(sqlAs(operand, 'boolean'))})` };
  }
  requireType(operand, numeric, '-', source);
  const type = operand.type === 'blank' ? 'integer' : operand.type;
  return { node, type, sql: totalNumber(sql`-${sqlAs(operand, type)}`, type) };
}

function isComparison(operator: BinaryOperator): operator is ComparisonOperator {
  return comparisonOperators.some((comparison) => comparison === operator);
}

function lowerLogical(node: BinaryNode, left: TypedValue, right: TypedValue, source: string): TypedValue {
  const [first, second] = [left, right].map((side) => {
    requireType(side, ['boolean'], node.operator, source);
    return condition(sqlAs(side, 'boolean'));
  }) as [Sql, Sql];
  return { node, type: 'boolean', sql: sql`(${first} ${symbols[node.operator]} ${second})` };
}

function lowerJoin(node: BinaryNode, left: TypedValue, right: TypedValue, source: string): TypedValue {
  const [first, second] = [left, right].map((side) => {
    requireType(side, scalar, '&', source);
    return side.type === 'blank' ? sqlAs(side, 'text') : formatText(side.sql, side.type);
  }) as [Sql, Sql];
  return { node, type: 'text', sql: sql`concat(${first}, ${second})` };
}

function lowerComparison(
  node: BinaryNode,
  operator: ComparisonOperator,
  left: TypedValue,
  right: TypedValue,
  source: string,
): TypedValue {
  if (left.type === 'blank' || right.type === 'blank') throw comparedWithBlank(node, left, right, source);
  for (const side of [left, right]) requireType(side, scalar, operator, source);
  const type = commonType(left.type, right.type);
  if (type === undefined || type === 'blank') throw incomparable(operator, left, right, source);
  const [first, second] = [sqlAs(left, type), sqlAs(right, type)];
  return { node, type: 'boolean', sql: sql`(${first} ${symbols[operator]} ${second})` };
}

function comparedWithBlank(node: BinaryNode, left: TypedValue, right: TypedValue, source: string): FormulaFailure {
  const other = left.type === 'blank' ? right.node : left.node;
  const test = `ISBLANK(${source.slice(other.start, other.end)})`;
  return new FormulaFailure('compare_with_blank', node, {}, node.operator === '<>' ? `NOT(${test})` : test);
}

/** The side to convert is the literal, because a field usually has the type that is meant. */
function incomparable(operator: string, left: TypedValue, right: TypedValue, source: string): FormulaFailure {
  const isLiteral = left.node.kind === 'text' || left.node.kind === 'number';
  const [converted, kept] = isLiteral ? [left, right] : [right, left];
  const [from, to] = [converted.type as FieldType, kept.type as FieldType];
  const fix = suggestConversion(converted.node, source, from, kindredTypes(to));
  return new FormulaFailure('cannot_compare', converted.node, { operator, from, to }, fix);
}

function lowerArithmetic(
  node: BinaryNode,
  operator: ArithmeticOperator,
  left: TypedValue,
  right: TypedValue,
  source: string,
): TypedValue {
  refuseTextSum(node, left, right);
  refuseDateArithmetic(node, left, right, source);
  for (const side of [left, right]) requireType(side, numeric, operator, source);
  const common = commonType(left.type, right.type);
  const wide = common === undefined || common === 'blank' ? 'integer' : common;
  const type = operator === '/' ? 'number' : wide;
  const [first, second] = [sqlAs(left, type), sqlAs(right, type)];
  const result = sql`${first} ${symbols[operator]} ${second}`;
  return { node, type, sql: operator === '/' ? finite(result) : totalNumber(result, type) };
}

function refuseTextSum(node: BinaryNode, left: TypedValue, right: TypedValue): void {
  if (node.operator !== '+' || left.type !== 'text' || right.type !== 'text') return;
  throw new FormulaFailure('plus_joins_text', node.operatorSpan, {}, '&');
}

function refuseDateArithmetic(node: BinaryNode, left: TypedValue, right: TypedValue, source: string): void {
  const isDate = ({ type }: TypedValue) => type !== 'blank' && isTemporalType(type);
  if (!isDate(left)) return;
  const [first, second] = [left, right].map(({ node: side }) => source.slice(side.start, side.end));
  if (isDate(right) && node.operator === '-')
    throw new FormulaFailure('date_difference', node, {}, `DATEDIFF(${second}, ${first}, "days")`);
  if (right.type !== 'integer' || (node.operator !== '-' && node.operator !== '+')) return;
  const count = node.operator === '-' ? `-${second}` : second;
  throw new FormulaFailure('date_sum', node, {}, `DATEADD(${first}, ${count}, "days")`);
}

function requireType(value: TypedValue, accepted: readonly FieldType[], operator: string, source: string): void {
  if (value.type === 'blank' || accepted.includes(value.type)) return;
  const written = source.slice(value.node.start, value.node.end).slice(0, 60);
  const expected = expectedType(accepted);
  const fix = suggestConversion(value.node, source, value.type, accepted);
  throw new FormulaFailure('operand_type', value.node, { operator, written, expected, actual: value.type }, fix);
}

/** One word for a set of accepted types, a key of the choices in the messages. */
export function expectedType(accepted: readonly FieldType[]): string {
  if (accepted.length === 1) return accepted[0] ?? 'text';
  if (accepted.includes('json')) return 'json';
  if (accepted.includes('text')) return 'scalar';
  if (accepted.includes('integer')) return accepted.includes('date') ? 'comparable' : 'numeric';
  return 'temporal';
}
