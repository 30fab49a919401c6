import { type SqlSettings, sqlInputName } from '#core/graph/nodes/sql.ts';
import { duckDbTypeSql } from '../duckdb-type.ts';
import { checkUniqueNames, type Lower } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { expertSql, identifier, joinSql, type Sql, sql } from '../sql.ts';

/** The columns that were read from the engine, each in the type it was given then. */
export const lowerSql: Lower<SqlSettings> = ({ query, columns }, inputs) => {
  const list = joinSql(
    columns.map(({ name, type }) => sql`CAST(${identifier(name)} AS ${duckDbTypeSql(type)}) AS ${identifier(name)}`),
  );
  return {
    fields: columns,
    query: sql`SELECT ${list} FROM (${expertQuery(query, inputs)})`,
    problems: checkUniqueNames(columns.map((field) => ({ field, path: 'columns' }))),
    accounting: 'reshapes',
    materialize: true,
  };
};

/**
 * The user's query over names of its own for the inputs; renders only after the engine has looked at it. Relations get
 * hidden names first, because one of them may be called like an input.
 */
export function expertQuery(query: string, inputs: readonly Pick<PlanInput, 'relation'>[]): Sql {
  const names = inputs.map((_, index) => sqlInputName(index));
  const hidden = (index: number) => identifier(`#${index + 1}`);
  const named = (name: Sql, relation: Sql) => sql`${name} AS NOT MATERIALIZED (SELECT * FROM ${relation})`;
  const tables = joinSql([
    ...inputs.map(({ relation }, index) => named(hidden(index), identifier(relation))),
    ...names.map((name, index) => named(identifier(name), hidden(index))),
  ]);
  return sql`WITH ${tables} SELECT * FROM (${expertSql(query, names)})`;
}
