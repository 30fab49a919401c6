import type { LoadColumn } from '../plan-load.ts';

const separator = `E'\\x1f'`;

/**
 * A value as text that is the same wherever it is computed: here over the table's column and over what was sent, and in
 * the engine over the field. `sqlValue` has the type `typeName`.
 */
export function canonicalText({ field }: LoadColumn, sqlValue: string): string {
  switch (field.type) {
    case 'decimal':
    case 'integer':
      return `trim_scale(round(${sqlValue}::numeric, 10))::text`;
    case 'number':
      return `CASE WHEN ${sqlValue}::float8 IN ('NaN', 'Infinity', '-Infinity') THEN 'none' ELSE ltrim(to_char(${sqlValue}::float8, '9.9999999999EEEE')) END`;
    case 'date':
      return `to_char(${sqlValue}, 'YYYY-MM-DD')`;
    case 'datetime':
      return `CASE WHEN isfinite(${sqlValue}) THEN (extract(epoch FROM ${sqlValue}) * 1000000)::bigint::text ELSE 'none' END`;
    case 'boolean':
      return `${sqlValue}::text`;
    default:
      return `${sqlValue}::text`;
  }
}

/** Whether the engine can say the same text: other types have a form of their own in the table. */
export function isSummable({ field, type }: LoadColumn): boolean {
  if (field.type === 'json' || type.name === 'real' || type.name === 'money') return false;
  if (field.type === 'text') return (type.category === 'S' && type.name !== 'character') || type.category === 'E';
  return type.category !== 'S';
}

/** A digest of values that is the same for the same texts, blank and empty kept apart. */
export function digestOf(texts: readonly string[]): string {
  return `md5(${texts.map((text) => `coalesce('v' || ${text}, 'n')`).join(` || ${separator} || `)})`;
}

/** The sum of digests does not depend on the order of rows. */
export function sumOf(digest: string): string {
  return `coalesce(sum(('x' || substr(${digest}, 1, 15))::bit(60)::bigint), 0)::text`;
}
