import { type Sql, sql } from '../sql.ts';
import { literal, pickText, randomNumber } from './sample-random.ts';

const themes = [
  'Spring launch',
  'Rebajas de verano',
  'Webinar series',
  'Black Friday',
  'Win-back',
  'Newsletter',
  'Partner push',
];
const channels = ['email', 'Email', 'google ads', 'Google Ads', 'meta', 'linkedin', 'organic'];

/** Campaigns with budgets and results; channel names are spelled in several ways. */
export function campaignsQuery(rows: number): Sql {
  const row = sql`i`;
  const start = sql`(DATE '2025-01-01' + (${randomNumber(row, 31)} % 700)::INTEGER)`;
  const impressions = sql`(${randomNumber(row, 34)} % 500000)`;
  return sql`SELECT i + 1 AS campaign_id, ${pickText(row, 30, themes)} || ' ' || (i + 1)::VARCHAR AS name, ${pickText(row, 35, channels)} AS channel, ${start} AS starts_on, ${start} + (7 + ${randomNumber(row, 32)} % 60)::INTEGER AS ends_on, CAST(100 * (1 + ${randomNumber(row, 33)} % 200) AS DECIMAL(38, 10)) AS budget, ${impressions} AS impressions, ${impressions} * (1 + ${randomNumber(row, 36)} % 8) // 100 AS clicks, ${randomNumber(row, 37)} % 3 = 0 AS active FROM range(${literal(rows)}) AS r(i)`;
}
