import type { FieldType } from '#core/graph/field-type.ts';
import type {
  FormulaCategory,
  FormulaExample,
  FormulaFunction,
  FormulaParameter,
  NullPolicy,
} from './formula-function.ts';
import { conversionFunctions } from './functions/conversion.ts';
import { dateFunctions } from './functions/date.ts';
import { calendarFunctions } from './functions/date-calendar.ts';
import { listFunctions } from './functions/list.ts';
import { logicFunctions } from './functions/logic.ts';
import { marketingFunctions } from './functions/marketing.ts';
import { numberFunctions } from './functions/number.ts';
import { textFunctions } from './functions/text.ts';
import { textSearchFunctions } from './functions/text-search.ts';
import { webFunctions } from './functions/web.ts';

const functions: readonly FormulaFunction[] = [
  ...logicFunctions,
  ...textFunctions,
  ...textSearchFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...calendarFunctions,
  ...conversionFunctions,
  ...listFunctions,
  ...marketingFunctions,
  ...webFunctions,
];

const functionsByName = new Map(
  functions.flatMap((definition) => [definition.name, ...definition.aliases].map((name) => [name, definition])),
);

/** What editors and documentation show of a function; its description is `formula.functions.<name>` in the messages. */
export interface FormulaFunctionInfo {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: FormulaCategory;
  /** As in `IF(condition, then, [otherwise])`; brackets mark optional arguments, `…` repeated ones. */
  readonly signature: string;
  readonly parameters: readonly FormulaParameter[];
  /** `varies` where the type follows from the arguments. */
  readonly result: FieldType | 'varies';
  readonly nulls: NullPolicy;
  readonly examples: readonly FormulaExample[];
}

/** Finds a function by any of its names, ignoring case and acute accents (`DÍA` is `DIA`; `AÑO` keeps its ñ). */
export function findFunction(name: string): FormulaFunction | undefined {
  const folded = name.toUpperCase().normalize('NFD').replaceAll('\u0301', '').normalize('NFC');
  return functionsByName.get(folded);
}

/** Every name a function can be called by, aliases included. */
export function listFunctionNames(): readonly string[] {
  return [...functionsByName.keys()];
}

/** All functions, by category, with what is needed to document and complete them. */
export function listFormulaFunctions(): readonly FormulaFunctionInfo[] {
  return functions.map(({ name, aliases, category, parameters, result, nulls, examples }) => ({
    name,
    aliases,
    category,
    signature: signatureOf({ name, parameters }),
    parameters,
    result: typeof result === 'function' ? 'varies' : result,
    nulls,
    examples,
  }));
}

/** The parameter that the argument at a place fills, counted from 0; undefined past the last one. */
export function parameterAt(
  { parameters }: Pick<FormulaFunction, 'parameters'>,
  index: number,
): FormulaParameter | undefined {
  const start = parameters.findIndex(({ variadic }) => variadic);
  if (start < 0 || index < start) return parameters[index];
  const group = parameters.filter(({ variadic }) => variadic);
  return group[(index - start) % group.length];
}

/** How a call of the function is written. */
export function signatureOf({ name, parameters }: Pick<FormulaFunction, 'name' | 'parameters'>): string {
  const shown = parameters.flatMap((parameter, index) => {
    if (parameter.optional) return [`[${parameter.name}]`];
    const endsRepeat = parameter.variadic && !parameters[index + 1]?.variadic;
    return endsRepeat ? [parameter.name, '…'] : [parameter.name];
  });
  return `${name}(${shown.join(', ')})`;
}
