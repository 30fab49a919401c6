import type { Field } from '#core/graph/field-type.ts';
import type { CurrencySettings } from '#core/graph/nodes/currency.ts';
import { type CastFailure, rejectFailed } from '../cast-failure.ts';
import { minorUnits } from '../currency/minor-units.ts';
import { codeSql, daySql, rateSql, readRateFields, requireNumber, ten10, typeProblem } from '../currency/rate-sql.ts';
import { checkUniqueNames, columnList, type Lower, type NodeProblem, requireField, requireText } from '../lowering.ts';
import { freeName, hasRowIdField, placeRows } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { isNotBlank } from '../text-sql.ts';

/**
 * Exact: amounts and rates are whole numbers of ten decimals, a rate is a fraction of two of them, and rounding looks at
 * the remainder of one division. Rates are looked for once per pair and day, so that rows are joined by equal values only.
 */
export const lowerCurrency: Lower<CurrencySettings> = (settings, inputs, { stage, now }) => {
  const rows = inputs.find(({ port }) => port === 'rows');
  const list = inputs.find(({ port }) => port === 'rates');
  if (rows === undefined || list === undefined) throw new Error('Lowered without its inputs');
  const problems: NodeProblem[] = [];
  const { fields } = rows;
  const amount = requireNumber(fields, settings.amount, 'amount', problems);
  const day = readDay(settings, fields, now, problems);
  const rates = readRateFields(settings, list, problems);
  const sides = (['from', 'to'] as const).map((side) => readCode(settings, side, fields, problems));
  const added = nameAdded(settings);
  const all = [...fields.map((field) => ({ field })), ...added];
  problems.push(...checkUniqueNames(all));
  const out = { fields: all.map(({ field }) => field), problems, accounting: 'preserves' as const, materialize: false };
  const [from, to] = sides;
  if (amount === undefined || rates === null || from === undefined || to === undefined)
    return { ...out, query: sql`SELECT * FROM ${identifier(rows.relation)}` };
  const made = (name: string) => identifier(freeName(name, fields));
  const names = {
    from: made('#from'),
    to: made('#to'),
    day: made('#day'),
    converted: made('#converted'),
    rate: made('#rate'),
    rateDay: made('#rate_day'),
    place: made('#place'),
  };
  const asked = sql`SELECT DISTINCT ${names.from} AS f, ${names.to} AS t, ${names.day} AS day FROM "#rows" WHERE ${names.from} <> ${names.to}`;
  const found = rateSql(list, rates, asked, settings.maxAgeDays);
  const rated = sql`SELECT *, (2 * n * ${ten10} + m) // (2 * m) AS rate FROM (${found})`;
  const placed = placeRows(rows.relation, fields);
  const coded = sql`SELECT ${columnList(fields)}, ${placed.place} AS ${names.place}, ${from} AS ${names.from}, ${to} AS ${names.to}, ${day} AS ${names.day} FROM ${placed.rows}`;
  const isSame = sql`l.${names.from} = l.${names.to}`;
  const scaled = sql`SELECT l.*, ${scaledUp(sql`l.${identifier(amount.name)}`)} AS "#a", CASE WHEN ${isSame} THEN 1 ELSE r.n END AS "#n", CASE WHEN ${isSame} THEN 1 ELSE r.m END AS "#m", CASE WHEN ${isSame} THEN ${ten10} ELSE r.rate END AS "#scaled_rate", r.rate_day AS ${names.rateDay}, ${unitSql(settings, sql`l.${names.to}`)} AS "#u" FROM "#rows" AS l LEFT JOIN (${rated}) AS r ON r.f = l.${names.from} AND r.t = l.${names.to} AND r.day = l.${names.day}`;
  const products = sql`SELECT *, TRY("#a" * "#n") AS "#above", TRY("#m" * "#u") AS "#below" FROM (${scaled})`;
  const quotients = sql`SELECT *, ${quotientSql} AS "#q" FROM (${products})`;
  const divided = sql`SELECT *, TRY(2 * abs("#above" - "#q" * "#below")) AS "#rest" FROM (${quotients})`;
  const carried = [columnList(fields), names.from, names.to, names.day, names.rateDay];
  const results = [
    sql`${fromScaled(sql`("#q" + ${roundingSql(settings.rounding)}) * "#u"`)} AS ${names.converted}`,
    sql`${fromScaled(sql`"#scaled_rate"`)} AS ${names.rate}`,
  ];
  const failures = listFailures(amount, names, sql`${names.rate}`);
  const failed = joinSql(
    failures.map(({ condition }) => condition),
    ' OR ',
  );
  const values = { name: names.converted, rateName: names.rate, rateDateName: names.rateDay };
  const columns = added.map(({ field, path }) => sql`${values[path]} AS ${identifier(field.name)}`);
  const rejects = settings.missing === 'reject';
  return {
    ...out,
    stage: sql`SELECT ${joinSql([...carried, ...results])} FROM (WITH "#rows" AS MATERIALIZED (${coded}) ${divided}) ORDER BY ${names.place}`,
    query: sql`SELECT ${joinSql([columnList(fields), ...columns])} FROM ${stage}${rejects ? sql` WHERE NOT (${failed})` : sql``}`,
    readsPlaces: !hasRowIdField(list.fields) && !hasRowIdField(fields),
    ...(rejects
      ? { rejects: rejectFailed(failures, fields, sql`FROM ${stage} WHERE ${failed}`) }
      : {
          notices: sql`SELECT 'currency_unconverted' AS code, count(*) FILTER (WHERE ${failed}) AS count, count(*) AS total FROM ${stage}`,
        }),
  };
};

