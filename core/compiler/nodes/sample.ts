import type { Field } from '#core/graph/field-type.ts';
import type { SampleSettings } from '#core/graph/nodes/sample.ts';
import { columnList, type Lower, onlyInput } from '../lowering.ts';
import { hasRowIdField, placeRows } from '../row-place.ts';
import { identifier, type Sql, sql } from '../sql.ts';

/** Chooses by the place of a row alone, so that equal input gives equal rows, in input order. */
export const lowerSample: Lower<SampleSettings> = (settings, inputs) => {
  const { relation, fields } = onlyInput(inputs);
  return {
    fields,
    query: sql`SELECT ${columnList(fields)} FROM ${choose(settings, relation, fields)}`,
    problems: [],
    accounting: 'filters',
    materialize: true,
    readsPlaces: settings.method === 'random' && !hasRowIdField(fields),
  };
};

function choose({ method, rows: count, step, seed }: SampleSettings, relation: string, fields: readonly Field[]): Sql {
  if (method === 'first') return sql`${identifier(relation)} LIMIT ${BigInt(count)}`;
  // Places have gaps after a filter, so rows are counted anew.
  if (method === 'every')
    return sql`${identifier(relation)} QUALIFY row_number() OVER () % ${BigInt(step)}::BIGINT = 1`;
  const { rows, place } = placeRows(relation, fields);
  const drawn = sql`SELECT ${place} FROM ${rows} ORDER BY hash(${place}, ${BigInt(seed)}::BIGINT), ${place} LIMIT ${BigInt(count)}`;
  // `IS TRUE` keeps the engine from swapping the sides of the join, which would lose the order of the rows.
  return sql`${rows} WHERE (${place} IN (${drawn})) IS TRUE`;
}
