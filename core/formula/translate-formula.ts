import { findFunction } from './function-registry.ts';
import { parseFormula } from './parse-formula.ts';
import { type Token, tokenizeFormula } from './tokenize-formula.ts';

export type FormulaLanguage = 'en' | 'es';

const words: readonly (readonly [english: string, spanish: string])[] = [
  ['AND', 'Y'],
  ['OR', 'O'],
  ['NOT', 'NO'],
  ['TRUE', 'VERDADERO'],
  ['FALSE', 'FALSO'],
  ['BLANK', 'BLANCO'],
];

/**
 * The same formula with every name in one language: formulas are stored in English and shown in the reader's language.
 * Fields, texts and spaces stay as they are. A formula that cannot be read comes back as it was.
 */
export function translateFormula(source: string, language: FormulaLanguage): string {
  if ('error' in parseFormula(source)) return source;
  const tokens = tokenizeFormula(source);
  let translated = '';
  let copiedTo = 0;
  tokens.forEach((token, index) => {
    if (token.kind !== 'word') return;
    const name = translateWord(token, tokens[index + 1]?.kind === 'open', language);
    translated += source.slice(copiedTo, token.start) + name;
    copiedTo = token.end;
  });
  return translated + source.slice(copiedTo);
}

/** What a function is called in a language. */
export function functionNameIn(
  language: FormulaLanguage,
  { name, aliases }: { name: string; aliases: readonly string[] },
) {
  return language === 'es' ? (aliases[0] ?? name) : name;
}

function translateWord({ value }: Token, isCall: boolean, language: FormulaLanguage): string {
  const called = isCall ? findFunction(value) : undefined;
  if (called) return functionNameIn(language, called);
  // NULL and NULO mean BLANK too.
  const word = value.toUpperCase().replace(/^NUL[LO]$/, 'BLANK');
  const [english, spanish] = words.find((pair) => pair.includes(word)) ?? [value, value];
  return language === 'es' ? spanish : english;
}
