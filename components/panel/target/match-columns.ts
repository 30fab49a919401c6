import type { Field } from '#core/graph/field-type.ts';

/** "First name", "first_name" and "FirstName" mean the same column. */
function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** Pairs of fields and columns whose names say the same and that are not mapped yet. */
export function matchColumns(
  fields: readonly Field[],
  columns: readonly { readonly name: string }[],
  mapped: readonly { readonly field: string; readonly column: string }[],
): { field: string; column: string }[] {
  const open = columns.filter(({ name }) => !mapped.some(({ column }) => column === name));
  return fields
    .filter(({ name }) => !mapped.some(({ field }) => field === name))
    .flatMap(({ name }) => {
      const column = open.find((candidate) => fold(candidate.name) === fold(name));
      return column === undefined ? [] : [{ field: name, column: column.name }];
    });
}
