import type { Field, FieldType } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Since } from './connector.ts';

const widened: Readonly<Record<string, readonly FieldType[]>> = {
  integer: ['decimal', 'number'],
  decimal: ['number'],
  number: ['decimal'],
  date: ['datetime'],
};

/** Whether values of a column can be read as the field's type. Text can be read as anything, row by row. */
export function isReadableAs(column: FieldType, field: FieldType): boolean {
  return column === field || column === 'text' || field === 'text' || (widened[column]?.includes(field) ?? false);
}

/** The place of the field's column. Throws `<system>_column_missing`. */
export function findColumn(
  system: 'mysql' | 'postgres',
  field: SourceField,
  columns: readonly { readonly name: string }[],
): number {
  const wanted = field.path?.[0] ?? field.name;
  const index = columns.findIndex(({ name }) => name === wanted);
  if (index >= 0) return index;
  const names = columns.map(({ name }) => name);
  throw new TelarError(`${system}_column_missing`, {
    params: { column: wanted, suggestion: nearestName(wanted, names) ?? 'none' },
    field: 'fields',
    status: 422,
  });
}

/** The field of the settings that holds the cursor. Throws when it is gone. */
export function findCursor<SomeField extends Field>(since: Since, fields: readonly SomeField[]): SomeField {
  const field = fields.find(({ name }) => name === since.field);
  if (field !== undefined) return field;
  throw new TelarError('sync_field_missing', { params: { name: since.field }, field: 'sync.cursor', status: 422 });
}
