import type { FieldChange } from './compare-fields.ts';
import type { FoundField } from './found-shape.ts';
import { editDistance, foldName } from './nearest-name.ts';
import type { SourceField } from './nodes/source-field.ts';

/** Of the values that a field had, the share that another field has now. */
export interface ValueOverlap {
  readonly field: string;
  readonly found: string;
  readonly share: number;
}

/** A field that is gone and the new one that looks like it. */
export interface RenameSuggestion {
  readonly field: SourceField;
  readonly found: FoundField;
  /** From 0 to 1. */
  readonly confidence: number;
}

const leastConfidence = 0.5;

/** For each field that is gone the new one most like it, by name, type and, where they are known, values. */
export function suggestRenames(
  changes: readonly FieldChange[],
  overlaps: readonly ValueOverlap[] = [],
): RenameSuggestion[] {
  const missing = changes.flatMap((change) => (change.kind === 'missing' ? [change.field] : []));
  const added = changes.flatMap((change) => (change.kind === 'added' ? [change.found] : []));
  const pairs = missing.flatMap((field) =>
    added.map((found) => ({ field, found, confidence: compare(field, found, overlaps) })),
  );
  const taken = new Set<unknown>();
  const suggestions: RenameSuggestion[] = [];
  for (const pair of pairs.toSorted((a, b) => b.confidence - a.confidence)) {
    if (pair.confidence < leastConfidence || taken.has(pair.field) || taken.has(pair.found)) continue;
    taken.add(pair.field).add(pair.found);
    suggestions.push(pair);
  }
  return suggestions;
}

function compare(field: SourceField, found: FoundField, overlaps: readonly ValueOverlap[]): number {
  const name = Math.max(
    compareNames(field.path?.at(-1) ?? field.name, found.path.at(-1) ?? found.name),
    compareNames(field.name, found.name),
  );
  const type = field.type === found.type ? 1 : field.type === 'text' || found.type === 'text' ? 0.5 : 0;
  const share = overlaps.find((each) => each.field === field.name && each.found === found.name)?.share;
  return share === undefined ? 0.8 * name + 0.2 * type : 0.4 * name + 0.1 * type + 0.5 * share;
}

/** `phone` is all of one part of `phone_number`, which says more than the letters between them. */
function compareNames(left: string, right: string): number {
  const [a, b] = [foldName(left), foldName(right)];
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 0;
  const [leftWords, rightWords] = [listWords(left), listWords(right)];
  const common = leftWords.filter((word) => rightWords.includes(word)).length;
  const contained = common === 0 ? 0 : 0.6 + 0.4 * (common / Math.max(leftWords.length, rightWords.length));
  return Math.max(1 - editDistance(a, b) / longest, contained);
}

function listWords(name: string): string[] {
  return name
    .slice(0, 200)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(foldName)
    .filter((word) => word.length > 1);
}
