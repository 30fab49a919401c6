import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

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

const settings = z.strictObject({
  match: z.enum(['all', 'any']),
  /** Whether text comparisons look at upper and lower case. */
  caseSensitive: z.boolean(),
  conditions: z.array(filterConditionSchema).max(100),
});

export type FilterSettings = z.infer<typeof settings>;

const withoutValue: readonly FilterOperator[] = ['is_blank', 'is_not_blank', 'is_true', 'is_false'];

/** Whether the operator compares with a value that the user types. */
export function takesValue(operator: FilterOperator): boolean {
  return !withoutValue.includes(operator);
}

/** Keeps the rows that meet the conditions; a condition on a blank value is not met. */
export const filter = defineNode<FilterSettings>({
  kind: 'filter',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { match: 'all', caseSensitive: false, conditions: [] },
  check: ({ conditions }) => {
    if (conditions.length === 0) return [{ code: 'filter_conditions_missing', field: 'conditions', severity: 'error' }];
    return conditions.flatMap((condition, index) => {
      if (condition.operator !== 'formula' && condition.field === '')
        return [{ code: 'field_missing', field: `conditions.${index}.field`, severity: 'error' as const }];
      if (takesValue(condition.operator) && condition.value === '')
        return [{ code: 'value_missing', field: `conditions.${index}.value`, severity: 'error' as const }];
      return [];
    });
  },
  summarize: ({ conditions, match }) => {
    const first = conditions[0];
    if (first === undefined) return { key: 'empty' };
    const { field, operator, value } = first;
    return { key: 'where', values: { field, operator, value, more: conditions.length - 1, match } };
  },
});
