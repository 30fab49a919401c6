import { type Field, isTemporalType } from '#core/graph/field-type.ts';
import { type DataRule, isDataRule, type ValidationRule } from '#core/graph/validation-rule.ts';
import { distributionSql } from './distribution-sql.ts';
import { type NodeProblem, requireField } from './lowering.ts';
import type { Measure, StepChecks } from './plan.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';
import { isNotBlank } from './text-sql.ts';

interface Judged {
  readonly index: number;
  readonly rule: ValidationRule;
  readonly broken: Sql;
  readonly mended?: Sql;
}

type Taken = Measure & { readonly value: Sql };

/** What a run measures of the stage: rows that break rules without being rejected, mended ones, and all rows together. */
export function lowerChecks(
  rules: readonly ValidationRule[],
  judged: readonly Judged[],
  fields: readonly Field[],
  stage: Sql,
  problems: NodeProblem[],
): StepChecks | null {
  const taken = [
    ...judged.flatMap(measureRow),
    ...rules.flatMap((rule, index) => (isDataRule(rule) ? measureData(rule, index, fields, problems) : [])),
  ];
  if (taken.length === 0) return null;
  return {
    query: sql`SELECT ${joinSql(taken.map(({ value }, index) => sql`${value} AS ${identifier(`m${index}`)}`))} FROM ${stage}`,
    measures: taken.map(({ rule, field, metric }) => ({ rule, field, metric })),
    mayStop: rules.some(({ action }) => action === 'stop'),
  };
}

function measureRow({ index, rule, broken, mended }: Judged): Taken[] {
  const field = 'field' in rule ? rule.field : '';
  const count = (metric: string, condition: Sql): Taken => ({
    rule: index,
    field,
    metric,
    value: sql`count(*) FILTER (WHERE ${condition})`,
  });
  if (mended !== undefined) return [count('fixed', mended)];
  return rule.action === 'warn' || rule.action === 'stop' ? [count('broken', broken)] : [];
}

function measureData(rule: DataRule, index: number, fields: readonly Field[], problems: NodeProblem[]): Taken[] {
  if (rule.check === 'row_count') return [{ rule: index, field: '', metric: 'rows', value: sql`count(*)` }];
  const field = requireField(fields, rule.field, `rules.${index}.field`, problems);
  if (field === undefined) return [];
  const shared = { rule: index, field: field.name };
  const column = identifier(field.name);
  if (rule.check === 'blank_share') {
    const blank = sql`count(*) FILTER (WHERE NOT ${isNotBlank(column, field.type)})`;
    return [{ ...shared, metric: 'blank_share', value: sql`${blank} / nullif(CAST(count(*) AS DOUBLE), 0)` }];
  }
  if (rule.check === 'distribution') {
    const { metric, values } = distributionSql(field);
    return [{ ...shared, metric, value: values }];
  }
  if (isTemporalType(field.type)) return [{ ...shared, metric: 'newest', value: sql`epoch(max(${column}))` }];
  const params = { field: field.name, type: field.type };
  problems.push({ code: 'rule_type_mismatch', params, field: `rules.${index}.field`, severity: 'error' });
  return [];
}
