import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { findFunction, listFormulaFunctions } from '#core/formula/function-registry.ts';
import { scanFormula } from '#core/formula/tokenize-formula.ts';
import { surroundings } from './surroundings.ts';

const functions = new Map(listFormulaFunctions().map((definition) => [definition.name, definition]));

/** Under the pointer: what a function does, what type a field has. */
export const formulaHover: Extension = hoverTooltip(
  ({ state }, position, side) => {
    const { fields, describeField, describeFunction } = state.facet(surroundings);
    const token = scanFormula(state.doc.toString()).find(({ start, end }) =>
      side < 0 ? start < position && position <= end : start <= position && position < end,
    );
    if (token === undefined) return null;
    const field = token.kind === 'field' ? fields.find(({ name }) => name === token.value) : undefined;
    const definition = token.kind === 'word' ? functions.get(findFunction(token.value)?.name ?? '') : undefined;
    if (field === undefined && definition === undefined) return null;
    const create = () => ({ dom: definition ? describeFunction(definition) : describeField(field as never) });
    return { pos: token.start, end: token.end, above: true, create };
  },
  { hideOnChange: true },
);
