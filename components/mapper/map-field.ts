import type { Field } from '#core/graph/field-type.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import type { TargetField } from './target-field.ts';

/** Where the value of a target field comes from. */
export type SourceKind = 'field' | 'formula' | 'fixed';

export function sourceKindOf({ formula, fixed }: ColumnMapping): SourceKind {
  return formula !== undefined ? 'formula' : fixed !== undefined ? 'fixed' : 'field';
}

/** The entry that fills the target field from an incoming one; what was said about the column before stays. */
export function mapField(
  target: TargetField,
  field: Field | undefined,
  name: string,
  before: ColumnMapping | undefined,
): ColumnMapping {
  const { formula: _, fixed: __, cast: ___, ...kept } = before ?? { column: target.name, field: '' };
  return { ...kept, field: name, ...castFor(target, field?.type ?? null), ...typeOf(target) };
}

/** As `mapField`, with the same value for every row or a formula. */
export function mapValue(
  target: TargetField,
  source: { readonly formula: string } | { readonly fixed: string },
  before: ColumnMapping | undefined,
): ColumnMapping {
  const {
    formula: _,
    fixed: __,
    cast: ___,
    values: ____,
    otherwise: _____,
    ...kept
  } = before ?? { column: target.name };
  const isFixed = 'fixed' in source;
  return { ...kept, field: '', ...source, ...castFor(target, isFixed ? 'text' : null), ...typeOf(target) };
}

/** What the value is converted to: nothing where it fits as it is, and the target's type where it may not. */
function castFor({ type }: TargetField, from: Field['type'] | null): Pick<ColumnMapping, 'cast'> {
  return type === null || type === from ? {} : { cast: type };
}

function typeOf({ typeName }: TargetField): Pick<ColumnMapping, 'columnType'> {
  return typeName === '' ? {} : { columnType: typeName };
}

/** The mapping with the entry in the place of the one for its column, or behind the others. */
export function putEntry(mapping: readonly ColumnMapping[], entry: ColumnMapping): ColumnMapping[] {
  const place = mapping.findIndex(({ column }) => column === entry.column);
  return place < 0 ? [...mapping, entry] : mapping.with(place, entry);
}
