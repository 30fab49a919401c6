import { compileFormula } from '#core/formula/compile-formula.ts';
import { isBlank } from '#core/formula/total-sql.ts';
import type { ConditionGroup, FilterCondition, FilterOperator } from '#core/graph/condition-group.ts';
import { type Field, type FieldType, isNumericType, isTemporalType } from '#core/graph/field-type.ts';
import { formulaProblem } from './formula-problem.ts';
import { readLiteral } from './literal.ts';
import { type NodeProblem, requireField } from './lowering.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';
import { isNotBlank } from './text-sql.ts';

const comparisons: Partial<Record<FilterOperator, Sql>> = {
  equals: sql`=`,
  not_equals: sql`<>`,
  greater: sql`>`,
  greater_or_equal: sql`>=`,
  less: sql`<`,
  less_or_equal: sql`<=`,
};

const textFunctions: Partial<Record<FilterOperator, Sql>> = {
  contains: sql`contains`,
  not_contains: sql`NOT contains`,
  starts_with: sql`starts_with`,
  ends_with: sql`ends_with`,
};

const sizeOperators: readonly FilterOperator[] = ['greater', 'greater_or_equal', 'less', 'less_or_equal'];

export interface ConditionContext {
  readonly fields: readonly Field[];
  readonly caseSensitive: boolean;
  readonly now: string;
  readonly problems: NodeProblem[];
}

/** A condition over a row; a comparison with a blank value is NULL or FALSE. `prefix`: path of the group, with a point. */
export function lowerConditions(group: ConditionGroup, context: ConditionContext, prefix = ''): Sql {
  const { fields, caseSensitive, now, problems } = context;
  const conditions = group.conditions.flatMap((condition, index) => {
    const path = `${prefix}conditions.${index}`;
    if (condition.operator === 'formula') return lowerFormula(condition.value, fields, now, `${path}.value`, problems);
    const field = requireField(fields, condition.field, `${path}.field`, problems);
    return field === undefined ? [] : lowerCondition(condition, field, caseSensitive, path, problems);
  });
  const inner = group.groups.map((each, index) => lowerConditions(each, context, `${prefix}groups.${index}.`));
  const parts = [...conditions, ...inner].map((condition) => sql`(${condition})`);
  if (parts.length === 0) return sql`TRUE`;
  if (group.match === 'none') return sql`NOT coalesce(${joinSql(parts, ' OR ')}, FALSE)`;
  return joinSql(parts, group.match === 'all' ? ' AND ' : ' OR ');
}

function lowerFormula(
  source: string,
  fields: readonly Field[],
  now: string,
  path: string,
  problems: NodeProblem[],
): Sql[] {
  if (source.trim() === '') return [];
  const result = compileFormula(source, fields, { now });
  if ('error' in result) {
    problems.push(formulaProblem(result.error, path));
    return [];
  }
  if (result.type === 'boolean') return [result.sql];
  problems.push({ code: 'formula_not_boolean', params: { type: result.type }, field: path, severity: 'error' });
  return [];
}

function lowerCondition(
  { operator, value }: FilterCondition,
  field: Field,
  caseSensitive: boolean,
  path: string,
  problems: NodeProblem[],
): Sql[] {
  const column = identifier(field.name);
  if (operator === 'is_blank') return [isBlank(column, field.type)];
  if (operator === 'is_not_blank') return [isNotBlank(column, field.type)];
  if (!suits(operator, field.type)) {
    const params = { operator, field: field.name, type: field.type };
    problems.push({ code: 'operator_type_mismatch', params, field: `${path}.operator`, severity: 'error' });
    return [];
  }
  if (operator === 'is_true') return [column];
  if (operator === 'is_false') return [sql`NOT ${column}`];
  if (value === '') return [];
  if (operator === 'one_of' && listValues(value).length === 0) {
    problems.push({ code: 'value_missing', field: `${path}.value`, severity: 'error' });
    return [];
  }
  if (readsAsText(operator, field.type)) return [lowerText(operator, value, field, caseSensitive)];
  return lowerComparison(operator, value, field, path, problems);
}

function suits(operator: FilterOperator, type: FieldType): boolean {
  if (operator === 'is_true' || operator === 'is_false') return type === 'boolean';
  if (sizeOperators.includes(operator)) return isNumericType(type) || isTemporalType(type);
  if (operator in textFunctions) return type === 'text' || type === 'integer' || type === 'json';
  return true;
}

function readsAsText(operator: FilterOperator, type: FieldType): boolean {
  return type === 'text' || type === 'json' || operator in textFunctions;
}

function lowerText(operator: FilterOperator, value: string, field: Field, caseSensitive: boolean): Sql {
  // What has no letters, such as "@", is found in either case; not folding the column is six times as fast.
  const isCaseless = operator in textFunctions && value.toLowerCase() === value.toUpperCase();
  const fold = (text: Sql) => (caseSensitive || isCaseless ? text : sql`lower(${text})`);
  const column = identifier(field.name);
  const subject = fold(field.type === 'text' ? column : sql`CAST(${column} AS VARCHAR)`);
  if (operator === 'one_of')
    return sql`${subject} IN (${joinSql(listValues(value).map((item) => fold(asText(item))))})`;
  const wanted = fold(asText(value));
  const textFunction = textFunctions[operator];
  const met =
    textFunction === undefined
      ? sql`${subject} ${comparisons[operator] ?? sql`=`} ${wanted}`
      : sql`${textFunction}(${subject}, ${wanted})`;
  const isNegative = operator === 'not_equals' || operator === 'not_contains';
  return isNegative ? sql`${met} AND ${isNotBlank(column, field.type)}` : met;
}

function lowerComparison(
  operator: FilterOperator,
  value: string,
  field: Field,
  path: string,
  problems: NodeProblem[],
): Sql[] {
  const items = operator === 'one_of' ? listValues(value) : [value];
  const column = identifier(field.name);
  const met = items.flatMap((item) => {
    const literal = readLiteral(item, field.type);
    if (literal === null) {
      const params = { value: item, field: field.name, type: field.type };
      problems.push({ code: 'value_type_mismatch', params, field: `${path}.value`, severity: 'error' });
      return [];
    }
    const byDay = literal.dayOnly && field.type === 'datetime';
    const subject = byDay ? sql`CAST(timezone('UTC', ${column}) AS DATE)` : column;
    return [sql`${subject} ${comparisons[operator] ?? sql`=`} ${literal.sql}`];
  });
  return met.length === 0 ? [] : [joinSql(met, ' OR ')];
}

/** One value per line, without the spaces around it; empty lines are not values. */
function listValues(value: string): string[] {
  const lines = value.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

// A bound value has no type until the engine sees it used, and `lower` exists for several.
function asText(value: string): Sql {
  return sql`CAST(${value} AS VARCHAR)`;
}
