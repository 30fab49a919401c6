import { type Sql, sql } from '../sql.ts';
import { cleanEmailOf } from './sample-people.ts';
import { happens, literal, pickText, randomNumber } from './sample-random.ts';

const events = ['page_view', 'page_view', 'page_view', 'signup', 'add_to_cart', 'download', 'form_submit'];
const pages = ['/', '/pricing', '/blog/données', '/es/precios', '/webinar?id=42', '/checkout'];
const sources = ['google', 'newsletter', 'linkedin', 'facebook', 'direct'];
const devices = ['mobile', 'desktop', 'tablet', 'Mobile'];

/** Visits of known and unknown people with campaign parameters and nested properties; a few events arrive twice. */
export function webEventsQuery(rows: number): Sql {
  const row = sql`i`;
  const person = sql`p`;
  const event = sql`CASE WHEN i > 0 AND ${happens(row, 41, 2)} THEN i - 1 ELSE i END`;
  const page = pickText(row, 43, pages);
  const url = sql`'https://www.example.com' || ${page} || CASE WHEN ${happens(row, 44, 40)} THEN CASE WHEN contains(${page}, '?') THEN '&' ELSE '?' END || 'utm_source=' || ${pickText(row, 45, sources)} || '&utm_medium=cpc' ELSE '' END`;
  return sql`SELECT 'ev_' || lpad((${event})::VARCHAR, 9, '0') AS event_id, CASE WHEN ${happens(row, 42, 55)} THEN NULL ELSE ${cleanEmailOf(person)} END AS email, ${pickText(row, 46, events)} AS event, ${url} AS url, ${pickText(row, 47, devices)} AS device, TIMESTAMPTZ '2026-09-01 00:00:00+00' + to_seconds(${randomNumber(row, 48)} % 7000000) AS occurred_at, json_object('session', (${randomNumber(row, 49)} % 100000), 'scroll', ${randomNumber(row, 50)} % 101, 'tags', json_array('web', ${pickText(row, 47, devices)})) AS properties FROM (SELECT i, ${randomNumber(row, 40)} % greatest(${literal(rows)} // 3, 5) AS p FROM range(${literal(rows)}) AS r(i))`;
}
