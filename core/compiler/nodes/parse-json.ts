import type { JsonColumn } from '#core/graph/nodes/json-column.ts';
import type { ParseJsonSettings } from '#core/graph/nodes/parse-json.ts';
import { type Lower, type NodeProblem, onlyInput, requireText } from '../lowering.ts';
import { identifier, sql } from '../sql.ts';
import { isNotBlank } from '../text-sql.ts';
import { lowerJsonColumns } from './json-columns.ts';

/** Without columns the text becomes nested data in its place, which is a column with an empty path. */
export const lowerParseJson: Lower<ParseJsonSettings> = (settings, inputs) => {
  const input = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const field = requireText(input.fields, settings.field, 'field', problems);
  if (field === undefined) return lowerJsonColumns(settings, input, undefined, problems);
  const text = identifier(field.name);
  const json = sql`TRY_CAST(${text} AS JSON)`;
  const condition = sql`${json} IS NULL AND ${isNotBlank(text, 'text')}`;
  const failure = { reason: 'json_invalid', field: field.name, condition, original: text } as const;
  const whole: JsonColumn = { path: [], name: field.name, type: 'json' };
  const wanted = settings.columns.length === 0 ? { ...settings, columns: [whole], keepSource: false } : settings;
  return lowerJsonColumns(wanted, input, { field, json, failure }, problems);
};
