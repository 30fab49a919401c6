import { type Field, isNumericType } from '#core/graph/field-type.ts';
import { readsField, type WindowFunction, type WindowSettings } from '#core/graph/nodes/window.ts';
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
import { hasRowIdField, placeRows } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { orderTerm } from './sort.ts';

type Column = WindowSettings['columns'][number];

/** What a function looks at: `ranked` leaves equal rows equal, `placed` tells them apart by their place. */
interface Windows {
  readonly group: Sql;
  readonly ranked: Sql;
  readonly placed: Sql;
}

/** New columns come last, in the listed order. */
export const lowerWindow: Lower<WindowSettings> = ({ groupBy, orderBy, columns: wanted }, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const groups = requireFields(inputFields, groupBy, 'groupBy', problems);
  const order = orderBy.flatMap(({ field: name, direction }, index) => {
    const field = requireField(inputFields, name, `orderBy.${index}.field`, problems);
    return field === undefined ? [] : [orderTerm(field, direction)];
  });
  const { rows, place } = placeRows(relation, inputFields);
  const group = groups.length === 0 ? sql`` : sql`PARTITION BY ${columnList(groups)}`;
  const windows = {
    group,
    ranked: sql`${group} ORDER BY ${joinSql(order)}`,
    placed: sql`${group} ORDER BY ${joinSql([...order, place])}`,
  };
  const added = wanted.flatMap((column, index) =>
    lowerColumn(column, `columns.${index}`, windows, inputFields, problems),
  );
  problems.push(...checkUniqueNames([...inputFields.map((field) => ({ field })), ...added]));
  const list = joinSql([
    ...inputFields.map(({ name }) => identifier(name)),
    ...added.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`),
  ]);
  return {
    fields: [...inputFields, ...added.map(({ field }) => field)],
    query: sql`SELECT ${list} FROM ${rows}`,
    problems,
    accounting: 'preserves',
    materialize: true,
    readsPlaces: !hasRowIdField(inputFields),
  };
};

function lowerColumn(
  column: Column,
  path: string,
  windows: Windows,
  fields: readonly Field[],
  problems: NodeProblem[],
): { field: Field; value: Sql; path: string }[] {
  const { name, function: kind } = column;
  if (name === '') return [];
  const made = (type: Field['type'], value: Sql) => [{ field: { name, type }, value, path: `${path}.name` }];
  if (!readsField(kind)) return made('integer', lowerNumber(kind, windows));
  const source = requireField(fields, column.field, `${path}.field`, problems);
  if (source === undefined) return [];
  if (kind !== 'previous' && kind !== 'next' && !isNumericType(source.type)) {
    const params = { function: kind, field: source.name, type: source.type };
    problems.push({ code: 'measure_type_mismatch', params, field: `${path}.field`, severity: 'error' });
    return [];
  }
  const type = kind === 'share' || kind === 'moving_average' ? 'number' : source.type;
  return made(type, lowerValue(column, source, windows));
}

function lowerNumber(kind: WindowFunction, { ranked, placed }: Windows): Sql {
  if (kind === 'rank') return sql`rank() OVER (${ranked})`;
  return kind === 'dense_rank' ? sql`dense_rank() OVER (${ranked})` : sql`row_number() OVER (${placed})`;
}

function lowerValue({ function: kind, rows }: Column, { name, type }: Field, { group, placed }: Windows): Sql {
  const value = identifier(name);
  switch (kind) {
    case 'previous':
      return sql`lag(${value}, ${BigInt(rows)}) OVER (${placed})`;
    case 'next':
      return sql`lead(${value}, ${BigInt(rows)}) OVER (${placed})`;
    case 'moving_average':
      return sql`CAST(avg(${value}) OVER (${placed} ROWS BETWEEN ${BigInt(rows - 1)} PRECEDING AND CURRENT ROW) AS DOUBLE)`;
    case 'share':
      return sql`CAST(${value} AS DOUBLE) / nullif(CAST(sum(${value}) OVER (${group}) AS DOUBLE), 0)`;
    default:
      // Nothing so far adds up to nothing, not to a blank.
      return sql`CAST(coalesce(sum(${value}) OVER (${placed} ROWS UNBOUNDED PRECEDING), 0) AS ${duckDbTypeSql(type)})`;
  }
}
