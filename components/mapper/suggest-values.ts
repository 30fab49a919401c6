import { foldName } from '#core/graph/nearest-name.ts';
import { compareNames } from './compare-names.ts';

interface ValueSuggestion {
  readonly from: string;
  readonly to: string;
}

/** For values without a name in the target, the one of its values that is most like them. */
export function suggestValues(from: readonly string[], allowed: readonly string[]): ValueSuggestion[] {
  return from.flatMap((value) => {
    const same = allowed.find((candidate) => foldName(candidate) === foldName(value));
    if (same !== undefined) return [{ from: value, to: same }];
    const best = allowed
      .map((candidate) => ({ candidate, likeness: compareNames(value, candidate) }))
      .toSorted((a, b) => b.likeness - a.likeness)[0];
    return best === undefined || best.likeness < 0.6 ? [] : [{ from: value, to: best.candidate }];
  });
}
