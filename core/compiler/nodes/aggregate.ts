import { type Field, type FieldType, isNumericType } from '#core/graph/field-type.ts';
import type { AggregateFunction, AggregateSettings } from '#core/graph/nodes/aggregate.ts';
import { duckDbTypeSql } from '../duckdb-type.ts';
import {
  checkUniqueNames,
  columnList,
  type Lower,
  type NodeProblem,
  onlyInput,
  requireField,
  requireFields,
} from '../lowering.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { blankAsNull, isNotBlank } from '../text-sql.ts';

type Measured = AggregateSettings['measures'][number];

interface Measure {
  readonly field: Field;
  readonly value: Sql;
  readonly path: string;
}

/** One row per group in the order of the groups, blank ones last. */
export const lowerAggregate: Lower<AggregateSettings> = ({ groupBy, measures: wanted }, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const groups = requireFields(inputFields, groupBy, 'groupBy', problems);
  const measures = wanted.flatMap((measure, index) =>
    lowerMeasure(measure, `measures.${index}`, inputFields, problems),
  );
  const fields = [...groups, ...measures.map(({ field }) => field)];
  const named = groups.map((field, index) => ({ field, path: `groupBy.${index}` }));
  problems.push(...checkUniqueNames([...named, ...measures]));
  const list = joinSql([
    ...groups.map(({ name }) => identifier(name)),
    ...measures.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`),
  ]);
  const order = joinSql(groups.map(({ name }) => sql`${identifier(name)} NULLS LAST`));
  const grouping = groups.length === 0 ? sql`` : sql` GROUP BY ${columnList(groups)} ORDER BY ${order}`;
  return {
    fields,
    query: sql`SELECT ${list} FROM ${identifier(relation)}${grouping}`,
    problems,
    accounting: 'reshapes',
    materialize: true,
  };
};

function lowerMeasure(measure: Measured, path: string, fields: readonly Field[], problems: NodeProblem[]): Measure[] {
  if (measure.name === '') return [];
  const found = measureField(measure, `${path}.field`, fields, problems);
  return found === undefined ? [] : [{ ...found, path: `${path}.name` }];
}

/** The column of a measure and its SQL over a group; problems of the field it measures go to `path`. */
export function measureField(
  { name, function: aggregateFunction, field: measured }: Measured,
  path: string,
  fields: readonly Field[],
  problems: NodeProblem[],
): { field: Field; value: Sql } | undefined {
  if (aggregateFunction === 'count') return { field: { name, type: 'integer' }, value: sql`count(*)` };
  const source = requireField(fields, measured, path, problems);
  if (source === undefined) return undefined;
  if (!suits(aggregateFunction, source.type)) {
    const params = { function: aggregateFunction, field: source.name, type: source.type };
    problems.push({ code: 'measure_type_mismatch', params, field: path, severity: 'error' });
  }
  const field = { name, type: resultType(aggregateFunction, source.type) };
  return { field, value: lowerFunction(aggregateFunction, source) };
}

function suits(aggregateFunction: AggregateFunction, type: FieldType): boolean {
  if (aggregateFunction === 'sum' || aggregateFunction === 'average') return isNumericType(type);
  if (aggregateFunction === 'min' || aggregateFunction === 'max') return type !== 'json';
  return true;
}

function resultType(aggregateFunction: AggregateFunction, type: FieldType): FieldType {
  if (aggregateFunction === 'count_distinct') return 'integer';
  if (aggregateFunction === 'average') return 'number';
  if (aggregateFunction === 'list') return 'json';
  return type;
}

function lowerFunction(aggregateFunction: AggregateFunction, { name, type }: Field): Sql {
  const column = identifier(name);
  const value = blankAsNull(column, type);
  switch (aggregateFunction) {
    case 'count':
      return sql`count(*)`;
    case 'count_distinct':
      return sql`count(DISTINCT ${value})`;
    case 'sum':
      return sql`CAST(sum(${column}) AS ${duckDbTypeSql(type)})`;
    case 'average':
      return sql`avg(${column})`;
    case 'min':
      return sql`min(${value})`;
    case 'max':
      return sql`max(${value})`;
    case 'list':
      // In order of the values, so that equal input gives equal output on any number of threads.
      return sql`coalesce(to_json(list(${column} ORDER BY ${column}) FILTER (WHERE ${isNotBlank(column, type)})), '[]')`;
  }
}
