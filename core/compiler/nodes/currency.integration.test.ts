import { describe, expect, it } from 'vitest';
import type { CurrencySettings } from '#core/graph/nodes/currency.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

/** As the European Central Bank gives them: units of each currency for one euro, on working days. */
const ecb: Table = {
  fields: { day: 'date', currency: 'text', rate: 'decimal' },
  rows: [
    ['2026-01-02', 'USD', '1.1'],
    ['2026-01-02', 'GBP', '0.8'],
    ['2026-01-02', 'JPY', '160.5'],
    ['2026-01-05', 'usd ', '1.25'],
    ['2026-01-05', 'KWD', '0.35'],
    ['2026-01-05', 'USD', '1.2'],
    ['2026-01-05', 'BAD', '0'],
    [null, 'USD', '9'],
  ],
};
const rates = { date: 'day', from: '', to: 'currency', rate: 'rate', base: 'EUR' };
const rowFields = { amount: 'decimal', code: 'text', sold: 'date' } as const;
const settings: Partial<CurrencySettings> = {
  amount: 'amount',
  from: { field: 'code', code: '' },
  to: { field: '', code: 'EUR' },
  date: 'sold',
  rates,
  name: 'euros',
  rateName: 'rate',
  rateDateName: 'rate_day',
};

function convert(rows: readonly (readonly (string | null)[])[], more: Partial<CurrencySettings> = {}, list = ecb) {
  return runNode('currency', { ...settings, ...more }, { fields: rowFields, rows }, list);
}

/** Amount, rate and day of the rate of each row. */
async function listConverted(
  rows: readonly (readonly (string | null)[])[],
  more: Partial<CurrencySettings> = {},
  list = ecb,
) {
  const { rows: converted } = await convert(rows, more, list);
  return converted.map((row) =>
    row.slice(3).map((cell) => (cell === null ? null : String(cell).replace(/\.?0+$/, ''))),
  );
}

