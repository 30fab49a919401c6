import { expect, it } from 'vitest';
import { testNode } from '../create-test-warehouse.ts';
import { connectNodes, openStage } from './open-stage.test-kit.ts';

/**
 * Job 3: orders of a shop → their lines → spend per customer and day, in one currency, less what was given back.
 * Traps: lists inside orders, money as text, refunds, several currencies, and orders late at night that belong to the next
 * day in Madrid. Passes: the sums are equal, to the cent.
 */
const stage = openStage();

interface Order {
  readonly id: string;
  readonly created_at: string;
  readonly currency: string;
  readonly customer: { readonly email: string } | null;
  readonly line_items: readonly { readonly price: string; readonly quantity: number }[];
  readonly refunds: readonly { readonly amount: string }[];
}

const orders: readonly Order[] = [
  {
    ...{ id: '1', created_at: '2026-03-01T10:00:00Z', currency: 'EUR', customer: { email: 'ana@x.es' } },
    ...{
      line_items: [
        { price: '0.10', quantity: 3 },
        { price: '19.99', quantity: 1 },
      ],
      refunds: [],
    },
  },
  {
    ...{ id: '2', created_at: '2026-03-01T23:30:00Z', currency: 'USD', customer: { email: 'ana@x.es' } },
    ...{ line_items: [{ price: '100.00', quantity: 2 }], refunds: [{ amount: '50.00' }] },
  },
  {
    ...{ id: '3', created_at: '2026-03-01T12:00:00Z', currency: 'EUR', customer: { email: 'leo@x.es' } },
    ...{ line_items: [{ price: '1234.50', quantity: 1 }], refunds: [{ amount: '1234.50' }] },
  },
  {
    ...{ id: '4', created_at: '2026-03-01T12:00:00Z', currency: 'EUR', customer: null },
    ...{ line_items: [{ price: '5.05', quantity: 1 }], refunds: [] },
  },
  // Nothing was bought: it must neither count nor get lost.
  {
    ...{ id: '5', created_at: '2026-03-01T12:00:00Z', currency: 'EUR', customer: { email: 'leo@x.es' } },
    ...{ line_items: [], refunds: [] },
  },
];

const lines = (field: string, name: string) =>
  testNode(name, 'explode', { field, name: 'entry', type: 'json', positionName: '', keepEmpty: false });

function graph() {
  const { connectionId } = stage.shop();
  const order = testNode('orders', 'http-source', {
    url: stage.at('/orders.json'),
    rowsPath: 'orders',
    fields: [
      { name: 'id', type: 'text' },
      { name: 'created', type: 'datetime', path: ['created_at'] },
      { name: 'currency', type: 'text' },
      { name: 'email', type: 'text', path: ['customer', 'email'] },
      { name: 'line_items', type: 'json' },
      { name: 'refunds', type: 'json' },
    ],
  });
  const nodes = [
    order,
    lines('line_items', 'lines'),
    testNode('prices', 'flatten', {
      field: 'entry',
      columns: [
        { path: ['price'], name: 'price', type: 'decimal' },
        { path: ['quantity'], name: 'quantity', type: 'integer' },
      ],
    }),
    testNode('bought', 'formula', { columns: [{ name: 'amount', formula: '[price] * [quantity]' }] }),
    lines('refunds', 'returns'),
    testNode('given', 'flatten', { field: 'entry', columns: [{ path: ['amount'], name: 'back', type: 'decimal' }] }),
    testNode('minus', 'formula', { columns: [{ name: 'amount', formula: '0 - [back]' }] }),
    testNode('movements', 'union', {}),
    testNode('rates', 'postgres-source', {
      ...{ connectionId, schema: 'shop', table: 'rates' },
      fields: [
        { name: 'day', type: 'date' },
        { name: 'code', type: 'text' },
        { name: 'rate', type: 'decimal' },
      ],
    }),
    testNode('euros', 'currency', {
      ...{ amount: 'amount', from: { field: 'currency', code: '' }, to: { field: '', code: 'EUR' }, date: 'created' },
      rates: { date: 'day', from: '', to: 'code', rate: 'rate', base: 'EUR' },
      ...{ missing: 'reject', name: 'euros' },
    }),
    testNode('day', 'formula', { columns: [{ name: 'day', formula: 'LOCALDATE([created], "Europe/Madrid")' }] }),
    testNode('spend', 'aggregate', {
      groupBy: ['email', 'day'],
      measures: [
        { name: 'spend', function: 'sum', field: 'euros' },
        { name: 'lines', function: 'count', field: '' },
      ],
    }),
    testNode('profiles', 'postgres-target', { connectionId, schema: 'shop', table: 'spend', mode: 'replace' }),
  ];
  return connectNodes(nodes, [
    ...['orders>lines', 'lines>prices', 'prices>bought', 'bought>movements'],
    ...['orders>returns', 'returns>given', 'given>minus', 'minus>movements'],
    ...['movements>euros', 'rates>euros.rates', 'euros>day', 'day>spend', 'spend>profiles'],
  ]);
}

/** In cents of euros, by hand: a dollar is 0.80 €. */
function expectedCents(): number {
  const cents = (text: string) => Math.round(Number(text) * 100);
  const sums = orders.map(({ currency, line_items, refunds }) => {
    const bought = line_items.reduce((sum, { price, quantity }) => sum + cents(price) * quantity, 0);
    const back = refunds.reduce((sum, { amount }) => sum + cents(amount), 0);
    return (bought - back) * (currency === 'USD' ? 0.8 : 1);
  });
  return sums.reduce((sum, next) => sum + next, 0);
}

it('sums are equal, per customer and day of Madrid', async () => {
  await stage.query(`CREATE TABLE shop.rates (day date, code text, rate numeric);
    INSERT INTO shop.rates VALUES ('2026-02-27', 'USD', 1.25)`);
  stage.answer(() => ({ body: { orders } }));
  const run = await stage.shop().run(graph());
  expect(run.error).toBeNull();
  expect(run).toMatchObject({ status: 'succeeded', steps: { lines: { rowsOut: 5 }, returns: { rowsOut: 2 } } });
  const spend = await stage.query(
    `SELECT coalesce(email, 'nobody') AS email, day::text, spend::numeric(12,2)::text, lines::int FROM shop.spend ORDER BY 1, 2`,
  );
  expect(spend).toEqual([
    { email: 'ana@x.es', day: '2026-03-01', spend: '20.29', lines: 2 },
    { email: 'ana@x.es', day: '2026-03-02', spend: '120.00', lines: 2 },
    { email: 'leo@x.es', day: '2026-03-01', spend: '0.00', lines: 2 },
    { email: 'nobody', day: '2026-03-01', spend: '5.05', lines: 1 },
  ]);
  const [total] = await stage.query('SELECT (sum(spend) * 100)::numeric(12,0)::int AS cents FROM shop.spend');
  expect(total?.cents).toBe(expectedCents());
});

it('an amount in a currency without a rate is set aside, not taken for euros', async () => {
  await stage.query('CREATE TABLE shop.rates (day date, code text, rate numeric)');
  stage.answer(() => ({ body: { orders } }));
  const run = await stage.shop().run(graph());
  expect(run).toMatchObject({ status: 'succeeded', steps: { euros: { rowsIn: 7, rowsRejected: 2 } } });
});
