import { Facet } from '@codemirror/state';
import type { Span } from '#core/formula/formula-node.ts';
import type { FormulaFunctionInfo } from '#core/formula/function-registry.ts';
import type { FormulaLanguage } from '#core/formula/translate-formula.ts';
import type { Field, FieldType } from '#core/graph/field-type.ts';

/** What the editor must know besides the formula itself. */
export interface Surroundings {
  readonly language: FormulaLanguage;
  readonly fields: readonly Field[];
  /** The part to underline. */
  readonly fault: Span | null;
  readonly drawIcon: (icon: FieldType | 'function') => Node;
  /** What a function does, as a tooltip shows it. */
  readonly describeFunction: (definition: FormulaFunctionInfo) => HTMLElement;
  readonly describeField: (field: Field) => HTMLElement;
}

/** Given once, and again in a compartment whenever it changes. */
export const surroundings = Facet.define<Surroundings, Surroundings>({
  combine: (given) => given[0] as Surroundings,
});
