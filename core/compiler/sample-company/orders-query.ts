import { type Sql, sql } from '../sql.ts';
import { cleanEmailOf } from './sample-people.ts';
import { happens, literal, pickText, randomNumber } from './sample-random.ts';

const statuses = ['paid', 'paid', 'paid', 'Paid', 'refunded', 'pending', 'cancelled'];
const products = [
  'Starter plan',
  'Team plan',
  'Curso de analítica',
  'Workshop ticket',
  'E-book “Growth”',
  'Add-on: seats',
];
const currencies = ['EUR', 'EUR', 'EUR', 'USD', 'GBP', 'eur'];
const coupons = ['WELCOME10', 'VERANO26', 'partner-5'];

/** Orders of the people in `contacts`: several per person, some refunded, some in other currencies, some without a person. */
export function ordersQuery(rows: number): Sql {
  const row = sql`i`;
  const person = sql`p`;
  return sql`SELECT 'SO-' || (100001 + i)::VARCHAR AS order_id, CASE WHEN ${happens(row, 21, 3)} THEN NULL ELSE ${cleanEmailOf(person)} END AS email, TIMESTAMPTZ '2025-01-01 00:00:00+00' + to_seconds(${randomNumber(row, 22)} % 59000000) AS ordered_at, ${pickText(row, 23, statuses)} AS status, ${pickText(row, 24, products)} AS product, 1 + ${randomNumber(row, 25)} % 5 AS quantity, CAST((990 + ${randomNumber(row, 26)} % 49010) / 100.0 AS DECIMAL(38, 10)) AS amount, ${pickText(row, 27, currencies)} AS currency, CASE WHEN ${happens(row, 28, 15)} THEN ${pickText(row, 29, coupons)} END AS coupon FROM (SELECT i, ${randomNumber(row, 20)} % greatest(${literal(rows)} // 3, 5) AS p FROM range(${literal(rows)}) AS r(i))`;
}
