import type { FieldType } from '#core/graph/field-type.ts';

type Fields = Readonly<Record<string, FieldType>>;

/** Columns of `people`, which nearly every transform reads. */
const peopleFields = {
  id: 'integer',
  email: 'text',
  name: 'text',
  country: 'text',
  tags: 'text',
  amount: 'decimal',
  score: 'integer',
  day: 'date',
  updated_at: 'datetime',
  data: 'json',
  body: 'text',
} satisfies Fields;

/** Columns of the table `owners`, a twentieth of the people's addresses with someone to look after each. */
const ownersFields = { email: 'text', owner: 'text', quota: 'integer' } satisfies Fields;

/** Lists to make rows of. */
const ordersFields = { id: 'integer', lines: 'json' } satisfies Fields;

/** Columns of a file that has no types. */
const entriesFields = { id: 'integer', points: 'text', day: 'text' } satisfies Fields;

/** Rates of the euro, one a day. */
const ratesFields = { day: 'date', currency: 'text', rate: 'decimal' } satisfies Fields;

export const tableFields = {
  people: peopleFields,
  owners: ownersFields,
  orders: ordersFields,
  entries: entriesFields,
  rates: ratesFields,
};

export type TableName = keyof typeof tableFields;

/** Statements that make the tables, as messy as real ones: spaces and capitals in addresses, blanks, text for dates. */
export function makeTables(rows: number): string[] {
  return [
    `CREATE TABLE people AS SELECT i AS id,
      CASE WHEN i % 50 = 0 THEN NULL WHEN i % 7 = 0 THEN ' Person' || i % 800000 || '@Example.com ' ELSE 'person' || i % 800000 || '@example.com' END AS email,
      'Name ' || i % 90000 || ' Surname ' || i % 7000 AS name,
      ['ES', 'es', 'DE', 'FR', 'PT', ' MX', NULL, 'AR'][1 + i % 8] AS country,
      'a' || i % 10 || ', b' || i % 20 || ', c' AS tags,
      CAST(CAST(i % 100000 AS DECIMAL(18,2)) / 100 AS DECIMAL(38,10)) AS amount,
      CAST(hash(i) % 1000 AS BIGINT) AS score,
      DATE '2020-01-01' + CAST(i % 2000 AS INTEGER) AS day,
      TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_seconds(CAST(hash(i) % 30000000 AS BIGINT)) AS updated_at,
      CAST('{"plan":"p' || i % 5 || '","seats":' || i % 90 || ',"lines":[{"sku":"s' || i % 100 || '"},{"sku":"t"}]}' AS JSON) AS data,
      '{"since":"2024-01-0' || 1 + i % 9 || '","n":' || i % 1000 || '}' AS body
      FROM range(${rows}) t(i)`,
    `CREATE TABLE owners AS SELECT 'person' || i || '@example.com' AS email, 'Owner ' || i % 300 AS owner, CAST(i AS BIGINT) AS quota FROM range(${Math.ceil(rows / 20)}) t(i)`,
    `CREATE TABLE entries AS SELECT id, CASE WHEN id % 1000 = 0 THEN 'none' ELSE CAST(score AS VARCHAR) END AS points, CAST(day AS VARCHAR) AS day FROM people`,
    `CREATE TABLE rates AS SELECT DATE '2020-01-01' + CAST(i AS INTEGER) AS day, 'USD' AS currency, CAST(1 + (i % 40) / 100 AS DECIMAL(38,10)) AS rate FROM range(2000) t(i)`,
    `CREATE TABLE orders AS SELECT id, data -> '$.lines' AS lines FROM people`,
  ];
}
