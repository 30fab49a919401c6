import { trimText } from '#core/formula/total-sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { CurrencySettings } from '#core/graph/nodes/currency.ts';
import { type NodeProblem, requireField, requireText } from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { placeRows } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';

/** Codes as they are compared. */
export function codeSql(text: Sql): Sql {
  return sql`nullif(upper(${trimText(text)}), '')`;
}

/** The day that a date or an instant (UTC) is in. */
export function daySql({ name, type }: Field, table: Sql = sql``): Sql {
  const column = sql`${table}${identifier(name)}`;
  return type === 'datetime' ? sql`CAST(timezone('UTC', ${column}) AS DATE)` : column;
}

/** Ten decimals as a whole number. */
export const ten10 = sql`10000000000::HUGEINT`;

/** The fields of the table of rates, null while one is missing or of a wrong type. */
export function readRateFields({ rates }: CurrencySettings, { fields }: PlanInput, problems: NodeProblem[]) {
  const day = requireField(fields, rates.date, 'rates.date', problems);
  if (day !== undefined && day.type !== 'date' && day.type !== 'datetime')
    problems.push(typeProblem('field_not_date', day, 'rates.date'));
  const rate = requireNumber(fields, rates.rate, 'rates.rate', problems);
  const from = requireText(fields, rates.from, 'rates.from', problems);
  const to = requireText(fields, rates.to, 'rates.to', problems);
  if (day === undefined || rate === undefined || to === undefined) return null;
  return { day, rate, from, to, base: rates.base.toUpperCase() };
}

export function requireNumber(fields: readonly Field[], name: string, path: string, problems: NodeProblem[]) {
  const field = requireField(fields, name, path, problems);
  if (field === undefined || ['integer', 'decimal', 'number'].includes(field.type)) return field;
  problems.push(typeProblem('field_not_number', field, path));
  return undefined;
}

export function typeProblem(code: string, { name, type }: Field, path: string): NodeProblem {
  return { code, params: { field: name, type }, field: path, severity: 'error' };
}

type RateFields = NonNullable<ReturnType<typeof readRateFields>>;

/**
 * SELECT of `f`, `t` and `day` of `asked`, which has these columns, with the rate as a fraction `n` / `m` of whole numbers
 * and its day `rate_day`: of the pair itself, in this direction or the other, else through the base. NULL without one.
 */
export function rateSql(input: PlanInput, fields: RateFields, asked: Sql, maxAgeDays: number | null): Sql {
  const base = sql`${fields.base}::VARCHAR`;
  const isFresh = (day: Sql) =>
    maxAgeDays === null
      ? sql`${day} IS NOT NULL`
      : sql`coalesce(a.day - ${day} <= ${BigInt(maxAgeDays)}::BIGINT, FALSE)`;
  const isDirect = isFresh(sql`d.day`);
  const isCross = sql`${isFresh(sql`x.day`)} AND ${isFresh(sql`y.day`)}`;
  const pick = (direct: Sql, cross: Sql) => sql`CASE WHEN ${isDirect} THEN ${direct} WHEN ${isCross} THEN ${cross} END`;
  const found = joinSql([
    sql`a.*`,
    sql`${pick(sql`d.n`, sql`TRY(x.m * y.n)`)} AS n`,
    sql`${pick(sql`d.m`, sql`TRY(x.n * y.m)`)} AS m`,
    sql`${pick(sql`d.day`, sql`least(x.day, y.day)`)} AS rate_day`,
  ]);
  return sql`WITH "#quotes" AS MATERIALIZED (${quotes(input, fields, base)}), "#base" AS MATERIALIZED (SELECT t, day, n, m FROM "#quotes" WHERE f = ${base}) SELECT f, t, day, n // gcd(n, m) AS n, m // gcd(n, m) AS m, rate_day FROM (SELECT ${found} FROM (${asked}) AS a ASOF LEFT JOIN "#quotes" AS d ON d.f = a.f AND d.t = a.t AND a.day >= d.day ASOF LEFT JOIN "#base" AS x ON x.t = a.f AND a.day >= x.day ASOF LEFT JOIN "#base" AS y ON y.t = a.t AND a.day >= y.day)`;
}

/** Both directions of every rate; of several for one day the last, and one that is written before one turned round. */
function quotes({ relation, fields: all }: PlanInput, { day, rate, from, to }: RateFields, base: Sql): Sql {
  const { rows, place } = placeRows(relation, all);
  const value = sql`TRY(CAST(TRY_CAST(${identifier(rate.name)} AS DECIMAL(38,10)) * 10000000000 AS HUGEINT))`;
  const unit = from === undefined ? base : codeSql(identifier(from.name));
  const written = sql`SELECT ${unit} AS f, ${codeSql(identifier(to.name))} AS t, ${daySql(day)} AS day, ${value} AS v, ${place} AS p FROM ${rows}`;
  const last = sql`SELECT f, t, day, arg_max(v, p) AS v FROM (${written}) WHERE v > 0 AND f <> t AND day IS NOT NULL GROUP BY f, t, day`;
  return sql`SELECT f, t, day, arg_min(n, k) AS n, arg_min(m, k) AS m FROM (WITH "#last" AS MATERIALIZED (${last}) SELECT f, t, day, v AS n, ${ten10} AS m, 0 AS k FROM "#last" UNION ALL SELECT t, f, day, ${ten10}, v, 1 FROM "#last") GROUP BY f, t, day`;
}
