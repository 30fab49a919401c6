import type { Field } from '#core/graph/field-type.ts';
import type { DeduplicateSettings } from '#core/graph/nodes/deduplicate.ts';
import { columnList, type Lower, type NodeProblem, onlyInput, requireField, requireFields } from '../lowering.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { keyOf } from '../text-sql.ts';

/**
 * Finds the place of the row that stays for every key, then keeps the rows at those places: the wide rows are
 * never sorted. Equal order values are decided by input order, and a blank one loses against any other.
 */
export const lowerDeduplicate: Lower<DeduplicateSettings> = (settings, inputs) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const keyFields = requireFields(fields, settings.keys, 'keys', problems);
  const orderBy = requireField(fields, settings.orderBy, 'orderBy', problems);
  const place = identifier(freeName('place', fields));
  const keys = keyFields.map(({ name, type }) => keyOf(identifier(name), type, settings.ignoreCase));
  const placed = sql`(SELECT ${columnList(fields)}, row_number() OVER () AS ${place} FROM ${identifier(relation)})`;
  const anyBlank = joinSql(
    keys.map((key) => sql`${key} IS NULL`),
    ' OR ',
  );
  const keepBlank = settings.blankKeys === 'keep';
  const keyed = keepBlank ? sql` WHERE NOT (${anyBlank})` : sql``;
  const winners = sql`SELECT ${winner(settings.keep, orderBy, place)} FROM ${placed}${keyed} GROUP BY ${joinSql(keys)}`;
  const unkeyed = keepBlank ? sql`${anyBlank} OR ` : sql``;
  return {
    fields,
    query: sql`SELECT ${columnList(fields)} FROM ${placed} WHERE ${unkeyed}${place} IN (${winners})`,
    problems,
    accounting: 'filters',
    materialize: true,
  };
};

function winner(keep: 'first' | 'last', orderBy: Field | undefined, place: Sql): Sql {
  if (orderBy === undefined) return keep === 'first' ? sql`min(${place})` : sql`max(${place})`;
  const column = identifier(orderBy.name);
  return keep === 'first'
    ? sql`arg_min(${place}, row(${column} IS NULL, ${column}, ${place}))`
    : sql`arg_max(${place}, row(${column} IS NOT NULL, ${column}, ${place}))`;
}

/** A column name that no field has, whatever its case. */
function freeName(name: string, fields: readonly Field[]): string {
  const isTaken = fields.some((field) => field.name.toLowerCase() === name);
  return isTaken ? freeName(`${name}_`, fields) : name;
}
