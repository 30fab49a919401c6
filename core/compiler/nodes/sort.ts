import type { Field } from '#core/graph/field-type.ts';
import type { SortSettings } from '#core/graph/nodes/sort.ts';
import { columnList, type Lower, type NodeProblem, onlyInput, requireField } from '../lowering.ts';
import { hasRowIdField, rowId } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';

/** Text is ordered without regard to case and accents, blanks last in both directions, equal rows as they came. */
export const lowerSort: Lower<SortSettings> = ({ by, limit, offset }, inputs) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const order = by.flatMap(({ field: name, direction }, index) => {
    const field = requireField(fields, name, `by.${index}.field`, problems);
    return field === undefined ? [] : [orderTerm(field, direction)];
  });
  const readsPlaces = order.length > 0 && !hasRowIdField(fields);
  const terms = readsPlaces ? [...order, rowId] : order;
  const ordering = terms.length === 0 ? sql`` : sql` ORDER BY ${joinSql(terms)}`;
  const limiting = limit === null ? sql`` : sql` LIMIT ${BigInt(limit)}`;
  const skipping = offset === 0 ? sql`` : sql` OFFSET ${BigInt(offset)}`;
  return {
    fields,
    query: sql`SELECT ${columnList(fields)} FROM ${identifier(relation)}${ordering}${limiting}${skipping}`,
    problems,
    accounting: 'filters',
    materialize: true,
    readsPlaces,
  };
};

/** Blanks last in both directions; text without regard to case and accents. */
export function orderTerm({ name, type }: Field, direction: 'asc' | 'desc'): Sql {
  const column = identifier(name);
  const key = type === 'text' ? sql`nullif(${column}, '') COLLATE NOCASE.NOACCENT` : column;
  return direction === 'asc' ? sql`${key} ASC NULLS LAST` : sql`${key} DESC NULLS LAST`;
}