describe('currency', () => {
  it('takes the rate of the day, else the newest one before it that is not too old', async () => {
    const rows = [
      ['110', 'USD', '2026-01-02'],
      ['110', ' usd', '2026-01-04'],
      ['120', 'USD', '2026-01-05'],
      ['120', 'USD', '2026-01-01'],
      ['120', 'USD', '2026-01-12'],
      ['120', 'USD', '2026-01-13'],
    ];
    const [old, new_, none] = [
      ['100', '0.9090909091', '2026-01-02'],
      ['100', '0.8333333333', '2026-01-05'],
      [null, null, null],
    ];
    expect(await listConverted(rows)).toEqual([old, old, new_, none, new_, none]);
    expect(await listConverted(rows, { maxAgeDays: null })).toEqual([old, old, new_, none, new_, new_]);
    expect(await listConverted(rows, { maxAgeDays: 0 })).toEqual([old, none, new_, none, none, none]);
  });

  it('goes through the base between two other currencies, and nowhere within one', async () => {
    const rows = [
      ['110', 'USD', '2026-01-02'],
      ['80.125', 'GBP', '1990-01-01'],
      ['10', 'EUR', '2026-01-02'],
    ];
    expect(await listConverted(rows, { to: { field: '', code: 'gbp' } })).toEqual([
      ['80', '0.7272727273', '2026-01-02'],
      ['80.12', '1', null],
      ['8', '0.8', '2026-01-02'],
    ]);
    const newer = await listConverted([['80', 'GBP', '2026-01-05']], { to: { field: '', code: 'USD' } });
    expect(newer).toEqual([['120', '1.5', '2026-01-02']]);
  });

  it('takes the rate of a pair before one through the base, in its direction before the other', async () => {
    const pairs: Table = {
      fields: { day: 'datetime', a: 'text', b: 'text', rate: 'number' },
      rows: [
        ['2026-01-02 23:30:00+00', 'GBP', 'USD', '1.5'],
        ['2026-01-02 10:00:00+00', 'USD', 'GBP', '0.7'],
        ['2026-01-02 10:00:00+00', 'EUR', 'GBP', '0.8'],
        ['2026-01-02 10:00:00+00', 'CHF', 'EUR', '1.05'],
      ],
    };
    const rows = [
      ['10', 'USD', '2026-01-03'],
      ['100', 'CHF', '2026-01-03'],
    ];
    const own = { rates: { ...rates, from: 'a', to: 'b' }, to: { field: '', code: 'GBP' } };
    expect(await listConverted(rows, own, pairs)).toEqual([
      ['7', '0.7', '2026-01-02'],
      ['84', '0.84', '2026-01-02'],
    ]);
    const back = { ...own, to: { field: '', code: 'USD' } };
    expect(await listConverted([['10', 'GBP', '2026-01-03']], back, pairs)).toEqual([['15', '1.5', '2026-01-02']]);
  });

  it.each<[CurrencySettings['rounding'], string, number | null, Record<string, string>]>([
    [
      'half_even',
      'EUR',
      null,
      { 0.125: '0.12', 0.135: '0.14', '-0.125': '-0.12', '-0.126': '-0.13', 123456789012345.67: '123456789012345.67' },
    ],
    ['half_up', 'EUR', null, { 0.125: '0.13', 0.124: '0.12', '-0.125': '-0.13' }],
    ['half_even', 'EUR', 0, { 2.5: '2', 3.5: '4' }],
    ['half_even', 'JPY', null, { 1: '160', 3: '482' }],
    ['half_up', 'JPY', null, { 1: '161' }],
    ['half_up', 'KWD', null, { 1.00357: '0.351' }],
    ['half_up', 'EUR', 10, { '0.00000000015': '0.0000000002' }],
  ])('rounds %s to %s with %s decimals: %j', async (rounding, code, decimals, expected) => {
    const rows = Object.keys(expected).map((amount) => [amount, 'EUR', '2026-01-05']);
    const converted = await listConverted(rows, { to: { field: '', code }, rounding, decimals });
    expect(converted.map(([amount]) => amount)).toEqual(Object.values(expected));
  });

  it('is exact where floating point is not', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => [
      `${index * 7 - 1000}.${String(index % 100).padStart(2, '0')}`,
      'USD',
      '2026-01-05',
    ]);
    const { rows: converted } = await convert(rows);
    const expected = rows.map(([amount = '']) => {
      const cents = BigInt((amount ?? '').replace('.', ''));
      const [above, below] = [cents * 10n, 12n];
      const [whole, rest] = [above / below, (above % below) * (above < 0n ? -1n : 1n)];
      const isUp = 2n * rest > below || (2n * rest === below && whole % 2n !== 0n);
      return whole + (isUp ? (above < 0n ? -1n : 1n) : 0n);
    });
    expect(
      converted.map((row) =>
        BigInt(
          String(row[3])
            .replace(/(\.\d\d)0{8}$/, '$1')
            .replace('.', ''),
        ),
      ),
    ).toEqual(expected);
  });

  it('leaves blank and counts what has no rate, or sets it aside with why', async () => {
    const rows = [
      ['10', 'XXX', '2026-01-05'],
      [null, 'USD', '2026-01-05'],
      ['10', null, '2026-01-05'],
      ['12', 'USD', null],
      ['12', 'USD', '2026-01-05'],
      ['9000000000000000000000000000', 'USD', '2026-01-05'],
    ];
    const blank = await convert(rows);
    expect(blank.rows.map((row) => row[3])).toEqual([null, null, null, null, '10.0000000000', null]);
    expect(blank.notices).toEqual([['currency_unconverted', '4', '6']]);
    const rejected = await convert(rows, { missing: 'reject' });
    expect(rejected.rows.map((row) => row[3])).toEqual([null, '10.0000000000']);
    expect(rejected.rejects?.map((row) => row.slice(0, 3))).toEqual([
      ['rate_missing', 'amount', 'XXX → EUR 2026-01-05'],
      ['rate_missing', 'amount', '? → EUR 2026-01-05'],
      ['rate_missing', 'amount', 'USD → EUR '],
      ['amount_too_large', 'amount', '9000000000000000000000000000.0000000000'],
    ]);
  });

  it('takes the rate of the day of the run without a date', async () => {
    const list: Table = {
      ...ecb,
      rows: [
        ['2026-11-04', 'USD', '1.25'],
        ['2026-11-06', 'USD', '2'],
      ],
    };
    const { rows, text } = await convert([['10', 'USD', null]], { date: '', rateName: '', rateDateName: '' }, list);
    expect(rows[0]?.[3]).toBe('8.0000000000');
    expect(text).toMatchInlineSnapshot(
      `"WITH "node.#stage" AS NOT MATERIALIZED (SELECT "amount", "code", "sold", "#from", "#to", "#day", "#rate_day", TRY(CAST(("#q" + CASE WHEN "#rest" IS NULL THEN NULL WHEN "#rest" > "#below" OR ("#rest" = "#below" AND "#q" % 2 <> 0) THEN sign("#a") ELSE 0 END) * "#u" AS DECIMAL(38,0)) * CAST('0.0000000001' AS DECIMAL(10,10))) AS "#converted", TRY(CAST("#scaled_rate" AS DECIMAL(38,0)) * CAST('0.0000000001' AS DECIMAL(10,10))) AS "#rate" FROM (WITH "#rows" AS MATERIALIZED (SELECT "amount", "code", "sold", rowid AS "#place", nullif(upper(trim("code", $1::VARCHAR)), '') AS "#from", $2::VARCHAR AS "#to", CAST($3 AS DATE) AS "#day" FROM "in_1") SELECT *, TRY(2 * abs("#above" - "#q" * "#below")) AS "#rest" FROM (SELECT *, CASE WHEN "#above" BETWEEN -9000000000000000000 AND 9000000000000000000 AND "#below" <= 9000000000000000000 THEN CAST(CAST("#above" AS BIGINT) // CAST("#below" AS BIGINT) AS HUGEINT) ELSE "#above" // "#below" END AS "#q" FROM (SELECT *, TRY("#a" * "#n") AS "#above", TRY("#m" * "#u") AS "#below" FROM (SELECT l.*, TRY_CAST(replace(CAST(TRY_CAST(l."amount" AS DECIMAL(38,10)) AS VARCHAR), '.', '') AS HUGEINT) AS "#a", CASE WHEN l."#from" = l."#to" THEN 1 ELSE r.n END AS "#n", CASE WHEN l."#from" = l."#to" THEN 1 ELSE r.m END AS "#m", CASE WHEN l."#from" = l."#to" THEN 10000000000::HUGEINT ELSE r.rate END AS "#scaled_rate", r.rate_day AS "#rate_day", CASE WHEN l."#to" IN ($4::VARCHAR, $5::VARCHAR, $6::VARCHAR, $7::VARCHAR, $8::VARCHAR, $9::VARCHAR, $10::VARCHAR, $11::VARCHAR, $12::VARCHAR, $13::VARCHAR, $14::VARCHAR, $15::VARCHAR, $16::VARCHAR, $17::VARCHAR, $18::VARCHAR, $19::VARCHAR, $20::VARCHAR) THEN $21::HUGEINT WHEN l."#to" IN ($22::VARCHAR, $23::VARCHAR, $24::VARCHAR, $25::VARCHAR, $26::VARCHAR, $27::VARCHAR, $28::VARCHAR) THEN $29::HUGEINT WHEN l."#to" IN ($30::VARCHAR, $31::VARCHAR) THEN $32::HUGEINT ELSE $33::HUGEINT END AS "#u" FROM "#rows" AS l LEFT JOIN (SELECT *, (2 * n * 10000000000::HUGEINT + m) // (2 * m) AS rate FROM (WITH "#quotes" AS MATERIALIZED (SELECT f, t, day, arg_min(n, k) AS n, arg_min(m, k) AS m FROM (WITH "#last" AS MATERIALIZED (SELECT f, t, day, arg_max(v, p) AS v FROM (SELECT $2::VARCHAR AS f, nullif(upper(trim("currency", $1::VARCHAR)), '') AS t, "day" AS day, TRY(CAST(TRY_CAST("rate" AS DECIMAL(38,10)) * 10000000000 AS HUGEINT)) AS v, rowid AS p FROM "in_2") WHERE v > 0 AND f <> t AND day IS NOT NULL GROUP BY f, t, day) SELECT f, t, day, v AS n, 10000000000::HUGEINT AS m, 0 AS k FROM "#last" UNION ALL SELECT t, f, day, 10000000000::HUGEINT, v, 1 FROM "#last") GROUP BY f, t, day), "#base" AS MATERIALIZED (SELECT t, day, n, m FROM "#quotes" WHERE f = $2::VARCHAR) SELECT f, t, day, n // gcd(n, m) AS n, m // gcd(n, m) AS m, rate_day FROM (SELECT a.*, CASE WHEN coalesce(a.day - d.day <= $34::BIGINT, FALSE) THEN d.n WHEN coalesce(a.day - x.day <= $34::BIGINT, FALSE) AND coalesce(a.day - y.day <= $34::BIGINT, FALSE) THEN TRY(x.m * y.n) END AS n, CASE WHEN coalesce(a.day - d.day <= $34::BIGINT, FALSE) THEN d.m WHEN coalesce(a.day - x.day <= $34::BIGINT, FALSE) AND coalesce(a.day - y.day <= $34::BIGINT, FALSE) THEN TRY(x.n * y.m) END AS m, CASE WHEN coalesce(a.day - d.day <= $34::BIGINT, FALSE) THEN d.day WHEN coalesce(a.day - x.day <= $34::BIGINT, FALSE) AND coalesce(a.day - y.day <= $34::BIGINT, FALSE) THEN least(x.day, y.day) END AS rate_day FROM (SELECT DISTINCT "#from" AS f, "#to" AS t, "#day" AS day FROM "#rows" WHERE "#from" <> "#to") AS a ASOF LEFT JOIN "#quotes" AS d ON d.f = a.f AND d.t = a.t AND a.day >= d.day ASOF LEFT JOIN "#base" AS x ON x.t = a.f AND a.day >= x.day ASOF LEFT JOIN "#base" AS y ON y.t = a.t AND a.day >= y.day))) AS r ON r.f = l."#from" AND r.t = l."#to" AND r.day = l."#day")))) ORDER BY "#place") SELECT "amount", "code", "sold", "#converted" AS "euros" FROM "node.#stage""`,
    );
  });
});

it.each<[Partial<CurrencySettings>, string, string]>([
  [{ amount: '' }, 'field_missing', 'amount'],
  [{ amount: 'code' }, 'field_not_number', 'amount'],
  [{ date: 'code' }, 'field_not_date', 'date'],
  [{ from: { field: '', code: '' } }, 'currency_missing', 'from.code'],
  [{ to: { field: 'amount', code: '' } }, 'field_not_text', 'to.field'],
  [{ rates: { ...rates, date: 'currency' } }, 'field_not_date', 'rates.date'],
  [{ rates: { ...rates, rate: 'currency' } }, 'field_not_number', 'rates.rate'],
  [{ rates: { ...rates, base: '€' } }, 'currency_missing', 'rates.base'],
  [{ name: '' }, 'name_missing', 'name'],
  [{ name: 'Amount' }, 'field_name_repeated', 'name'],
])('refuses %j', (more, code, field) => {
  expect(problemsOf('currency', { ...settings, ...more }, rowFields, ecb.fields)[0]).toMatchObject({ code, field });
});
