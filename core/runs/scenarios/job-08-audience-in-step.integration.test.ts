import { expect, it } from 'vitest';
import { chainGraph, testNode } from '../create-test-warehouse.ts';
import { connectNodes, openStage } from './open-stage.test-kit.ts';

/**
 * Job 8: an audience of the warehouse → added to and removed from an ad platform, every six hours.
 * Traps: a query that comes back empty wipes the audience; keys that repeat; a large share of removals at once. Passes: an
 * empty source halts, and nothing is told to the platform.
 */
const stage = openStage();

const fields = [
  { name: 'email', type: 'text' as const },
  { name: 'plan', type: 'text' as const },
];

/** The source tells what is new and what is gone; each goes to an address of its own. */
function graph() {
  const { connectionId } = stage.shop();
  const change = (operator: 'equals' | 'not_equals') => ({
    conditions: [{ field: '_change', operator, value: 'removed' }],
  });
  const nodes = [
    testNode('audience', 'postgres-source', {
      ...{ connectionId, schema: 'shop', table: 'audience', fields },
      sync: { mode: 'snapshot', keys: ['email'], brakePercent: 20 },
    }),
    testNode('joined', 'filter', change('not_equals')),
    testNode('left', 'filter', change('equals')),
    testNode('add', 'http-target', { url: stage.at('/users/add'), batchSize: 1000 }),
    testNode('remove', 'http-target', { url: stage.at('/users/remove'), batchSize: 1000 }),
  ];
  return connectNodes(nodes, ['audience>joined', 'audience>left', 'joined>add', 'left>remove']);
}

/** What the platform was told since the last look: `+` and `-` with the address. */
function takeTold(): string[] {
  const told = stage.heard.flatMap(({ url, body }) =>
    JSON.parse(body).map(({ email }: { email: string }) => `${url.pathname.endsWith('add') ? '+' : '-'}${email}`),
  );
  stage.heard.splice(0);
  return told.sort();
}

async function fill(...emails: string[]): Promise<void> {
  await stage.query('CREATE TABLE IF NOT EXISTS shop.audience (email text, plan text); DELETE FROM shop.audience');
  for (const email of emails) await stage.query(`INSERT INTO shop.audience VALUES ('${email}', 'pro')`);
}

const ten = Array.from({ length: 10 }, (_, index) => `p${index}@x.es`);

it('tells what changed, halts before it tells of too much, and when the source is empty', async () => {
  stage.answer(() => ({ body: {} }));
  await fill(...ten);
  expect((await stage.shop().run(graph())).error).toBeNull();
  expect(takeTold()).toEqual(ten.map((email) => `+${email}`));

  await fill(...ten.slice(2), 'new@x.es');
  expect((await stage.shop().run(graph())).error).toBeNull();
  expect(takeTold()).toEqual(['+new@x.es', '-p0@x.es', '-p1@x.es']);

  await fill(...ten.slice(5));
  expect(await stage.shop().run(graph())).toMatchObject({
    error: { code: 'source_brake', nodeId: 'audience', params: { removals: 4, rows: 9, percent: 45, brake: 20 } },
  });
  await fill();
  expect(await stage.shop().run(graph())).toMatchObject({ error: { code: 'source_emptied', params: { rows: 9 } } });
  expect(takeTold()).toEqual([]);

  // The audience comes back as it was: nothing was forgotten in between.
  await fill(...ten.slice(2), 'new@x.es');
  expect((await stage.shop().run(graph())).error).toBeNull();
  expect(takeTold()).toEqual([]);
  await fill(...ten.slice(5));
  expect((await stage.shop().run(graph(), { allowRemovals: true })).error).toBeNull();
  expect(takeTold()).toEqual(['-new@x.es', '-p2@x.es', '-p3@x.es', '-p4@x.es']);
});

it('sets repeated keys aside by name', async () => {
  stage.answer(() => ({ body: {} }));
  await fill('a@x.es', 'b@x.es');
  await stage.query(`INSERT INTO shop.audience VALUES ('a@x.es', 'free')`);
  const run = await stage.shop().run(graph());
  expect(run).toMatchObject({ status: 'succeeded', steps: { audience: { rowsRejected: 1 } } });
  expect(takeTold()).toEqual(['+a@x.es', '+b@x.es']);
});

it('a table that is kept equal halts as well', async () => {
  const { connectionId, run } = stage.shop();
  const mirror = chainGraph(
    testNode('audience', 'postgres-source', { connectionId, schema: 'shop', table: 'audience', fields }),
    testNode('copy', 'postgres-target', {
      ...{ connectionId, schema: 'shop', table: 'copy', mode: 'mirror', keys: ['email'], brakePercent: 20 },
    }),
  );
  await fill(...ten);
  expect(await run(mirror)).toMatchObject({ steps: { copy: { rowsCreated: 10 } } });
  await fill(...ten.slice(3));
  expect(await run(mirror)).toMatchObject({ error: { code: 'mirror_brake' } });
  await fill();
  expect(await run(mirror)).toMatchObject({ error: { code: 'mirror_source_empty' } });
  expect(await stage.query('SELECT FROM shop.copy')).toHaveLength(10);
});
