import type { FormulaFunctionInfo } from '#core/formula/function-registry.ts';
import { quoteField } from '#core/formula/quote-field.ts';
import type { Field } from '#core/graph/field-type.ts';

/** Something to write at the caret instead of what stands between `start` and the caret. */
export interface Completion {
  readonly kind: 'field' | 'function';
  /** Name of the field, or of the function as the reader would call it. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  /** Where the caret goes, counted from the start of `text`. */
  readonly caret: number;
}

const maxCompletions = 8;

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether the caret stands inside a quoted text, where nothing is completed. */
function isInText(before: string): boolean {
  return (before.replace(/\[[^\]]*\]/g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

/** Fields and functions that what is being typed may become: fields after `[`, both after a bare word. */
export function suggestCompletions(
  source: string,
  caret: number,
  fields: readonly Field[],
  functions: readonly FormulaFunctionInfo[],
): Completion[] {
  const before = source.slice(0, caret);
  if (isInText(before)) return [];
  const bracket = /\[([^\]]*)$/.exec(before);
  const word = bracket ?? /([\p{L}_][\p{L}\p{N}_]*)$/u.exec(before);
  if (word === null) return [];
  const start = caret - word[0].length;
  const typed = fold(word[1] ?? '');
  const fieldMatches = rank(fields, ({ name }) => [name], typed).map((field): Completion => {
    const text = quoteField(field.name);
    return { kind: 'field', name: field.name, text, start, caret: text.length };
  });
  if (bracket !== null) return fieldMatches.slice(0, maxCompletions);
  const functionMatches = rank(functions, ({ name, aliases }) => [name, ...aliases], typed).map((entry): Completion => {
    const name = [entry.name, ...entry.aliases].find((candidate) => fold(candidate).startsWith(typed)) ?? entry.name;
    return {
      kind: 'function',
      name,
      text: `${name}()`,
      start,
      caret: name.length + (entry.parameters.length > 0 ? 1 : 2),
    };
  });
  return [...functionMatches, ...fieldMatches].slice(0, maxCompletions);
}

/** Items with a name that starts with the text, then those that hold it elsewhere. */
function rank<Item>(items: readonly Item[], namesOf: (item: Item) => readonly string[], typed: string): Item[] {
  const starts = items.filter((item) => namesOf(item).some((name) => fold(name).startsWith(typed)));
  const holds = items.filter(
    (item) => !starts.includes(item) && namesOf(item).some((name) => fold(name).includes(typed)),
  );
  return [...starts, ...holds];
}
