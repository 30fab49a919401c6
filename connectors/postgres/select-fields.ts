import { findColumn, isReadableAs } from '#connectors/kit/table-columns.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { readingExpression, toFieldType } from './map-postgres-type.ts';
import type { SourceColumn } from './read-source-columns.ts';

/** What is selected for the fields, in order, from columns that `place` names by their number. */
export function selectFields(
  fields: readonly SourceField[],
  columns: readonly SourceColumn[],
  place: (index: number) => string,
): { readonly expressions: readonly string[]; readonly lenient: boolean } {
  let lenient = false;
  const expressions = fields.map((field) => {
    const index = findColumn('postgres', field, columns);
    const column = columns[index] as SourceColumn;
    checkReadable(field, column);
    // Text that is read as something else may not fit, row by row.
    lenient ||= field.type !== 'text' && toFieldType(column.type) === 'text';
    return readingExpression(place(index), column.type);
  });
  return { expressions, lenient };
}

/** A column may have changed its type since its fields were confirmed. */
function checkReadable(field: SourceField, { name, type }: SourceColumn): void {
  if (isReadableAs(toFieldType(type), field.type)) return;
  const params = { column: name, expected: field.type, actual: type.name };
  throw new TelarError('postgres_column_type_changed', { params, field: 'fields', status: 422 });
}
