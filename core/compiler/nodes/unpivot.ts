import type { Field } from '#core/graph/field-type.ts';
import type { UnpivotSettings } from '#core/graph/nodes/unpivot.ts';
import { castSql } from '../cast.ts';
import { checkUniqueNames, columnList, type Lower, type NodeProblem, onlyInput, requireFields } from '../lowering.ts';
import { identifier, joinSql, sql } from '../sql.ts';
import { isNotBlank } from '../text-sql.ts';
import { unifyTypes } from '../unify-types.ts';

/** Other columns come first and repeat; values get the one type that holds all of them. */
export const lowerUnpivot: Lower<UnpivotSettings> = ({ nameColumn, valueColumn, keepBlank, ...settings }, inputs) => {
  const { relation, fields: inputFields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const turned = requireFields(inputFields, settings.fields, 'fields', problems);
  const others = inputFields.filter((field) => !turned.includes(field));
  const type = turned.map((field) => field.type).reduce(unifyTypes, turned[0]?.type ?? 'text');
  const added: { field: Field; path: string }[] = [
    { field: { name: nameColumn, type: 'text' }, path: 'nameColumn' },
    { field: { name: valueColumn, type }, path: 'valueColumn' },
  ];
  problems.push(...checkUniqueNames([...others.map((field) => ({ field })), ...added]));
  const fields = [...others, ...added.map(({ field }) => field)];
  const names = joinSql(turned.map(({ name }) => sql`${name}::VARCHAR`));
  const values = joinSql(turned.map((field) => castSql(identifier(field.name), field.type, type) ?? sql`NULL`));
  const list = joinSql([
    ...others.map(({ name }) => identifier(name)),
    sql`unnest([${names}]) AS ${identifier(nameColumn)}`,
    sql`unnest([${values}]) AS ${identifier(valueColumn)}`,
  ]);
  const rows = sql`SELECT ${list} FROM ${identifier(relation)}`;
  const value = identifier(valueColumn);
  return {
    fields,
    query: keepBlank ? rows : sql`SELECT ${columnList(fields)} FROM (${rows}) WHERE ${isNotBlank(value, type)}`,
    problems,
    accounting: 'reshapes',
    materialize: false,
  };
};
