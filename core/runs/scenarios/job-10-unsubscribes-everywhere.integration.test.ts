import { expect, it } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { testNode } from '../create-test-warehouse.ts';
import { connectNodes, openStage } from './open-stage.test-kit.ts';

/**
 * Job 10: whoever unsubscribes anywhere → together → suppressed everywhere, every 15 minutes.
 * Traps: one target is down; whoever comes back must not be suppressed again by an old row. Passes: four are done, the one
 * that is down is caught up with by the next run, which tells the four nothing again; nothing is lost.
 */
const stage = openStage();

const targets = ['mail', 'crm', 'ads', 'sms', 'push'];
let down: string | null = null;

function graph() {
  const { connectionId } = stage.shop();
  const list = (table: string) =>
    testNode(table, 'postgres-source', {
      ...{ connectionId, schema: 'shop', table },
      fields: [
        { name: 'email', type: 'text' },
        { name: 'at', type: 'datetime' },
      ],
    });
  const nodes = [
    ...['newsletter', 'shop_list', 'calls'].map(list),
    testNode('all', 'union', {}),
    testNode('one', 'deduplicate', { keys: ['email'], keep: 'last', orderBy: 'at' }),
    ...targets.map((name) =>
      testNode(name, 'http-target', {
        ...{ url: stage.at(`/${name}`), batchSize: 100, mode: 'upsert', keys: ['email'] },
      }),
    ),
  ];
  return connectNodes(nodes, [
    ...['newsletter>all', 'shop_list>all', 'calls>all', 'all>one'],
    ...targets.map((name) => `one>${name}`),
  ]);
}

/** Addresses that each target was told since the last look and answered for. */
function takeSuppressed(): Record<string, string[]> {
  const told: Record<string, string[]> = {};
  for (const { url, body } of stage.heard.splice(0)) {
    const name = url.pathname.slice(1);
    const emails = JSON.parse(body).map(({ email }: { email: string }) => email.toLowerCase());
    if (name !== down) told[name] = [...(told[name] ?? []), ...emails].sort();
  }
  return told;
}

it('one target down keeps nobody else waiting, and is caught up with alone', async () => {
  for (const table of ['newsletter', 'shop_list', 'calls'])
    await stage.query(`CREATE TABLE shop.${table} (email text, at timestamptz)`);
  await stage.query(`INSERT INTO shop.newsletter VALUES ('ana@x.es', '2026-03-01'), ('leo@x.es', '2026-03-01');
    INSERT INTO shop.shop_list VALUES ('Ana@x.es', '2026-03-02'); INSERT INTO shop.calls VALUES ('eva@x.es', '2026-03-01')`);
  // It says itself that it is not worth waiting for.
  const isDown = (path: string) => path === `/${down}`;
  stage.answer(({ url }) =>
    isDown(url.pathname) ? { status: 503, headers: { 'retry-after': '3600' } } : { body: {} },
  );
  down = 'ads';
  const first = await stage.shop().run(graph());
  expect(first).toMatchObject({ status: 'failed', error: { code: 'http_server_error', nodeId: 'ads' } });
  const everyone = ['ana@x.es', 'eva@x.es', 'leo@x.es'];
  expect(takeSuppressed()).toEqual({ mail: everyone, crm: everyone, sms: everyone, push: everyone });
  const steps = await getDatabase().runStep.findMany({
    where: { runId: first.id },
    select: { nodeId: true, status: true },
  });
  const statusOf = (nodeId: string) => steps.find((step) => step.nodeId === nodeId)?.status;
  expect(targets.map(statusOf)).toEqual(['succeeded', 'succeeded', 'failed', 'succeeded', 'succeeded']);

  down = null;
  await stage.query(`INSERT INTO shop.calls VALUES ('new@x.es', '2026-03-03')`);
  const second = await stage.shop().run(graph());
  expect(second.error).toBeNull();
  const caughtUp = [...everyone, 'new@x.es'].sort();
  const news = ['new@x.es'];
  expect(takeSuppressed()).toEqual({ mail: news, crm: news, ads: caughtUp, sms: news, push: news });

  await stage.shop().run(graph());
  expect(takeSuppressed()).toEqual({});
});
