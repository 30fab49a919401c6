import { expect, it } from 'vitest';
import type { GraphNode } from '#core/graph/graph.ts';
import { nextOccurrences } from '#core/schedules/next-occurrences.ts';
import { testNode } from '../create-test-warehouse.ts';
import { connectNodes, openStage } from './open-stage.test-kit.ts';

/**
 * Job 9: ad spend of three platforms → columns aligned → euros → one table by day and campaign, at 07:00 in Madrid.
 * Traps: each platform calls its columns otherwise; the last seven days are told anew; the clock changes. Passes: a rerun
 * changes no row count, and seven in the morning stays seven in the morning.
 */
const stage = openStage();

const platforms = {
  google: { day: 'segments.date', campaign: 'campaign.name', spend: 'cost', currency: 'currency_code' },
  meta: { day: 'date_start', campaign: 'campaign_name', spend: 'spend', currency: 'account_currency' },
  linkedin: { day: 'day', campaign: 'campaign', spend: 'costInLocalCurrency', currency: 'currency' },
} as const;

type Platform = keyof typeof platforms;

/** Fields keep the names of their platform: the union aligns them. */
function source(platform: Platform): GraphNode {
  const names = platforms[platform];
  return testNode(platform, 'http-source', {
    url: stage.at(`/${platform}`),
    fields: [
      { name: names.day, type: 'date', path: names.day.split('.') },
      { name: names.campaign, type: 'text', path: names.campaign.split('.') },
      { name: names.spend, type: 'decimal' },
      { name: names.currency, type: 'text' },
    ],
  });
}

function graph() {
  const { connectionId } = stage.shop();
  const all = Object.keys(platforms) as Platform[];
  const align = (platform: Platform, index: number) =>
    (['day', 'campaign', 'spend', 'currency'] as const).map((column) => ({
      edge: `e${index}`,
      field: platforms[platform][column],
      column,
    }));
  const nodes = [
    ...all.map(source),
    testNode('all', 'union', { mapping: all.flatMap(align) }),
    testNode('rates', 'postgres-source', {
      ...{ connectionId, schema: 'shop', table: 'rates' },
      fields: [
        { name: 'at', type: 'date' },
        { name: 'code', type: 'text' },
        { name: 'rate', type: 'decimal' },
      ],
    }),
    testNode('euros', 'currency', {
      ...{ amount: 'spend', from: { field: 'currency', code: '' }, to: { field: '', code: 'EUR' }, date: 'day' },
      rates: { date: 'at', from: '', to: 'code', rate: 'rate', base: 'EUR' },
      ...{ missing: 'reject', name: 'euros', rateName: 'rate_used', rateDateName: 'rate_day' },
    }),
    testNode('spend', 'postgres-target', {
      ...{ connectionId, schema: 'shop', table: 'spend', mode: 'upsert', keys: ['day', 'campaign'] },
    }),
  ];
  return connectNodes(nodes, [
    ...all.map((platform) => `${platform}>all`),
    ...['all>euros', 'rates>euros.rates', 'euros>spend'],
  ]);
}

/** What the platforms say of the first days of a month, `restated` cents more for the days that they tell anew. */
function speak(days: readonly string[], restated = 0): void {
  stage.answer(({ url }) => {
    const rows = days.map((day, index) => ({ day, spend: (1000 + index * 100 + restated) / 100 }));
    if (url.pathname === '/google')
      return {
        body: rows.map(({ day, spend }) => ({
          ...{ segments: { date: day }, campaign: { name: 'search' } },
          ...{ cost: spend, currency_code: 'USD' },
        })),
      };
    if (url.pathname === '/meta')
      return {
        body: rows.map(({ day, spend }) => ({
          ...{ date_start: day, campaign_name: 'social', spend: spend.toFixed(2), account_currency: 'EUR' },
        })),
      };
    return {
      body: rows.map(({ day, spend }) => ({
        ...{ day, campaign: 'business', costInLocalCurrency: String(spend), currency: 'EUR' },
      })),
    };
  });
}

it('a rerun changes no row count, and what is told anew takes the place of what was told', async () => {
  await stage.query(`CREATE TABLE shop.rates (at date, code text, rate numeric);
    INSERT INTO shop.rates VALUES ('2027-03-26', 'USD', 1.25), ('2027-03-29', 'USD', 1.00)`);
  const days = ['2027-03-27', '2027-03-28', '2027-03-29'];
  speak(days);
  const first = await stage.shop().run(graph());
  expect(first.error).toBeNull();
  expect(first.steps).toMatchObject({ all: { rowsOut: 9 }, spend: { rowsCreated: 9 } });
  const again = await stage.shop().run(graph());
  expect(again.steps.spend).toEqual({ rowsIn: 9, rowsUnchanged: 9 });
  speak(days, 5);
  const restated = await stage.shop().run(graph());
  expect(restated.steps.spend).toMatchObject({ rowsLoaded: 9, rowsUpdated: 9 });
  const rows = await stage.query(`SELECT day::text, campaign, euros::numeric(9,2)::text AS euros, rate_day::text
    FROM shop.spend WHERE campaign <> 'business' ORDER BY 2, 1`);
  expect(rows).toEqual([
    // The rate of the last day that has one.
    { day: '2027-03-27', campaign: 'search', euros: '8.04', rate_day: '2027-03-26' },
    { day: '2027-03-28', campaign: 'search', euros: '8.84', rate_day: '2027-03-26' },
    { day: '2027-03-29', campaign: 'search', euros: '12.05', rate_day: '2027-03-29' },
    { day: '2027-03-27', campaign: 'social', euros: '10.05', rate_day: null },
    { day: '2027-03-28', campaign: 'social', euros: '11.05', rate_day: null },
    { day: '2027-03-29', campaign: 'social', euros: '12.05', rate_day: null },
  ]);
});

it('seven in the morning stays seven in the morning over the change of the clock', () => {
  const runs = nextOccurrences('0 7 * * *', 'Europe/Madrid', 3, new Date('2027-03-26T12:00:00Z'));
  expect(runs.map((run) => run.toISOString())).toEqual([
    '2027-03-27T06:00:00.000Z',
    '2027-03-28T05:00:00.000Z',
    '2027-03-29T05:00:00.000Z',
  ]);
});
