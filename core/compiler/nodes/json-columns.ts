import type { Field } from '#core/graph/field-type.ts';
import type { FlattenSettings } from '#core/graph/nodes/flatten.ts';
import type { JsonColumn } from '#core/graph/nodes/json-column.ts';
import { castSql } from '../cast.ts';
import { type CastFailure, rejectFailed } from '../cast-failure.ts';
import { jsonPointer } from '../json-pointer.ts';
import { checkUniqueNames, type Lowering, type NodeProblem } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { rowWiseQueries } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { isNotBlank } from '../text-sql.ts';

interface Column {
  readonly field: Field;
  readonly value: Sql;
  readonly path?: string;
  readonly failure?: CastFailure;
}

/** Where nested data is read from. */
export interface JsonOrigin {
  readonly field: Field;
  readonly json: Sql;
  /** Set when the text may not be JSON. */
  readonly failure?: CastFailure;
}

/** Values of nested data as columns, in the place of the column that held it. */
export function lowerJsonColumns(
  { columns: wanted, keepSource, onCastError }: Omit<FlattenSettings, 'field'>,
  input: PlanInput,
  origin: JsonOrigin | undefined,
  problems: NodeProblem[],
): Lowering {
  const made = origin === undefined ? [] : wanted.map((column, index) => readColumn(column, index, origin.json));
  const columns = input.fields.flatMap((field): Column[] => {
    const kept = { field, value: identifier(field.name) };
    if (field !== origin?.field) return [kept];
    return keepSource ? [kept, ...made] : made;
  });
  problems.push(...checkUniqueNames(columns));
  const fields = columns.map(({ field }) => field);
  const list = joinSql(columns.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`));
  const from = sql`FROM ${identifier(input.relation)}`;
  const failures = [origin?.failure, ...made.map(({ failure }) => failure)].flatMap((failure) => failure ?? []);
  const base = { fields, problems, accounting: 'preserves', materialize: false } as const;
  if (onCastError === 'blank' || failures.length === 0)
    return { ...base, ...rowWiseQueries(list, from, fields, input.fields) };
  const failed = joinSql(
    failures.map(({ condition }) => sql`(${condition})`),
    ' OR ',
  );
  return {
    ...base,
    ...rowWiseQueries(list, sql`${from} WHERE NOT (${failed})`, fields, input.fields),
    rejects: rejectFailed(failures, input.fields, sql`${from} WHERE ${failed}`),
  };
}

function readColumn({ path, name, type }: JsonColumn, index: number, json: Sql): Column {
  const pointer = jsonPointer(path.filter((segment) => segment !== ''));
  const column = { field: { name, type }, path: `columns.${index}.name` };
  if (type === 'json') return { ...column, value: sql`nullif(json_extract(${json}, ${pointer}::VARCHAR), 'null')` };
  const text = sql`json_extract_string(${json}, ${pointer}::VARCHAR)`;
  if (type === 'text') return { ...column, value: text };
  const value = castSql(text, 'text', type) ?? text;
  const condition = sql`${value} IS NULL AND ${isNotBlank(text, 'text')}`;
  return { ...column, value, failure: { reason: 'cast_failed', field: name, condition, original: text } };
}

/** The field of that name when it holds nested data; else a problem. */
export function checkJsonField(field: Field | undefined, path: string, problems: NodeProblem[]): Field | undefined {
  if (field === undefined || field.type === 'json') return field;
  const params = { field: field.name, type: field.type };
  problems.push({ code: 'field_not_json', params, field: path, severity: 'error' });
  return undefined;
}
