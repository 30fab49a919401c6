import { checkReadable, findColumn } from '#connectors/kit/table-columns.ts';
import type { DriftPolicy } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { readingExpression, toFieldType } from './map-postgres-type.ts';
import type { SourceColumn } from './read-source-columns.ts';

/** What is selected for the fields, in order, from columns that `place` names by their number. */
export function selectFields(
  fields: readonly SourceField[],
  columns: readonly SourceColumn[],
  place: (index: number) => string,
  drift?: DriftPolicy | undefined,
): { readonly expressions: readonly string[]; readonly lenient: boolean } {
  let lenient = false;
  const expressions = fields.map((field) => {
    const index = findColumn('postgres', field, columns, drift);
    const column = columns[index];
    if (column === undefined) return 'NULL';
    const type = toFieldType(column.type);
    const readable = checkReadable('postgres', field, { name: column.name, type, typeName: column.type.name }, drift);
    // Text that is read as something else may not fit, row by row.
    lenient ||= !readable || (field.type !== 'text' && type === 'text');
    return readingExpression(place(index), column.type);
  });
  return { expressions, lenient };
}
