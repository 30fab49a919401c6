import type { NodeKind } from '#core/graph/graph.ts';
import type { NodeCategory } from '#core/graph/node-definition.ts';

/** A node kind as the palette offers it. */
export interface PaletteEntry {
  readonly kind: NodeKind;
  readonly category: NodeCategory;
  readonly name: string;
  readonly description: string;
  /** Synonyms in every language of the product. */
  readonly keywords: readonly string[];
}

/** Lower case, no accents: what people mean rather than what they type. */
function normalize(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** The least of a word that a name holds; what synonyms and descriptions hold scores less. */
const nameScore = 4;

function scoreWord(entry: PaletteEntry, word: string): number {
  const name = normalize(entry.name);
  const keywords = entry.keywords.map(normalize);
  if (name.startsWith(word)) return 5;
  if (name.split(/\s+/).some((part) => part.startsWith(word))) return nameScore;
  if (keywords.some((keyword) => keyword.startsWith(word))) return 3;
  if (keywords.some((keyword) => keyword.split(/\s+/).some((part) => part.startsWith(word)))) return 2;
  return normalize(entry.description).includes(word) ? 1 : 0;
}

/** Whether all that was typed is the beginning of one name or synonym, which means more than its words apart. */
function beginsWhole(entry: PaletteEntry, query: string): boolean {
  return [entry.name, ...entry.keywords].some((text) => normalize(text).startsWith(query));
}

/**
 * The entries that fit what was typed, best first; all of them for an empty query.
 * Words of three letters or fewer that fit nothing ("by", "de") are passed over.
 */
export function searchKinds(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const typed = normalize(query);
  const words = typed.split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  const scored = entries.flatMap((entry) => {
    const scores = words.map((word) => scoreWord(entry, word));
    const isMiss = scores.some((score, index) => score === 0 && (words[index]?.length ?? 0) > 3);
    const whole = words.length > 1 && beginsWhole(entry, typed) ? words.length : 0;
    // However well synonyms fit, a name that holds every word comes before them.
    const named = scores.every((score) => score >= nameScore) ? 10 * words.length : 0;
    const total = scores.reduce((sum, score) => sum + score, whole + named);
    return isMiss || total === 0 ? [] : [{ entry, total }];
  });
  return scored.toSorted((a, b) => b.total - a.total).map(({ entry }) => entry);
}
