import { z } from 'zod';
import type { Problem } from './problem.ts';

export const filterOperators = [
  'equals',
  'not_equals',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'greater',
  'greater_or_equal',
  'less',
  'less_or_equal',
  'one_of',
  'is_blank',
  'is_not_blank',
  'is_true',
  'is_false',
  /** `value` is a formula that must be true; `field` is unused. */
  'formula',
] as const;

export type FilterOperator = (typeof filterOperators)[number];

export const filterConditionSchema = z.strictObject({
  field: z.string().max(200),
  operator: z.enum(filterOperators),
  /** Text as typed; read by the field's type. For `one_of` one value per line. */
  value: z.string().max(10_000),
});

export type FilterCondition = z.infer<typeof filterConditionSchema>;

export const groupMatches = ['all', 'any', 'none'] as const;

export type GroupMatch = (typeof groupMatches)[number];

/** Conditions and groups of conditions, of which all, any or none must be met. */
export interface ConditionGroup {
  match: GroupMatch;
  conditions: FilterCondition[];
  groups: ConditionGroup[];
}

export const conditionGroupSchema: z.ZodType<ConditionGroup> = z.strictObject({
  match: z.enum(groupMatches),
  conditions: z.array(filterConditionSchema).max(100),
  /** Pipelines that were built before there were groups have none. */
  groups: z
    .array(z.lazy(() => conditionGroupSchema))
    .max(20)
    .default([]),
});

export const emptyGroup: ConditionGroup = { match: 'all', conditions: [], groups: [] };

/** Deeper nesting than this cannot be read by people any more. */
export const maxGroupDepth = 4;

const withoutValue: readonly FilterOperator[] = ['is_blank', 'is_not_blank', 'is_true', 'is_false'];

/** Whether the operator compares with a value that the user types. */
export function takesValue(operator: FilterOperator): boolean {
  return !withoutValue.includes(operator);
}

/** Problems of a group and those in it; `prefix` is its path with a final point, or empty. */
export function checkGroup(group: ConditionGroup, prefix = '', depth = 1): Omit<Problem, 'nodeId'>[] {
  const { conditions, groups } = group;
  const problem = (code: string, field: string) => [{ code, field: prefix + field, severity: 'error' as const }];
  if (conditions.length + groups.length === 0) return problem('filter_conditions_missing', 'conditions');
  if (depth > maxGroupDepth) return problem('filter_groups_deep', 'conditions');
  return [
    ...conditions.flatMap(({ operator, field, value }, index) => {
      if (operator !== 'formula' && field === '') return problem('field_missing', `conditions.${index}.field`);
      return takesValue(operator) && value === '' ? problem('value_missing', `conditions.${index}.value`) : [];
    }),
    ...groups.flatMap((inner, index) => checkGroup(inner, `${prefix}groups.${index}.`, depth + 1)),
  ];
}
