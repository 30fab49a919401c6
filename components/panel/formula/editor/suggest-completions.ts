import { type FormulaFunctionInfo, findFunction, parameterAt } from '#core/formula/function-registry.ts';
import { quoteField } from '#core/formula/quote-field.ts';
import { scanFormula } from '#core/formula/tokenize-formula.ts';
import { type FormulaLanguage, functionNameIn } from '#core/formula/translate-formula.ts';
import type { Field, FieldType } from '#core/graph/field-type.ts';

interface CompletionBase {
  /** Name of the field, or of the function as the reader would call it. */
  readonly name: string;
  readonly text: string;
  /** Where the caret goes, counted from the start of `text`. */
  readonly caret: number;
  /** Whether its type is what belongs at the caret. */
  readonly fits: boolean;
}

/** Something to write at the caret instead of what stands between the start and the caret. */
export type FormulaCompletion =
  | (CompletionBase & { readonly kind: 'field'; readonly field: Field })
  | (CompletionBase & { readonly kind: 'function'; readonly definition: FormulaFunctionInfo });

export interface Suggestions {
  readonly start: number;
  readonly completions: readonly FormulaCompletion[];
}

export interface CompletionSettings {
  readonly fields: readonly Field[];
  readonly functions: readonly FormulaFunctionInfo[];
  readonly language: FormulaLanguage;
}

const maxCompletions = 50;

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The types that the argument at the caret may have; undefined where anything may stand. */
export function expectedTypes(source: string, caret: number): readonly FieldType[] | undefined {
  const calls: { name: string | undefined; argument: number }[] = [];
  const tokens = scanFormula(source.slice(0, caret));
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (token.kind === 'open') calls.push({ name: before?.kind === 'word' ? before.value : undefined, argument: 0 });
    else if (token.kind === 'close') calls.pop();
    else if (token.kind === 'separator' && calls.length > 0) (calls.at(-1) as { argument: number }).argument += 1;
  });
  const call = calls.at(-1);
  const definition = call?.name === undefined ? undefined : findFunction(call.name);
  const accepts = definition && call && parameterAt(definition, call.argument)?.accepts;
  return accepts === 'any' ? undefined : accepts;
}

/**
 * Fields and functions that what is being typed may become: fields after `[`, both after a bare word, and when asked for
 * (`explicit`) everything that may stand there. What has the expected type comes first.
 */
export function suggestCompletions(
  source: string,
  caret: number,
  { fields, functions, language }: CompletionSettings,
  explicit = false,
): Suggestions | null {
  const last = scanFormula(source.slice(0, caret)).at(-1);
  const touched = last !== undefined && last.end === caret ? last : undefined;
  const isClosed = touched?.kind === 'field' && source.slice(touched.start, caret) === quoteField(touched.value);
  if (touched?.kind === 'text' || isClosed) return null;
  const bracket = touched?.kind === 'field';
  const word = touched?.kind === 'word' ? touched : undefined;
  if (!bracket && word === undefined && !(explicit && touched?.kind !== 'number')) return null;
  const start = bracket ? touched.start : (word?.start ?? caret);
  const typed = fold(bracket ? touched.value : (word?.value ?? ''));
  const expected = expectedTypes(source, start);
  const fits = (type: FieldType | 'varies') => expected === undefined || type === 'varies' || expected.includes(type);
  const fieldMatches = rank(fields, ({ name }) => [name], typed).map((field): FormulaCompletion => {
    const text = quoteField(field.name);
    return { kind: 'field', name: field.name, text, caret: text.length, fits: fits(field.type), field };
  });
  const functionMatches = bracket
    ? []
    : rank(functions, namesOf, typed).map((definition): FormulaCompletion => {
        const name = nameFor(definition, typed, language);
        const caretInside = name.length + (definition.parameters.length > 0 ? 1 : 2);
        const base = { name, text: `${name}()`, caret: caretInside, fits: fits(definition.result) };
        return { kind: 'function', ...base, definition };
      });
  const all = typed === '' ? [...fieldMatches, ...functionMatches] : [...functionMatches, ...fieldMatches];
  const completions = [...all.filter((one) => one.fits), ...all.filter((one) => !one.fits)].slice(0, maxCompletions);
  return completions.length === 0 ? null : { start, completions };
}

function namesOf({ name, aliases }: FormulaFunctionInfo): readonly string[] {
  return [name, ...aliases];
}

/** In the reader's language, unless what is typed begins only another of its names. */
function nameFor(definition: FormulaFunctionInfo, typed: string, language: FormulaLanguage): string {
  const own = functionNameIn(language, definition);
  const begins = (name: string) => fold(name).startsWith(typed);
  return begins(own) ? own : (namesOf(definition).find(begins) ?? own);
}

/** Items with a name that starts with the text, then those that hold it elsewhere. */
function rank<Item>(items: readonly Item[], names: (item: Item) => readonly string[], typed: string): Item[] {
  const starts = items.filter((item) => names(item).some((name) => fold(name).startsWith(typed)));
  const holds = items.filter(
    (item) => !starts.includes(item) && names(item).some((name) => fold(name).includes(typed)),
  );
  return [...starts, ...holds];
}