function nameAdded({ name, rateName, rateDateName }: CurrencySettings) {
  const wanted = [
    { path: 'name', field: { name, type: 'decimal' } },
    { path: 'rateName', field: { name: rateName, type: 'decimal' } },
    { path: 'rateDateName', field: { name: rateDateName, type: 'date' } },
  ] as const;
  return wanted.filter(({ field }) => field.name !== '');
}

function readDay({ date }: CurrencySettings, fields: readonly Field[], now: string, problems: NodeProblem[]): Sql {
  const field = requireField(fields, date, 'date', problems);
  if (field === undefined) return sql`CAST(${new Date(now).toISOString().slice(0, 10)} AS DATE)`;
  if (field.type !== 'date' && field.type !== 'datetime') problems.push(typeProblem('field_not_date', field, 'date'));
  return daySql(field);
}

function readCode(settings: CurrencySettings, side: 'from' | 'to', fields: readonly Field[], problems: NodeProblem[]) {
  const { field: wanted, code } = settings[side];
  if (wanted === '') return sql`${code.toUpperCase()}::VARCHAR`;
  const field = requireText(fields, wanted, `${side}.field`, problems);
  return field && codeSql(identifier(field.name));
}

/** What one unit of the last decimal is, of ten decimals. */
function unitSql({ decimals }: CurrencySettings, to: Sql): Sql {
  const unit = (places: number) => sql`${10n ** BigInt(10 - places)}::HUGEINT`;
  if (decimals !== null) return unit(decimals);
  const branches = Object.entries(minorUnits).map(([places, codes]) => {
    const list = joinSql(codes.map((code) => sql`${code}::VARCHAR`));
    return sql`WHEN ${to} IN (${list}) THEN ${unit(Number(places))}`;
  });
  return sql`CASE ${joinSql(branches, ' ')} ELSE ${unit(2)} END`;
}

/** What is added to the truncated quotient: one away from zero, or nothing. `#rest` is twice the remainder. */
function roundingSql(rounding: CurrencySettings['rounding']): Sql {
  const isUp =
    rounding === 'half_up'
      ? sql`"#rest" >= "#below"`
      : sql`"#rest" > "#below" OR ("#rest" = "#below" AND "#q" % 2 <> 0)`;
  return sql`CASE WHEN "#rest" IS NULL THEN NULL WHEN ${isUp} THEN sign("#a") ELSE 0 END`;
}

/** Dividing numbers of 128 bits takes a hundred times as long as dividing those of 64, which most amounts fit. */
const quotientSql = sql`CASE WHEN "#above" BETWEEN -9000000000000000000 AND 9000000000000000000 AND "#below" <= 9000000000000000000 THEN CAST(CAST("#above" AS BIGINT) // CAST("#below" AS BIGINT) AS HUGEINT) ELSE "#above" // "#below" END`;

/** A number of ten decimals as a whole one; by its digits, because the engine's cast divides. */
function scaledUp(amount: Sql): Sql {
  return sql`TRY_CAST(replace(CAST(TRY_CAST(${amount} AS DECIMAL(38,10)) AS VARCHAR), '.', '') AS HUGEINT)`;
}

/** A decimal of ten places from a whole number; NULL where it does not fit. */
function fromScaled(whole: Sql): Sql {
  return sql`TRY(CAST(${whole} AS DECIMAL(38,0)) * CAST('0.0000000001' AS DECIMAL(10,10)))`;
}

function listFailures(
  amount: Field,
  names: Readonly<Record<'from' | 'to' | 'day' | 'converted', Sql>>,
  rate: Sql,
): CastFailure[] {
  const own = identifier(amount.name);
  const isUnconverted = sql`${isNotBlank(own, amount.type)} AND ${names.converted} IS NULL`;
  const asked = sql`concat(coalesce(${names.from}, '?'), ' → ', coalesce(${names.to}, '?'), ' ', ${names.day})`;
  return [
    {
      reason: 'rate_missing',
      field: amount.name,
      condition: sql`(${isUnconverted} AND ${rate} IS NULL)`,
      original: asked,
    },
    {
      reason: 'amount_too_large',
      field: amount.name,
      condition: sql`(${isUnconverted} AND ${rate} IS NOT NULL)`,
      original: own,
    },
  ];
}
