import type { Field } from '#core/graph/field-type.ts';
import type { DeduplicateSettings } from '#core/graph/nodes/deduplicate.ts';
import { lowerGroups, needsGroups } from '../deduplicate/lower-groups.ts';
import { columnList, type Lower, type NodeProblem, onlyInput, requireField, requireFields } from '../lowering.ts';
import { freeName, hasRowIdField, placeRows } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { keyOf } from '../text-sql.ts';

/**
 * Finds the place of the row that stays for every key, then keeps the rows at those places, in input order: wide rows
 * are never sorted (2 million rows: half the time and two thirds of the memory of a window over them).
 * Equal order values are decided by input order, and a blank one loses against any other.
 */
export const lowerDeduplicate: Lower<DeduplicateSettings> = (settings, inputs) => {
  if (needsGroups(settings)) return lowerGroups(settings, onlyInput(inputs));
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const keyFields = requireFields(fields, settings.keys, 'keys', problems);
  const orderBy = requireField(fields, settings.orderBy, 'orderBy', problems);
  const { rows, place } = placeRows(relation, fields);
  const keys = keyFields.map(({ name, type }, index) => ({
    name: identifier(freeName(`#key_${index}`, fields)),
    value: keyOf(identifier(name), type, settings.ignoreCase),
  }));
  const names = keys.map(({ name }) => name);
  const anyBlank = joinSql(
    names.map((name) => sql`${name} IS NULL`),
    ' OR ',
  );
  // A row that is a duplicate of nothing is a group of its own.
  const groups = settings.blankKeys === 'keep' ? [...names, sql`CASE WHEN ${anyBlank} THEN ${place} END`] : names;
  const read = [
    place,
    ...(orderBy ? [identifier(orderBy.name)] : []),
    ...keys.map(({ name, value }) => sql`${value} AS ${name}`),
  ];
  const winners = sql`SELECT ${winner(settings.keep === 'first' ? 'first' : 'last', orderBy, place)} FROM (SELECT ${joinSql(read)} FROM ${rows}) GROUP BY ${joinSql(groups)}`;
  return {
    fields,
    // `IS TRUE` keeps the engine from swapping the sides of the join, which would lose the order of the rows.
    query: sql`SELECT ${columnList(fields)} FROM ${rows} WHERE (${place} IN (${winners})) IS TRUE`,
    problems,
    accounting: 'filters',
    materialize: true,
    readsPlaces: !hasRowIdField(fields),
  };
};

function winner(keep: 'first' | 'last', orderBy: Field | undefined, place: Sql): Sql {
  if (orderBy === undefined) return keep === 'first' ? sql`min(${place})` : sql`max(${place})`;
  const { name, type } = orderBy;
  const column = identifier(name);
  if (type === 'integer') return packedWinner(keep, column, place);
  if (type === 'date' || type === 'datetime') return packedWinner(keep, sql`epoch_us(${column})`, place);
  const isWorse = keep === 'first' ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`;
  const choose = keep === 'first' ? sql`arg_min` : sql`arg_max`;
  return sql`${choose}(${place}, row(${isWorse}, ${column}, ${place}))`;
}

/** Order value and place in one wide number, the place in its lowest 40 bits: more rows than a relation can have. */
function packedWinner(keep: 'first' | 'last', whole: Sql, place: Sql): Sql {
  const loser = keep === 'first' ? 2n ** 63n - 1n : -(2n ** 63n);
  const packed = sql`CAST(coalesce(${whole}, ${loser}) AS HUGEINT) * 1099511627776 + ${place}`;
  const best = keep === 'first' ? sql`min(${packed})` : sql`max(${packed})`;
  return sql`CAST(${best} & 1099511627775 AS BIGINT)`;
}
