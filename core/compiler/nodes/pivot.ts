import type { Field } from '#core/graph/field-type.ts';
import type { PivotSettings } from '#core/graph/nodes/pivot.ts';
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

/**
 * Groups once by group and value, then spreads the few cells that are left: any number of columns costs one pass over
 * the rows. Cells without rows are blank, or 0 where rows are counted.
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
  const value = keyOf(identifier(field.name), field.type, true);
  const isListed = sql`${value} IN (${joinSql(keys)})`;
  const grouped = [...groups.map(({ name }) => identifier(name)), sql`CASE WHEN ${isListed} THEN ${value} END`];
  const places = joinSql(grouped.map((_, index) => ({ parts: [{ text: String(index + 1) }] })));
  const cells = sql`SELECT ${joinSql([...grouped.slice(0, -1), sql`${grouped.at(-1) ?? null} AS ${key}`])}, ${measured.value} AS ${cell} FROM ${identifier(relation)} GROUP BY ${places}`;
  const spread = (where: Sql): Sql => {
    const picked = sql`any_value(${cell}) FILTER (WHERE ${where})`;
    return settings.function === 'count' || settings.function === 'count_distinct'
      ? sql`coalesce(${picked}, 0)`
      : picked;
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
