import type { FormulaFunctionInfo } from '#core/formula/function-registry.ts';
import { signatureOf } from '#core/formula/function-registry.ts';
import { type FormulaLanguage, functionNameIn, translateFormula } from '#core/formula/translate-formula.ts';

/** The words of the interface that a card is made of. */
export interface CardTexts {
  readonly description: string;
  readonly nulls: string;
  readonly blank: string;
  readonly parameterName: (name: string) => string;
}

/** A call as it is written in a language: `SI(condición, entonces, [si no])`. */
export function writeSignature(
  { name, aliases, parameters }: FormulaFunctionInfo,
  language: FormulaLanguage,
  parameterName: (name: string) => string,
): string {
  const translated = parameters.map((parameter) => ({ ...parameter, name: parameterName(parameter.name) }));
  return signatureOf({ name: functionNameIn(language, { name, aliases }), parameters: translated });
}

/** How a function is written, what it does with what, and an example. */
export function drawFunctionCard(
  definition: FormulaFunctionInfo,
  language: FormulaLanguage,
  { description, nulls, blank, parameterName }: CardTexts,
): HTMLElement {
  const [example] = definition.examples;
  const card = drawCard(writeSignature(definition, language, parameterName), description);
  if (example !== undefined) {
    const result = example.result === null ? blank : String(example.result);
    card.append(
      drawLine('font-mono text-ink-2 text-meta', `${translateFormula(example.formula, language)} → ${result}`),
    );
  }
  card.append(drawLine('text-ink-3 text-meta', nulls));
  return card;
}

/** A title in the type of formulas, and a sentence. */
export function drawCard(title: string, text: string): HTMLElement {
  const card = document.createElement('div');
  card.className = 'flex w-[280px] max-w-[calc(100vw-24px)] flex-col gap-1.5 px-3 py-2 font-sans text-ui';
  card.append(drawLine('font-medium font-mono text-ink text-meta', title), drawLine('text-ink-2', text));
  return card;
}

function drawLine(className: string, text: string): HTMLElement {
  const line = document.createElement('p');
  line.className = `${className} break-words`;
  line.textContent = text;
  return line;
}
