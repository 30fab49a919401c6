import type { TableView } from '#core/contracts/connections.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import type { AcceptedField } from '#core/graph/nodes/accepted-field.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';

/** What can be filled at a target. */
export interface TargetField {
  readonly name: string;
  /** In the target's own words; empty where it has none. */
  readonly typeName: string;
  /** Null: whatever comes. */
  readonly type: FieldType | null;
  /** A new row must bring a value. */
  readonly required: boolean;
  /** Rows are found by it. */
  readonly key: boolean;
  /** The only values that it takes; null: others as well. */
  readonly values: readonly string[] | null;
}

/** The columns of a table that can be written. */
export function listTargetFields(columns: TableView['columns'], keys: readonly string[]): TargetField[] {
  return columns
    .filter(({ writing }) => writing?.generated !== true)
    .map(({ name, type, primaryKey, writing }) => ({
      name,
      typeName: type,
      type: writing?.fieldType ?? null,
      required: writing?.required ?? false,
      key: primaryKey || keys.includes(name),
      values: writing?.values ?? null,
    }));
}

/** A field that an API is said to take. */
export function toTargetField({ name, type, required = false, values }: AcceptedField): TargetField {
  return { name, typeName: '', type: type ?? null, required, key: false, values: values ?? null };
}

/** What must be filled first, then what rows are found by, then the rest, each in the target's own order. */
export function orderTargetFields(fields: readonly TargetField[]): TargetField[] {
  const rank = ({ required, key }: TargetField) => (required ? 0 : key ? 1 : 2);
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

export interface MappingCount {
  readonly mapped: number;
  readonly total: number;
  /** Required and still without a value. */
  readonly missing: number;
}

export function countMapped(fields: readonly TargetField[], mapping: readonly ColumnMapping[]): MappingCount {
  const filled = new Set(mapping.map(({ column }) => column));
  return {
    mapped: fields.filter(({ name }) => filled.has(name)).length,
    total: fields.length,
    missing: fields.filter(({ name, required }) => required && !filled.has(name)).length,
  };
}
