import { type Field, isNumericType, isTemporalType } from '#core/graph/field-type.ts';
import { identifier, joinSql, type Sql, sql } from './sql.ts';
import { isNotBlank } from './text-sql.ts';

const buckets = 16;

/**
 * An aggregate that says how the values of a field are spread, as a list of numbers to compare with that of other runs:
 * the nine deciles of numbers and dates; else the shares of blank values and of 16 groups that values fall into by their
 * MD5, so that nothing of the values themselves is kept.
 */
export function distributionSql({ name, type }: Field): { metric: 'deciles' | 'shares'; values: Sql } {
  const column = identifier(name);
  if (isNumericType(type) || isTemporalType(type)) {
    const number = isTemporalType(type) ? sql`epoch(${column})` : column;
    const parts = joinSql([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => sql`${tenth / 10}`));
    return { metric: 'deciles', values: sql`quantile_cont(CAST(${number} AS DOUBLE), [${parts}])` };
  }
  const text = sql`CAST(${column} AS VARCHAR)`;
  const bucket = sql`CASE WHEN ${isNotBlank(column, type)} THEN CAST(md5_number_lower(${text}) % ${BigInt(buckets)} AS BIGINT) ELSE ${BigInt(buckets)} END`;
  const shares = Array.from(
    { length: buckets + 1 },
    (_, index) => sql`count(*) FILTER (WHERE ${bucket} = ${BigInt(index)}) / CAST(count(*) AS DOUBLE)`,
  );
  return { metric: 'shares', values: sql`CASE WHEN count(*) > 0 THEN [${joinSql(shares)}] END` };
}
