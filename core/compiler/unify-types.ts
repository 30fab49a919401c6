import { type FieldType, isNumericType, isTemporalType } from '#core/graph/field-type.ts';

/** The narrowest type that holds the values of both. */
export function unifyTypes(left: FieldType, right: FieldType): FieldType {
  if (left === right) return left;
  if (isNumericType(left) && isNumericType(right))
    return left === 'number' || right === 'number' ? 'number' : 'decimal';
  return isTemporalType(left) && isTemporalType(right) ? 'datetime' : 'text';
}
