import type { Command, CommandGroup } from './command.ts';
import { matchWords } from './match-words.ts';

/**
 * The commands that fit what was typed: those whose label does before those that only other words find, and groups in the
 * order of the best in them. What is usual, for who typed nothing.
 */
export function findCommands(groups: readonly CommandGroup[], typed: string): CommandGroup[] {
  const query = typed.trim();
  const ranked = groups.map(({ value, items }) => {
    const fitting = items.map((command) => ({ command, rank: rankCommand(command, query) }));
    const found = fitting.filter(({ rank }) => rank > 0).toSorted((a, b) => b.rank - a.rank);
    return { value, rank: found[0]?.rank ?? 0, items: found.map(({ command }) => command) };
  });
  return ranked
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ value, items }) => ({ value, items }));
}

function rankCommand({ label, words = '', onlyTyped = false }: Command, query: string): 0 | 1 | 2 {
  if (query === '') return onlyTyped ? 0 : 2;
  if (matchWords(label, query)) return 2;
  return matchWords(`${label} ${words}`, query) ? 1 : 0;
}
