import type { FieldType } from './field-type.ts';
import type { FoundField, FoundShape } from './found-shape.ts';
import type { SourceField } from './nodes/source-field.ts';

/** A difference between the fields that a pipeline knows of a source and those that the source has. */
export type FieldChange =
  | { readonly kind: 'added'; readonly found: FoundField }
  | { readonly kind: 'missing'; readonly field: SourceField }
  | { readonly kind: 'retyped'; readonly field: SourceField; readonly found: FoundField };

/** Records without a key before the key counts as gone: one may leave out what is blank. */
const tellingRecords = 20;

/** What differs, in the order of the fields that are known, new ones last; `ignored` are places to pass over. */
export function compareFields(
  held: readonly SourceField[],
  shape: FoundShape,
  ignored: readonly (readonly string[])[] = [],
): FieldChange[] {
  const heldPlaces = listPlaces(held);
  const foundPlaces = listPlaces(shape.fields);
  const foundAt = new Map(shape.fields.map((found, index) => [foundPlaces[index] ?? '', found]));
  const known = new Set([...heldPlaces, ...listPlaces(ignored.map((path) => ({ name: '', path })))]);
  const added = shape.fields.filter((_, index) => !known.has(foundPlaces[index] ?? ''));
  // What came in its place tells sooner than its absence does.
  const tellsMissing = shape.told || shape.records >= tellingRecords || (added.length > 0 && shape.records > 0);
  const changes = held.flatMap((field, index): FieldChange[] => {
    const found = foundAt.get(heldPlaces[index] ?? '');
    if (found === undefined) return tellsMissing ? [{ kind: 'missing', field }] : [];
    return isRetyped(field, found) ? [{ kind: 'retyped', field, found }] : [];
  });
  return [...changes, ...added.map((found) => ({ kind: 'added', found }) as const)];
}

/** The place of each field in the source as text; where a name repeats, its occurrences are told apart. */
export function listPlaces(
  fields: readonly { readonly name: string; readonly path?: readonly string[] | undefined }[],
): string[] {
  const seen = new Map<string, number>();
  return fields.map(({ name, path }) => {
    const place = JSON.stringify(path ?? [name]);
    const count = seen.get(place) ?? 0;
    seen.set(place, count + 1);
    return count === 0 ? place : `${place}#${count}`;
  });
}

function isRetyped(field: SourceField, found: FoundField): boolean {
  if (found.certainty === 'unclear') return false;
  const before = field.found ?? field.type;
  if (found.certainty === 'told') return before !== found.type;
  return !holdsAll(field.type, found.type) && before !== found.type;
}

const wider: Readonly<Partial<Record<FieldType, readonly FieldType[]>>> = {
  integer: ['decimal', 'number'],
  decimal: ['number'],
  number: ['decimal'],
  date: ['datetime'],
};

/** Whether every value that reads as `found` can be had as the type. */
function holdsAll(type: FieldType, found: FieldType): boolean {
  return type === 'text' || type === found || (wider[found]?.includes(type) ?? false);
}
