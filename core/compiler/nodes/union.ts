import type { Field } from '#core/graph/field-type.ts';
import type { UnionSettings } from '#core/graph/nodes/union.ts';
import { castSql } from '../cast.ts';
import { duckDbTypeSql } from '../duckdb-type.ts';
import { type Lower, type NodeProblem, requireField } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { unifyTypes } from '../unify-types.ts';

/** A field of one input and the column that it goes to. */
interface Placed {
  readonly field: Field;
  readonly column: string;
}

/** Columns meet by name whatever its case, spelled and ordered as they first appear; a missing one is blank. */
export const lowerUnion: Lower<UnionSettings> = ({ distinct, mapping }, inputs) => {
  const problems: NodeProblem[] = [];
  const placed = inputs.map((input) => placeFields(input, mapping, problems));
  const fields = unifyFields(placed);
  const branches = inputs.map((input, index) => {
    const own = placed[index] ?? [];
    const list = joinSql(fields.map((field) => sql`${lowerColumn(field, own)} AS ${identifier(field.name)}`));
    return sql`SELECT ${list} FROM ${identifier(input.relation)}`;
  });
  if (fields.length === 0) problems.push({ code: 'columns_missing', field: 'mapping', severity: 'error' });
  return {
    fields,
    query: joinSql(branches, distinct ? ' UNION ' : ' UNION ALL '),
    problems,
    accounting: distinct ? 'filters' : 'preserves',
    materialize: distinct,
  };
};

function placeFields(
  { edgeId, fields }: PlanInput,
  mapping: UnionSettings['mapping'],
  problems: NodeProblem[],
): Placed[] {
  mapping.forEach(({ edge, field }, index) => {
    if (edge === edgeId) requireField(fields, field, `mapping.${index}.field`, problems);
  });
  const taken = new Set<string>();
  return fields.flatMap((field) => {
    const index = mapping.findIndex((entry) => entry.edge === edgeId && entry.field === field.name);
    const column = mapping[index]?.column ?? field.name;
    if (column === '') return [];
    const isRepeated = taken.has(column.toLowerCase());
    taken.add(column.toLowerCase());
    if (!isRepeated) return [{ field, column }];
    const path = index < 0 ? 'mapping' : `mapping.${index}.column`;
    problems.push({ code: 'union_column_repeated', params: { column }, field: path, severity: 'error' });
    return [];
  });
}

function unifyFields(inputs: readonly (readonly Placed[])[]): Field[] {
  const unified = new Map<string, Field>();
  for (const { field, column } of inputs.flat()) {
    const key = column.toLowerCase();
    const known = unified.get(key);
    unified.set(
      key,
      known === undefined ? { name: column, type: field.type } : { ...known, type: unifyTypes(known.type, field.type) },
    );
  }
  return [...unified.values()];
}

function lowerColumn({ name, type }: Field, placed: readonly Placed[]): Sql {
  const source = placed.find(({ column }) => column.toLowerCase() === name.toLowerCase())?.field;
  const missing = sql`CAST(NULL AS ${duckDbTypeSql(type)})`;
  if (source === undefined) return missing;
  return castSql(identifier(source.name), source.type, type) ?? missing;
}
