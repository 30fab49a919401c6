import type { FieldType } from '#core/graph/field-type.ts';
import type { JsonColumn } from '#core/graph/nodes/json-column.ts';

/** Deeper objects stay nested data. */
const maxDepth = 4;
const maxColumns = 200;

/** Columns for the values that sample cells hold, objects or their text, beyond those that were chosen. */
export function findJsonColumns(cells: readonly unknown[], chosen: readonly JsonColumn[]): JsonColumn[] {
  const found = new Map<string, { path: string[]; type: FieldType | null }>();
  for (const cell of cells) collect(readObject(cell), [], found);
  const known = new Set(chosen.map(({ path }) => JSON.stringify(path)));
  const taken = new Set(chosen.map(({ name }) => name.toLowerCase()));
  const columns: JsonColumn[] = [];
  for (const [key, { path, type }] of found) {
    if (known.has(key) || columns.length >= maxColumns) continue;
    columns.push({ path, name: freeName(path.join(' '), taken), type: type ?? 'text' });
  }
  return columns;
}

function collect(
  object: Record<string, unknown> | null,
  path: readonly string[],
  found: Map<string, { path: string[]; type: FieldType | null }>,
): void {
  for (const [name, value] of Object.entries(object ?? {})) {
    const place = [...path, name];
    if (isRecord(value) && place.length < maxDepth) {
      collect(value, place, found);
      continue;
    }
    const key = JSON.stringify(place);
    const type = typeOf(value);
    // A place that holds nothing here may hold an object elsewhere.
    if (type === null) continue;
    const before = found.get(key)?.type ?? null;
    found.set(key, { path: place, type: before === null ? type : widen(before, type) });
  }
}

function typeOf(value: unknown): FieldType | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'json' : 'text';
}

function widen(left: FieldType, right: FieldType): FieldType {
  if (left === right) return left;
  const isNumber = (type: FieldType) => type === 'integer' || type === 'number';
  if (isNumber(left) && isNumber(right)) return 'number';
  return left === 'json' || right === 'json' ? 'json' : 'text';
}

function readObject(cell: unknown): Record<string, unknown> | null {
  if (isRecord(cell)) return cell;
  if (typeof cell !== 'string') return null;
  try {
    const value: unknown = JSON.parse(cell);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function freeName(name: string, taken: Set<string>): string {
  let free = name.slice(0, 190);
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name.slice(0, 190)} ${number}`;
  taken.add(free.toLowerCase());
  return free;
}
