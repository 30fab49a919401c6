import type { Field } from '#core/graph/field-type.ts';
import type { UnionSettings } from '#core/graph/nodes/union.ts';
import { castSql } from '../cast.ts';
import { duckDbTypeSql } from '../duckdb-type.ts';
import type { Lower } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { unifyTypes } from '../unify-types.ts';

/** Columns meet by name whatever its case, spelled and ordered as they first appear; a missing one is blank. */
export const lowerUnion: Lower<UnionSettings> = ({ distinct }, inputs) => {
  const fields = unifyFields(inputs);
  const branches = inputs.map((input) => {
    const list = joinSql(fields.map((field) => sql`${lowerColumn(field, input)} AS ${identifier(field.name)}`));
    return sql`SELECT ${list} FROM ${identifier(input.relation)}`;
  });
  return {
    fields,
    query: joinSql(branches, distinct ? ' UNION ' : ' UNION ALL '),
    problems: [],
    accounting: distinct ? 'filters' : 'preserves',
    materialize: distinct,
  };
};

function unifyFields(inputs: readonly PlanInput[]): Field[] {
  const unified = new Map<string, Field>();
  for (const { fields } of inputs) {
    for (const field of fields) {
      const key = field.name.toLowerCase();
      const known = unified.get(key);
      unified.set(key, known === undefined ? field : { ...known, type: unifyTypes(known.type, field.type) });
    }
  }
  return [...unified.values()];
}

function lowerColumn({ name, type }: Field, { fields }: PlanInput): Sql {
  const source = fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  const missing = sql`CAST(NULL AS ${duckDbTypeSql(type)})`;
  if (source === undefined) return missing;
  return castSql(identifier(source.name), source.type, type) ?? missing;
}
