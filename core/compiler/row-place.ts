import type { Field } from '#core/graph/field-type.ts';
import { identifier, type Sql, sql } from './sql.ts';

/** The place of a row in its relation: stored tables have it, other relations get it where a reader asks. */
export const rowId: Sql = sql`rowid`;

/** A field of that name hides the place. */
export function hasRowIdField(fields: readonly Field[]): boolean {
  return fields.some(({ name }) => name.toLowerCase() === 'rowid');
}

/** Rows with their place in a column; reads them one after the other, which `rowid` of a table does not need. */
export function numberRows(from: Sql, place: Sql): Sql {
  return sql`SELECT *, row_number() OVER () AS ${place} FROM ${from}`;
}

/** Rows of a relation to read FROM, and the expression of a row's place in them. */
export function placeRows(relation: string, fields: readonly Field[]): { rows: Sql; place: Sql } {
  if (!hasRowIdField(fields)) return { rows: identifier(relation), place: rowId };
  const place = identifier(freeName('place', fields));
  return { rows: sql`(${numberRows(identifier(relation), place)})`, place };
}

/** A column name that no field has, whatever its case. */
export function freeName(name: string, fields: readonly Field[]): string {
  const isTaken = fields.some((field) => field.name.toLowerCase() === name);
  return isTaken ? freeName(`${name}_`, fields) : name;
}

/**
 * A row-wise SELECT, and the same with the places of its input's rows passed on where no field hides them.
 * `rest` starts at FROM.
 */
export function rowWiseQueries(
  list: Sql,
  rest: Sql,
  fields: readonly Field[],
  inputFields: readonly Field[],
): {
  query: Sql;
  placedQuery?: Sql;
} {
  const query = sql`SELECT ${list} ${rest}`;
  if (hasRowIdField(fields) || hasRowIdField(inputFields)) return { query };
  return { query, placedQuery: sql`SELECT ${rowId}, ${list} ${rest}` };
}

/**
 * `rowWiseQueries` over columns that are computed once before; `rest` starts at FROM and belongs to these, `where` to
 * the rows made of them.
 */
export function rowWiseQueriesOver(
  list: Sql,
  before: Sql,
  rest: Sql,
  fields: readonly Field[],
  inputFields: readonly Field[],
  where = sql``,
) {
  const { query: inner, placedQuery } = rowWiseQueries(before, rest, fields, inputFields);
  const query = sql`SELECT ${list} FROM (${inner})${where}`;
  return placedQuery === undefined
    ? { query }
    : { query, placedQuery: sql`SELECT ${rowId}, ${list} FROM (${placedQuery})${where}` };
}
