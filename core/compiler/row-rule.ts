import { checkPattern } from '#core/formula/check-pattern.ts';
import { emailPattern } from '#core/formula/functions/marketing.ts';
import { trimText } from '#core/formula/total-sql.ts';
import { type Field, type FieldType, isNumericType, isTemporalType } from '#core/graph/field-type.ts';
import type { RowRule } from '#core/graph/validation-rule.ts';
import { castSql } from './cast.ts';
import { duckDbTypeSql } from './duckdb-type.ts';
import { readLiteral } from './literal.ts';
import { type NodeProblem, requireField } from './lowering.ts';
import type { PlanInput } from './plan.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';
import { isNotBlank, keyOf } from './text-sql.ts';
import { phonePattern, urlPattern } from './value-patterns.ts';

const comparisons = {
  equals: sql`=`,
  not_equals: sql`<>`,
  greater: sql`>`,
  greater_or_equal: sql`>=`,
  less: sql`<`,
  less_or_equal: sql`<=`,
};

export interface RuleContext {
  readonly fields: readonly Field[];
  readonly reference: PlanInput | undefined;
  readonly problems: NodeProblem[];
  /** Path of the rule in the settings. */
  readonly path: string;
}

/** Rules that look at one row; `unique` needs all of them. */
export type SingleRowRule = Exclude<RowRule, { check: 'unique' }>;

/** Condition that a row breaks the rule, never NULL; null when the rule does not fit its field, which is a problem then. */
export function lowerRowRule(rule: SingleRowRule, field: Field, context: RuleContext): Sql | null {
  const value = identifier(field.name);
  if (rule.check === 'not_blank') return sql`NOT ${isNotBlank(value, field.type)}`;
  const holds = lowerHolds(rule, field, value, context);
  return holds === null ? null : sql`(${isNotBlank(value, field.type)} AND NOT coalesce(${holds}, FALSE))`;
}

/** What the value is replaced with where the rule is broken; null for actions that leave it. */
export function lowerFix(rule: RowRule, field: Field, { problems, path }: RuleContext): Sql | null {
  const { type, name } = field;
  if (rule.action === 'blank') return sql`CAST(NULL AS ${duckDbTypeSql(type)})`;
  if (rule.action === 'trim') return type === 'text' ? sql`nullif(${trimText(identifier(name))}, '')` : null;
  if (rule.action !== 'default' || rule.replacement === '') return null;
  const literal = readLiteral(rule.replacement, type);
  if (literal !== null) return sql`CAST(${literal.sql} AS ${duckDbTypeSql(type)})`;
  const params = { value: rule.replacement, field: name, type };
  problems.push({ code: 'value_type_mismatch', params, field: `${path}.replacement`, severity: 'error' });
  return null;
}

function lowerHolds(
  rule: Exclude<SingleRowRule, { check: 'not_blank' }>,
  field: Field,
  value: Sql,
  context: RuleContext,
): Sql | null {
  const { type } = field;
  switch (rule.check) {
    case 'type':
      return lowerType(rule.type, '', field, value, context);
    case 'date':
      return type === 'text'
        ? sql`${castSql(value, 'text', 'datetime', rule.format) ?? null} IS NOT NULL`
        : unsuitable(field, context);
    case 'set':
      return lowerSet(rule, field, value, context);
    case 'range':
      return lowerRange(rule, field, value, context);
    case 'length':
      return type === 'text' ? between(sql`length(${value})`, rule.min, rule.max) : unsuitable(field, context);
    case 'pattern':
      return lowerPattern(rule.pattern, field, value, context);
    case 'email':
      return type === 'text' ? sql`regexp_matches(${value}, ${emailPattern})` : unsuitable(field, context);
    case 'phone':
      return type === 'text' ? sql`regexp_full_match(${value}, ${phonePattern})` : unsuitable(field, context);
    case 'url':
      return type === 'text' ? sql`regexp_full_match(${value}, ${urlPattern})` : unsuitable(field, context);
    case 'reference':
      return lowerReference(rule, field, value, context);
    case 'comparison':
      return lowerComparison(rule, field, value, context);
  }
}

function unsuitable({ name, type }: Field, { problems, path }: RuleContext): null {
  problems.push({
    code: 'rule_type_mismatch',
    params: { field: name, type },
    field: `${path}.field`,
    severity: 'error',
  });
  return null;
}

function lowerType(wanted: FieldType, format: string, field: Field, value: Sql, context: RuleContext): Sql | null {
  const cast = castSql(value, field.type, wanted, format);
  if (cast !== null) return sql`${cast} IS NOT NULL`;
  const params = { field: field.name, from: field.type, to: wanted };
  context.problems.push({ code: 'cast_impossible', params, field: `${context.path}.type`, severity: 'error' });
  return null;
}

