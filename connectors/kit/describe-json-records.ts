import type { FieldType } from '#core/graph/field-type.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { detectTextType } from './detect-text-type.ts';
import { toFoundField } from './found-field.ts';
import { nameFields } from './name-fields.ts';

const maxFlattenedDepth = 3;
const maxFlattenedFields = 1000;

/** Values met at one place of the records. */
interface Place {
  readonly path: readonly string[];
  readonly scalars: unknown[];
  /** Something here is a list, or an object in some records and a plain value in others. */
  nested: boolean;
}

/** Fields of JSON records: objects inside become dotted names, lists stay JSON. A record that is no object is one `value`. */
export function describeJsonRecords(records: readonly unknown[]): SourceField[] {
  return describePlaces(records).map(({ field }) => field);
}

/** The same as what a look at a source found. */
export function describeFoundRecords(records: readonly unknown[]): FoundShape {
  const fields = describePlaces(records).map(({ field, place }) => {
    if (place.nested) return { ...toFoundField(field, []), certainty: 'seen' as const };
    const filled = place.scalars.filter((value) => value !== null && value !== '');
    return toFoundField(field, filled);
  });
  return { fields, told: false, records: records.length };
}

function describePlaces(records: readonly unknown[]): { field: SourceField; place: Place }[] {
  let places: Place[] = [];
  for (const depth of [maxFlattenedDepth, 1]) {
    places = collectPlaces(records, depth);
    if (places.length <= maxFlattenedFields) break;
  }
  const names = nameFields(places.map(({ path }) => (path.length === 0 ? 'value' : path.join('.'))));
  return places.map((place, index) => {
    const name = names[index] ?? '';
    const isPlain = place.path.length === 1 && place.path[0] === name;
    return { place, field: { name, ...detectPlaceType(place), ...(!isPlain && { path: [...place.path] }) } };
  });
}

function collectPlaces(records: readonly unknown[], maxDepth: number): Place[] {
  const places = new Map<string, Place>();
  const objects = new Set<string>();
  const placeAt = (path: readonly string[]): Place => {
    const key = JSON.stringify(path);
    const place = places.get(key) ?? { path, scalars: [], nested: false };
    places.set(key, place);
    return place;
  };
  const visit = (value: unknown, path: readonly string[]): void => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject && path.length < maxDepth && Object.keys(value).length > 0) {
      objects.add(JSON.stringify(path));
      for (const [key, child] of Object.entries(value)) visit(child, [...path, key]);
    } else if (typeof value === 'object' && value !== null) placeAt(path).nested = true;
    else placeAt(path).scalars.push(value);
  };
  for (const record of records) visit(record, []);
  return mergeMixedPlaces(places, objects);
}

/** Where some records hold an object and others a plain value, the whole is kept as JSON and not taken apart. */
function mergeMixedPlaces(places: Map<string, Place>, objects: ReadonlySet<string>): Place[] {
  const mixed: (readonly string[])[] = [];
  for (const [key, place] of places) {
    if (!objects.has(key)) continue;
    const isBlank = !place.nested && place.scalars.every((value) => value === null);
    if (isBlank) places.delete(key);
    else {
      place.nested = true;
      mixed.push(place.path);
    }
  }
  const isInside = (path: readonly string[]) =>
    mixed.some((outer) => outer.length < path.length && outer.every((key, index) => path[index] === key));
  return [...places.values()].filter(({ path }) => !isInside(path));
}

function detectPlaceType({ scalars, nested, path }: Place): { type: FieldType; format?: string } {
  if (nested) return { type: 'json' };
  const values = scalars.filter((value) => value !== null);
  if (values.length === 0) return { type: 'text' };
  if (values.every((value) => typeof value === 'boolean')) return { type: 'boolean' };
  if (values.every((value) => typeof value === 'number')) return { type: detectNumberType(values) };
  if (!values.every((value) => typeof value === 'string')) return { type: 'text' };
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  const detected = detectTextType(filled, { name: path.at(-1) ?? '' });
  // What the source wrote in quotes is text, however much it looks like a number.
  return detected.type === 'date' || detected.type === 'datetime' ? detected : { type: 'text' };
}

function detectNumberType(values: readonly number[]): FieldType {
  if (values.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 63)) return 'integer';
  return values.every((value) => /^-?\d{1,15}(\.\d{1,6})?$/.test(String(value))) ? 'decimal' : 'number';
}
