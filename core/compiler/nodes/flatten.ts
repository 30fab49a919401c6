import type { FlattenSettings } from '#core/graph/nodes/flatten.ts';
import { type Lower, type NodeProblem, onlyInput, requireField } from '../lowering.ts';
import { identifier } from '../sql.ts';
import { checkJsonField, lowerJsonColumns } from './json-columns.ts';

export const lowerFlatten: Lower<FlattenSettings> = (settings, inputs) => {
  const input = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const field = checkJsonField(requireField(input.fields, settings.field, 'field', problems), 'field', problems);
  const origin = field && { field, json: identifier(field.name) };
  return lowerJsonColumns(settings, input, origin, problems);
};