function literalOf(text: string, field: Field, setting: string, { problems, path }: RuleContext): Sql | null {
  const literal = readLiteral(text, field.type);
  if (literal !== null) return literal.sql;
  const params = { value: text, field: field.name, type: field.type };
  problems.push({ code: 'value_type_mismatch', params, field: `${path}.${setting}`, severity: 'error' });
  return null;
}

function lowerSet(
  { values, ignoreCase }: Extract<RowRule, { check: 'set' }>,
  field: Field,
  value: Sql,
  context: RuleContext,
): Sql | null {
  const lines = [...new Set(values.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  if (lines.length === 0) return null;
  const isText = field.type === 'text' || field.type === 'json';
  const literals = lines.map((line) =>
    isText
      ? sql`CAST(${ignoreCase ? line.toLowerCase() : line} AS VARCHAR)`
      : literalOf(line, field, 'values', context),
  );
  if (literals.some((literal) => literal === null)) return null;
  return sql`${keyOf(value, field.type, ignoreCase)} IN (${joinSql(literals as Sql[])})`;
}

function lowerRange(
  { min, max }: Extract<RowRule, { check: 'range' }>,
  field: Field,
  value: Sql,
  context: RuleContext,
): Sql | null {
  if (!isNumericType(field.type) && !isTemporalType(field.type)) return unsuitable(field, context);
  const bound = (text: string, setting: string, operator: Sql) => {
    if (text === '') return [];
    const literal = literalOf(text, field, setting, context);
    if (literal === null) return [];
    // A day as the last one means the whole of it.
    const isDay = field.type === 'datetime' && /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
    const subject = isDay ? sql`CAST(timezone('UTC', ${value}) AS DATE)` : value;
    return [sql`${subject} ${operator} ${literal}`];
  };
  const bounds = [...bound(min, 'min', comparisons.greater_or_equal), ...bound(max, 'max', comparisons.less_or_equal)];
  return bounds.length === 0 ? null : joinSql(bounds, ' AND ');
}

function between(value: Sql, min: number | null, max: number | null): Sql | null {
  const bounds = [
    ...(min === null ? [] : [sql`${value} >= ${BigInt(min)}`]),
    ...(max === null ? [] : [sql`${value} <= ${BigInt(max)}`]),
  ];
  return bounds.length === 0 ? null : joinSql(bounds, ' AND ');
}

function lowerPattern(pattern: string, field: Field, value: Sql, context: RuleContext): Sql | null {
  if (field.type !== 'text') return unsuitable(field, context);
  if (pattern === '') return null;
  const checked = checkPattern(pattern);
  if ('groups' in checked) return sql`regexp_full_match(${value}, ${pattern})`;
  const { code, params } = checked;
  const problem = { code: 'rule_pattern_invalid', params: { ...params, reason: code } };
  context.problems.push({ ...problem, field: `${context.path}.pattern`, severity: 'error' });
  return null;
}

function lowerReference(
  { other, ignoreCase }: Extract<RowRule, { check: 'reference' }>,
  field: Field,
  value: Sql,
  { reference, problems, path }: RuleContext,
): Sql | null {
  if (reference === undefined) return null;
  const target = requireField(reference.fields, other, `${path}.other`, problems);
  if (target === undefined) return null;
  if (target.type !== field.type && !(isNumericType(target.type) && isNumericType(field.type))) {
    const params = { left: field.name, leftType: field.type, right: other, rightType: target.type };
    problems.push({ code: 'join_key_type_mismatch', params, field: `${path}.other`, severity: 'error' });
    return null;
  }
  const key = keyOf(identifier(other), target.type, ignoreCase);
  const known = sql`SELECT ${key} FROM ${identifier(reference.relation)} WHERE ${key} IS NOT NULL`;
  return sql`${keyOf(value, field.type, ignoreCase)} IN (${known})`;
}

function lowerComparison(
  { operator, other }: Extract<RowRule, { check: 'comparison' }>,
  field: Field,
  value: Sql,
  { fields, problems, path }: RuleContext,
): Sql | null {
  const target = requireField(fields, other, `${path}.other`, problems);
  if (target === undefined) return null;
  const both = [field.type, target.type];
  const isAlike = field.type === target.type || both.every(isNumericType) || both.every(isTemporalType);
  if (!isAlike) {
    const params = { left: field.name, leftType: field.type, right: other, rightType: target.type };
    problems.push({ code: 'rule_types_differ', params, field: `${path}.other`, severity: 'error' });
    return null;
  }
  const asInstant = (column: Sql, type: FieldType) =>
    field.type === target.type ? column : (castSql(column, type, isTemporalType(type) ? 'datetime' : type) ?? column);
  const right = identifier(other);
  const met = sql`${asInstant(value, field.type)} ${comparisons[operator]} ${asInstant(right, target.type)}`;
  return sql`(NOT ${isNotBlank(right, target.type)} OR ${met})`;
}
