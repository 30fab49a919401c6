import type { Field } from '#core/graph/field-type.ts';
import { foldName } from '#core/graph/nearest-name.ts';
import type { UnionSettings } from '#core/graph/nodes/union.ts';

type Mapping = UnionSettings['mapping'];

/** One input of a union, known by the edge that brings it. */
export interface UnionInput {
  readonly edge: string;
  readonly name: string;
  readonly fields: readonly Field[];
}

/** A column that comes out, and for every input the field that goes there; null where it is blank. */
export interface AlignedColumn {
  readonly name: string;
  readonly sources: readonly (string | null)[];
}

/** The columns of a union in order, as the compiler aligns them. */
export function alignColumns(inputs: readonly UnionInput[], mapping: Mapping): AlignedColumn[] {
  const columns = new Map<string, { name: string; sources: (string | null)[] }>();
  inputs.forEach(({ edge, fields }, index) => {
    for (const { name } of fields) {
      const column = columnOf(mapping, edge, name);
      if (column === '') continue;
      const key = column.toLowerCase();
      const known = columns.get(key) ?? { name: column, sources: inputs.map(() => null) };
      known.sources[index] ??= name;
      columns.set(key, known);
    }
  });
  return [...columns.values()];
}

/** Fields that were left out, with their input. */
export function listLeftOut(inputs: readonly UnionInput[], mapping: Mapping): { edge: string; field: string }[] {
  return inputs.flatMap(({ edge, fields }) =>
    fields.filter(({ name }) => columnOf(mapping, edge, name) === '').map(({ name }) => ({ edge, field: name })),
  );
}

/** The mapping with a field of an input, or nothing, in a column. What stood there goes to the column of its own name, or is left out. */
export function placeField(
  mapping: Mapping,
  edge: string,
  column: AlignedColumn,
  index: number,
  field: string | null,
): Mapping {
  const before = column.sources[index] ?? null;
  if (before === field) return mapping;
  const others = mapping.filter((entry) => entry.edge !== edge || (entry.field !== field && entry.field !== before));
  const isOwn = (name: string) => name.toLowerCase() === column.name.toLowerCase();
  const moved = before !== null && isOwn(before) ? [{ edge, field: before, column: '' }] : [];
  const placed = field !== null && !isOwn(field) ? [{ edge, field, column: column.name }] : [];
  return [...others, ...moved, ...placed];
}

/** The mapping with a field back in the column of its own name. */
export function restoreField(mapping: Mapping, edge: string, field: string): Mapping {
  return mapping.filter((entry) => entry.edge !== edge || entry.field !== field);
}

/** Entries that would bring together columns whose names differ only in case, accents, spaces and dashes. */
export function suggestMatches(inputs: readonly UnionInput[], mapping: Mapping): Mapping {
  const columns = alignColumns(inputs, mapping);
  const suggested: Mapping = [];
  inputs.forEach(({ edge, fields }, index) => {
    for (const { name } of fields) {
      const own = columnOf(mapping, edge, name);
      const place = columns.findIndex((column) => column.name.toLowerCase() === own.toLowerCase());
      const target = columns.findIndex(
        (column, other) => other < place && column.sources[index] === null && foldName(column.name) === foldName(own),
      );
      const column = columns[target];
      if (
        own === '' ||
        column === undefined ||
        suggested.some((entry) => entry.edge === edge && entry.column === column.name)
      )
        continue;
      suggested.push({ edge, field: name, column: column.name });
    }
  });
  return suggested;
}

function columnOf(mapping: Mapping, edge: string, field: string): string {
  return mapping.find((entry) => entry.edge === edge && entry.field === field)?.column ?? field;
}
