import type { Field } from '#core/graph/field-type.ts';
import type { AggregateFunction } from '#core/graph/nodes/aggregate.ts';
import type { PivotSettings } from '#core/graph/nodes/pivot.ts';
import { duckDbTypeSql } from '../duckdb-type.ts';
import { readLiteral } from '../literal.ts';
import {
  checkUniqueNames,
  columnList,
  type Lower,
  type NodeProblem,
  onlyInput,
  requireField,
  requireFields,
} from '../lowering.ts';
import { freeName } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { keyOf } from '../text-sql.ts';
import { measureField } from './aggregate.ts';

/** Functions whose results of parts give that of the whole, by the function that joins them. */
const joining: Partial<Record<AggregateFunction, Sql>> = {
  count: sql`sum`,
  sum: sql`sum`,
  min: sql`min`,
  max: sql`max`,
};

/**
 * Groups once by group and value, then spreads the few cells that are left: any number of columns costs one pass over
 * the rows. Values are grouped as they are written where the function allows it, so that few of them need a key.
 * Cells without rows are blank, or 0 where rows are counted.
 */
export const lowerPivot: Lower<PivotSettings> = (settings, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const groups = requireFields(inputFields, settings.groupBy, 'groupBy', problems);
  const field = requireField(inputFields, settings.field, 'field', problems);
  const measured = measureField(
    { name: 'cell', function: settings.function, field: settings.measure },
    'measure',
    inputFields,
    problems,
  );
  const keys = field === undefined ? [] : readValues(settings.values, field, problems);
  const type = measured?.field.type ?? 'integer';
  const made = settings.values.map(({ name }, index) => ({ field: { name, type }, path: `values.${index}.name` }));
  const other = settings.otherName === '' ? [] : [{ field: { name: settings.otherName, type }, path: 'otherName' }];
  const columns = [...groups.map((group) => ({ field: group })), ...made, ...other];
  problems.push(...checkUniqueNames(columns));
  const fields = columns.map((column) => column.field);
  const base = { fields, problems, accounting: 'reshapes', materialize: true } as const;
  if (field === undefined || measured === undefined || keys.length < settings.values.length)
    return { ...base, query: sql`SELECT ${columnList(groups)} FROM ${identifier(relation)}` };
  const key = identifier(freeName('key', groups));
  const cell = identifier(freeName('cell', groups));
  const join = joining[settings.function];
  const written = identifier(freeName('written', groups));
  const value = keyOf(join === undefined ? identifier(field.name) : written, field.type, true);
  const listedKey = sql`CASE WHEN ${value} IN (${joinSql(keys)}) THEN ${value} END`;
  const places = joinSql([...groups, field].map((_, index) => ({ parts: [{ text: String(index + 1) }] })));
  const groupBy = (by: Sql) =>
    sql`SELECT ${joinSql([...groups.map(({ name }) => identifier(name)), by])}, ${measured.value} AS ${cell} FROM ${identifier(relation)} GROUP BY ${places}`;
  const cells =
    join === undefined
      ? groupBy(sql`${listedKey} AS ${key}`)
      : sql`SELECT *, ${listedKey} AS ${key} FROM (${groupBy(sql`${identifier(field.name)} AS ${written}`)})`;
  const spread = (where: Sql): Sql => {
    const picked = sql`${join ?? sql`any_value`}(${cell}) FILTER (WHERE ${where})`;
    const typed = join === undefined ? picked : sql`CAST(${picked} AS ${duckDbTypeSql(type)})`;
    return settings.function === 'count' || settings.function === 'count_distinct' ? sql`coalesce(${typed}, 0)` : typed;
  };
  const list = joinSql([
    ...groups.map(({ name }) => identifier(name)),
    ...keys.map(
      (wanted, index) => sql`${spread(sql`${key} = ${wanted}`)} AS ${identifier(made[index]?.field.name ?? '')}`,
    ),
    ...other.map((column) => sql`${spread(sql`${key} IS NULL`)} AS ${identifier(column.field.name)}`),
  ]);
  const order = joinSql(groups.map(({ name }) => sql`${identifier(name)} NULLS LAST`));
  const grouping = groups.length === 0 ? sql`` : sql` GROUP BY ${columnList(groups)} ORDER BY ${order}`;
  return { ...base, query: sql`SELECT ${list} FROM (${cells})${grouping}` };
};

/** The listed values as keys to compare with; problems for those that are no values of the field's type. */
function readValues(values: PivotSettings['values'], field: Field, problems: NodeProblem[]): Sql[] {
  return values.flatMap(({ value }, index) => {
    const literal = value.trim() === '' ? null : readLiteral(value, field.type);
    if (literal !== null) {
      if (field.type === 'text') return [sql`lower(${value.trim()}::VARCHAR)`];
      return [field.type === 'datetime' && literal.dayOnly ? sql`CAST(${literal.sql} AS TIMESTAMPTZ)` : literal.sql];
    }
    const params = { value, field: field.name, type: field.type };
    if (value.trim() !== '')
      problems.push({ code: 'value_type_mismatch', params, field: `values.${index}.value`, severity: 'error' });
    return [];
  });
}
