import type { Field } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { suggestSources } from './suggest-sources.ts';
import type { TargetField } from './target-field.ts';

/** Something that the mapping speaks of and that is not as it was. */
export type MappingDrift =
  /** The field no longer comes in. */
  | { readonly kind: 'source'; readonly index: number; readonly name: string; readonly suggestion: string | null }
  /** The target no longer has the column. */
  | { readonly kind: 'target'; readonly index: number; readonly name: string; readonly suggestion: string | null }
  /** The column holds another type than when it was mapped. */
  | { readonly kind: 'type'; readonly index: number; readonly name: string; readonly was: string; readonly is: string };

/** What changed on either side since the mapping was made. Empty while a side is not known. */
export function findDrift(
  mapping: readonly ColumnMapping[],
  fields: readonly Field[],
  targets: readonly TargetField[] | null,
): MappingDrift[] {
  return mapping.flatMap((entry, index): MappingDrift[] => [
    ...(fields.length > 0 ? findSourceDrift(entry, index, mapping, fields) : []),
    ...(targets !== null && targets.length > 0 ? findTargetDrift(entry, index, mapping, targets) : []),
  ]);
}

function findSourceDrift(
  { field, column, formula, fixed }: ColumnMapping,
  index: number,
  mapping: readonly ColumnMapping[],
  fields: readonly Field[],
): MappingDrift[] {
  if (formula !== undefined || fixed !== undefined || field === '') return [];
  if (fields.some(({ name }) => name === field)) return [];
  const asTarget = { name: field, typeName: '', type: null, required: false, key: false, values: null };
  const others = mapping.filter((_, place) => place !== index);
  const [byOldName] = suggestSources([asTarget], fields, others);
  const [byColumn] = suggestSources([{ ...asTarget, name: column }], fields, others);
  return [{ kind: 'source', index, name: field, suggestion: byOldName?.field ?? byColumn?.field ?? null }];
}

function findTargetDrift(
  { column, columnType }: ColumnMapping,
  index: number,
  mapping: readonly ColumnMapping[],
  targets: readonly TargetField[],
): MappingDrift[] {
  const target = targets.find(({ name }) => name === column);
  if (target === undefined) {
    const free = targets.filter(({ name }) => !mapping.some((entry) => entry.column === name));
    const names = free.map(({ name }) => name);
    return [{ kind: 'target', index, name: column, suggestion: nearestName(column, names) ?? null }];
  }
  if (columnType === undefined || columnType === target.typeName) return [];
  return [{ kind: 'type', index, name: column, was: columnType, is: target.typeName }];
}
