import type { Field, FieldType } from '#core/graph/field-type.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import { type DriftPolicy, policyOf } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Since } from './connector.ts';

const widened: Readonly<Record<string, readonly FieldType[]>> = {
  integer: ['decimal', 'number'],
  decimal: ['number'],
  number: ['decimal'],
  date: ['datetime'],
};

/** The columns as what a look at the source found. */
export function describeColumns(columns: readonly Field[]): FoundShape {
  const fields = columns.map(({ name, type }) => ({ name, type, path: [name], certainty: 'told' as const }));
  return { fields, told: true, records: 0 };
}

/** Whether values of a column can be read as the field's type. Text can be read as anything, row by row. */
function isReadableAs(column: FieldType, field: FieldType): boolean {
  return column === field || column === 'text' || field === 'text' || (widened[column]?.includes(field) ?? false);
}

/** The place of the field's column; -1 where it is gone and the field is to be blank. Throws `<system>_column_missing`. */
export function findColumn(
  system: 'mysql' | 'postgres',
  field: SourceField,
  columns: readonly { readonly name: string }[],
  drift?: DriftPolicy | undefined,
): number {
  const wanted = field.path?.[0] ?? field.name;
  const index = columns.findIndex(({ name }) => name === wanted);
  if (index >= 0 || policyOf(field, drift).missing === 'blank') return index;
  const names = columns.map(({ name }) => name);
  throw new TelarError(`${system}_column_missing`, {
    params: { column: wanted, suggestion: nearestName(wanted, names) ?? 'none' },
    field: 'fields',
    status: 422,
  });
}

/**
 * Whether the field can be had from a column of the type; one whose type is kept while the column got another is read
 * as text, value by value. Throws `<system>_column_type_changed` where that is to stop the run.
 */
export function checkReadable(
  system: 'mysql' | 'postgres',
  field: SourceField,
  column: { readonly name: string; readonly type: FieldType; readonly typeName: string },
  drift?: DriftPolicy | undefined,
): boolean {
  if (isReadableAs(column.type, field.type)) return true;
  if (policyOf(field, drift).shape !== 'stop') return false;
  const params = { column: column.name, expected: field.type, actual: column.typeName };
  throw new TelarError(`${system}_column_type_changed`, { params, field: 'fields', status: 422 });
}

/** The field of the settings that holds the cursor. Throws when it is gone. */
export function findCursor<SomeField extends Field>(since: Since, fields: readonly SomeField[]): SomeField {
  const field = fields.find(({ name }) => name === since.field);
  if (field !== undefined) return field;
  throw new TelarError('sync_field_missing', { params: { name: since.field }, field: 'sync.cursor', status: 422 });
}
