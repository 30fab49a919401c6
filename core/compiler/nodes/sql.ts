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

/** The user's query over names of its own for the inputs; renders only after the engine has looked at it. */
export function expertQuery(query: string, inputs: readonly Pick<PlanInput, 'relation'>[]): Sql {
  const names = inputs.map(
    ({ relation }, index) =>
      sql`${identifier(sqlInputName(index))} AS NOT MATERIALIZED (SELECT * FROM ${identifier(relation)})`,
  );
  return sql`WITH ${joinSql(names)} SELECT * FROM (${expertSql(
    query,
    inputs.map((_, index) => sqlInputName(index)),
  )})`;
}
