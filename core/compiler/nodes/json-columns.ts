import type { Field } from '#core/graph/field-type.ts';
import type { FlattenSettings } from '#core/graph/nodes/flatten.ts';
import type { JsonColumn } from '#core/graph/nodes/json-column.ts';
import { castSql } from '../cast.ts';
import { type CastFailure, rejectFailed } from '../cast-failure.ts';
import { jsonPointer } from '../json-pointer.ts';
import { checkUniqueNames, columnList, type Lowering, type NodeProblem } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { freeName, rowWiseQueries, rowWiseQueriesOver } from '../row-place.ts';
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

/** Values of nested data as columns, in the place of the column that held it. Each row's data is read once for all. */
export function lowerJsonColumns(
  { columns: wanted, keepSource, onCastError }: Omit<FlattenSettings, 'field'>,
  input: PlanInput,
  origin: JsonOrigin | undefined,
  problems: NodeProblem[],
): Lowering {
  const texts = identifier(freeName('texts', input.fields));
  const pointers = wanted.filter(({ type }) => type !== 'json').map(pointerOf);
  const made = wanted.map((column, index) => {
    if (column.type === 'json') return makeJson(column, index, origin?.json ?? sql`NULL`);
    return makeColumn(column, index, sql`${texts}[${BigInt(pointers.indexOf(pointerOf(column)) + 1)}::BIGINT]`);
  });
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
  const failed = joinSql(
    failures.map(({ condition }) => sql`(${condition})`),
    ' OR ',
  );
  const rejects = onCastError !== 'blank' && failures.length > 0;
  const where = rejects ? sql` WHERE NOT (${failed})` : sql``;
  const base = { fields, problems, accounting: 'preserves', materialize: false } as const;
  if (origin === undefined || pointers.length === 0)
    return {
      ...base,
      ...rowWiseQueries(list, sql`${from}${where}`, fields, input.fields),
      ...(rejects && { rejects: rejectFailed(failures, input.fields, sql`${from} WHERE ${failed}`) }),
    };
  const found = sql`json_extract_string(${origin.json}, [${joinSql(pointers.map((pointer) => sql`${pointer}::VARCHAR`))}])`;
  const withTexts = sql`${columnList(input.fields)}, ${found} AS ${texts}`;
  return {
    ...base,
    ...rowWiseQueriesOver(list, withTexts, from, fields, input.fields, where),
    ...(rejects && {
      rejects: rejectFailed(failures, input.fields, sql`FROM (SELECT ${withTexts} ${from}) WHERE ${failed}`),
    }),
  };
}

function pointerOf({ path }: JsonColumn): string {
  return jsonPointer(path.filter((segment) => segment !== ''));
}

function makeJson(column: JsonColumn, index: number, json: Sql): Column {
  const value = sql`nullif(json_extract(${json}, ${pointerOf(column)}::VARCHAR), 'null')`;
  return { field: { name: column.name, type: column.type }, path: `columns.${index}.name`, value };
}

function makeColumn({ name, type }: JsonColumn, index: number, text: Sql): Column {
  const column = { field: { name, type }, path: `columns.${index}.name` };
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
