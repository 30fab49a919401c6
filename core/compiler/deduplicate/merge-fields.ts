import type { Field } from '#core/graph/field-type.ts';
import type { DeduplicateSettings, MergeRule } from '#core/graph/nodes/deduplicate.ts';
import { castSql } from '../cast.ts';
import { type NodeProblem, requireField } from '../lowering.ts';
import { freeName } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { blankAsNull } from '../text-sql.ts';

/** A field of merged rows. */
export interface MergedField {
  readonly field: Field;
  readonly value: Sql;
  /** A column that is counted over the rows of a group before. */
  readonly counted?: Sql;
}

/** How each field of a group becomes one value, as aggregates over its rows. A list is text, whatever it is a list of. */
export function mergeFields(
  { take, fields: others, separator }: DeduplicateSettings,
  fields: readonly Field[],
  orderBy: Field | undefined,
  place: Sql,
  groups: readonly Sql[],
  problems: NodeProblem[],
): MergedField[] {
  others.forEach(({ field }, index) => {
    requireField(fields, field, `fields.${index}.field`, problems);
  });
  return fields.map((field, index) => {
    const rule = others.find((other) => other.field === field.name)?.take ?? take;
    const value = blankAsNull(identifier(field.name), field.type);
    if (rule === 'list')
      return { field: { name: field.name, type: 'text' }, value: listSql(field, value, separator, place) };
    if (rule !== 'commonest') return { field, value: chosenSql(rule, field, value, orderBy, place) };
    const times = identifier(freeName(`#times_${index}`, fields));
    return {
      field,
      value: sql`arg_max(${value}, row(${times}, -${place}))`,
      counted: sql`count(*) OVER (PARTITION BY ${joinSql([...groups, value])}) AS ${times}`,
    };
  });
}

function chosenSql(
  rule: Exclude<MergeRule, 'list' | 'commonest'>,
  { type }: Field,
  value: Sql,
  orderBy: Field | undefined,
  place: Sql,
): Sql {
  switch (rule) {
    case 'first':
      return sql`arg_min(${value}, ${place})`;
    case 'longest':
      return sql`arg_max(${value}, row(length(${castSql(value, type, 'text') ?? value}), -${place}))`;
    case 'last':
      return sql`arg_max(${value}, ${place})`;
    case 'newest': {
      if (orderBy === undefined) return sql`arg_max(${value}, ${place})`;
      const order = identifier(orderBy.name);
      return sql`arg_max(${value}, row(${order} IS NOT NULL, ${order}, ${place}))`;
    }
  }
}

/** Every different value once, in the order in which they first occur. */
function listSql({ type }: Field, value: Sql, separator: string, place: Sql): Sql {
  const text = castSql(value, type, 'text') ?? value;
  const texts = sql`list(${text} ORDER BY ${place}) FILTER (WHERE ${text} IS NOT NULL)`;
  // `list_distinct` keeps no order.
  const distinct = sql`list_transform([${texts}], lambda t: list_filter(t, lambda v, i: list_position(t, v) = i))[1]`;
  return sql`nullif(array_to_string(${distinct}, ${separator}::VARCHAR), '')`;
}
