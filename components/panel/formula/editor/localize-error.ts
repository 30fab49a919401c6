import type { FormulaError } from '#core/formula/formula-error.ts';
import { findFunction, listFormulaFunctions } from '#core/formula/function-registry.ts';
import { type FormulaLanguage, functionNameIn, translateFormula } from '#core/formula/translate-formula.ts';
import { writeSignature } from './function-card.ts';

/** The error with functions and parameters called as the reader calls them; what to write instead too. */
export function localizeError(
  error: FormulaError,
  language: FormulaLanguage,
  parameterName: (name: string) => string,
): FormulaError {
  const { code, params, suggestion } = error;
  const definition = code === 'unknown_function' ? undefined : findFunction(String(params.name ?? ''));
  const info = listFormulaFunctions().find(({ name }) => name === definition?.name);
  const translated = suggestion === undefined ? undefined : localizeSuggestion(suggestion, language);
  return {
    ...error,
    params: {
      ...params,
      ...(definition && { name: functionNameIn(language, definition) }),
      ...(info && params.signature !== undefined && { signature: writeSignature(info, language, parameterName) }),
      ...(params.parameter !== undefined && { parameter: parameterName(String(params.parameter)) }),
      ...(translated !== undefined && { fix: translated }),
    },
    ...(translated !== undefined && { suggestion: translated }),
  };
}

/** A suggestion is a piece of formula, or the name of a function alone. */
function localizeSuggestion(suggestion: string, language: FormulaLanguage): string {
  const named = findFunction(suggestion);
  return named ? functionNameIn(language, named) : translateFormula(suggestion, language);
}
