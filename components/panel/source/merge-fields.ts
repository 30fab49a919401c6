import type { SourceField } from '#core/graph/nodes/source-field.ts';

function placeOf({ name, path }: SourceField): string {
  return JSON.stringify(path ?? [name]);
}

/**
 * The fields a source has now, with the names and types that were chosen for those that were there before.
 * What the source no longer has is left out.
 */
export function mergeFields(chosen: readonly SourceField[], found: readonly SourceField[]): SourceField[] {
  const known = new Map(chosen.map((field) => [placeOf(field), field]));
  return found.map((field) => known.get(placeOf(field)) ?? field);
}
