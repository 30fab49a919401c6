import type { FilterOperator } from '#core/graph/condition-group.ts';
import type { FieldType } from '#core/graph/field-type.ts';

const blanks = ['is_blank', 'is_not_blank'] as const;
const equality = ['equals', 'not_equals'] as const;
const order = ['greater', 'greater_or_equal', 'less', 'less_or_equal'] as const;
const numeric: readonly FilterOperator[] = [...equality, ...order, 'one_of', ...blanks];
const temporal: readonly FilterOperator[] = [...equality, ...order, ...blanks];

const operators = {
  text: [...equality, 'contains', 'not_contains', 'starts_with', 'ends_with', 'one_of', ...blanks],
  integer: numeric,
  decimal: numeric,
  number: numeric,
  boolean: ['is_true', 'is_false', ...blanks],
  date: temporal,
  datetime: temporal,
  json: blanks,
} satisfies Record<FieldType, readonly FilterOperator[]>;

/** The comparisons that make sense for a type, commonest first. */
export function operatorsForType(type: FieldType): readonly FilterOperator[] {
  return operators[type];
}
