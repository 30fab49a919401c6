import type { Field } from '#core/graph/field-type.ts';
import type { SelectSettings } from '#core/graph/nodes/select.ts';
import { castSql, isTotalCast } from '../cast.ts';
import { type CastFailure, rejectFailed } from '../cast-failure.ts';
import { checkUniqueNames, type Lower, type NodeProblem, onlyInput, requireField } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { rowWiseQueries } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { isNotBlank } from '../text-sql.ts';

interface Column {
  readonly field: Field;
  readonly value: Sql;
  /** Set when the conversion may fail. */
  readonly failure?: CastFailure;
  readonly path?: string;
}

/**
 * With `rest: keep` columns stay in the order of the input, changed in place; with `drop` the listed order counts.
 * A row is set aside once, for the first of its columns that does not convert.
 */
export const lowerSelect: Lower<SelectSettings> = (settings, inputs) => {
  const input = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const listed = settings.columns.flatMap((column, index) => lowerColumn(column, index, input, problems));
  const columns = settings.rest === 'drop' ? listed.map(({ column }) => column) : mergeInPlace(listed, input.fields);
  const fields = columns.map(({ field }) => field);
  problems.push(...checkUniqueNames(columns));
  const from = sql`FROM ${identifier(input.relation)}`;
  const list = joinSql(columns.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`));
  const failures = settings.onCastError === 'reject' ? columns.flatMap(({ failure }) => failure ?? []) : [];
  const base = { fields, problems, accounting: 'preserves', materialize: false } as const;
  if (failures.length === 0) return { ...base, ...rowWiseQueries(list, from, fields, input.fields) };
  const failed = joinSql(
    failures.map(({ condition }) => sql`(${condition})`),
    ' OR ',
  );
  return {
    ...base,
    ...rowWiseQueries(list, sql`${from} WHERE NOT (${failed})`, fields, input.fields),
    rejects: rejectFailed(failures, input.fields, sql`${from} WHERE ${failed}`),
  };
};

function lowerColumn(
  { source, name, type, format }: SelectSettings['columns'][number],
  index: number,
  input: PlanInput,
  problems: NodeProblem[],
): { source: string; column: Column }[] {
  const field = requireField(input.fields, source, `columns.${index}.source`, problems);
  if (field === undefined || name === '') return [];
  const original = identifier(source);
  const wanted = type ?? field.type;
  const path = `columns.${index}.name`;
  const value = castSql(original, field.type, wanted, format);
  if (value === null) {
    const params = { field: source, from: field.type, to: wanted };
    problems.push({ code: 'cast_impossible', params, field: `columns.${index}.type`, severity: 'error' });
    return [{ source, column: { field: { name, type: wanted }, value: original, path } }];
  }
  const column = { field: { name, type: wanted }, value, path };
  if (isTotalCast(field.type, wanted)) return [{ source, column }];
  const condition = sql`${value} IS NULL AND ${isNotBlank(original, field.type)}`;
  return [{ source, column: { ...column, failure: { reason: 'cast_failed', field: name, condition, original } } }];
}

/** Every listed column at the place of its source, all others unchanged. */
function mergeInPlace(listed: readonly { source: string; column: Column }[], fields: readonly Field[]): Column[] {
  return fields.flatMap((field) => {
    const replacements = listed.filter(({ source }) => source === field.name);
    if (replacements.length > 0) return replacements.map(({ column }) => column);
    return [{ field, value: identifier(field.name) }];
  });
}
