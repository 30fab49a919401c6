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
  | { readonly kind: 'type'; readonly index: number; readonly name: string; readonly was: string; readonly is: string }
  /** The column has to be filled now; the suggestion is a field for one that is not mapped. */
  | {
      readonly kind: 'required';
      readonly index: number;
      readonly name: string;
      readonly isMapped: boolean;
      readonly suggestion: string | null;
    };

/**
 * What changed on either side since the mapping was made. Empty while a side is not known. `decided` are the columns that
 * had to be filled then.
 */
export function findDrift(
  mapping: readonly ColumnMapping[],
  fields: readonly Field[],
  targets: readonly TargetField[] | null,
  decided?: readonly string[],
): MappingDrift[] {
  const changed = mapping.flatMap((entry, index): MappingDrift[] => [
    ...(fields.length > 0 ? findSourceDrift(entry, index, mapping, fields) : []),
    ...(targets !== null && targets.length > 0 ? findTargetDrift(entry, index, mapping, targets) : []),
  ]);
  return [...changed, ...findRequired(mapping, fields, targets ?? [], decided)];
}

function findRequired(
  mapping: readonly ColumnMapping[],
  fields: readonly Field[],
  targets: readonly TargetField[],
  decided: readonly string[] | undefined,
): MappingDrift[] {
  if (decided === undefined) return [];
  return targets.flatMap((target): MappingDrift[] => {
    const { name, required } = target;
    if (!required || decided.includes(name)) return [];
    const index = mapping.findIndex(({ column }) => column === name);
    const [found] = index < 0 ? suggestSources([target], fields, mapping) : [];
    return [{ kind: 'required', index, name, isMapped: index >= 0, suggestion: found?.field ?? null }];
  });
}

/** The columns that have to be filled and that a change of the mapping leaves nothing to say about. */
export function decideRequired(
  targets: readonly TargetField[],
  next: readonly ColumnMapping[],
  before: { readonly mapping: readonly ColumnMapping[]; readonly decided: readonly string[] | undefined },
): string[] {
  const isMapped = (mapping: readonly ColumnMapping[], name: string) => mapping.some(({ column }) => column === name);
  const required = targets.filter((target) => target.required).map(({ name }) => name);
  const { mapping, decided = required } = before;
  return required.filter((name) => decided.includes(name) || (isMapped(next, name) && !isMapped(mapping, name)));
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
