import { expect, it, vi } from 'vitest';
import { findPerson } from '#core/people/find-person.ts';
import { getDatabase } from '#core/platform/database.ts';
import { claimRun } from '../claim-run.ts';
import { readOutcome, testNode } from '../create-test-warehouse.ts';
import { executeRun } from '../execute-run.ts';
import { giveUpHeldRows, retryHeldRows } from '../held-rows/change-held-rows.ts';
import { releaseDueRows } from '../held-rows/release-due-rows.ts';
import { connectNodes, openStage } from './open-stage.test-kit.ts';

/**
 * Job 10: whoever unsubscribes anywhere → together → suppressed everywhere, every 15 minutes.
 * Traps: one target is down; whoever comes back must not be suppressed again by an old row. Passes: four are done, the one
 * that is down is tried again alone, in order, without reading anything anew and without a word to the four; a person's
 * targets can be looked up; nothing is lost and nothing comes twice.
 */
vi.setConfig({ testTimeout: 120_000 });

const stage = openStage();

const targets = ['mail', 'crm', 'ads', 'sms', 'push'];
let down: string | null = null;
const isDown = (name: string) => name === down;

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
    if (!isDown(name)) told[name] = [...(told[name] ?? []), ...emails].sort();
  }
  return told;
}

/** Lets the next attempts come due, and does the work of the scheduler and of a worker until nothing is left to do. */
async function passTime(): Promise<void> {
  const { pipelineId } = stage.shop();
  await getDatabase().heldRows.updateMany({
    where: { pipelineId, status: 'waiting', nextAt: { not: null } },
    data: { nextAt: new Date(0) },
  });
  for (;;) {
    await releaseDueRows(new Date());
    const run = await getDatabase().run.findFirst({ where: { pipelineId, status: 'queued' } });
    if (run === null) return;
    await work(run.id);
  }
}

async function work(runId: string): Promise<void> {
  const claim = await claimRun(runId, 'test');
  await executeRun({ runId, epoch: claim?.epoch ?? 0, signal: new AbortController().signal });
}

const held = (runId: string) => getDatabase().heldRows.findMany({ where: { runId }, orderBy: { nodeId: 'asc' } });

async function stateOf(email: string): Promise<Record<string, string>> {
  const session = { workspaceId: stage.shop().workspaceId, userId: 'user_1', role: 'admin', userName: 'Ana' } as never;
  const { targets } = await findPerson(session, email);
  return Object.fromEntries(targets.map(({ nodeName, state }) => [nodeName, state]));
}

it('one target down keeps nobody else waiting, and gets its rows by itself, in order and once', async () => {
  for (const table of ['newsletter', 'shop_list', 'calls'])
    await stage.query(`CREATE TABLE shop.${table} (email text, at timestamptz)`);
  await stage.query(`INSERT INTO shop.newsletter VALUES ('ana@x.es', '2026-03-01'), ('leo@x.es', '2026-03-01');
    INSERT INTO shop.shop_list VALUES ('Ana@x.es', '2026-03-02'); INSERT INTO shop.calls VALUES ('eva@x.es', '2026-03-01')`);
  // It says itself that it is not worth waiting for.
  stage.answer(({ url }) =>
    isDown(url.pathname.slice(1)) ? { status: 503, headers: { 'retry-after': '3600' } } : { body: {} },
  );
  down = 'ads';
  const first = await stage.shop().run(graph());
  expect(first).toMatchObject({ status: 'retrying', error: { code: 'http_server_error', nodeId: 'ads' } });
  const everyone = ['ana@x.es', 'eva@x.es', 'leo@x.es'];
  expect(takeSuppressed()).toEqual({ mail: everyone, crm: everyone, sms: everyone, push: everyone });
  const steps = await getDatabase().runStep.findMany({
    where: { runId: first.id },
    select: { nodeId: true, status: true },
  });
  const statusOf = (nodeId: string) => steps.find((step) => step.nodeId === nodeId)?.status;
  expect(targets.map(statusOf)).toEqual(['succeeded', 'succeeded', 'failed', 'succeeded', 'succeeded']);
  expect(await held(first.id)).toMatchObject([{ nodeId: 'ads', status: 'waiting', attempts: 1, rows: 3n }]);
  expect((await held(first.id))[0]?.nextAt?.getTime()).toBeGreaterThan(Date.now());
  const done = { mail: 'done', crm: 'done', sms: 'done', push: 'done' };
  expect(await stateOf('ANA@x.es')).toEqual({ ...done, ads: 'retrying' });

  // Still down a quarter of an hour later: the next run leaves its rows behind those that wait.
  await passTime();
  expect(await held(first.id)).toMatchObject([{ status: 'waiting', attempts: 2 }]);
  expect(takeSuppressed()).toEqual({});
  await stage.query(`INSERT INTO shop.calls VALUES ('new@x.es', '2026-03-03')`);
  const second = await stage.shop().run(graph());
  expect(second).toMatchObject({ status: 'retrying', error: null });
  const news = ['new@x.es'];
  expect(takeSuppressed()).toEqual({ mail: news, crm: news, sms: news, push: news });
  expect(stage.heard).toEqual([]);

  // Nothing is read again: the sources are not even there.
  await stage.query('ALTER TABLE shop.calls RENAME TO elsewhere');
  down = null;
  await passTime();
  const batches = stage.heard.map(({ url, body }) => [url.pathname, JSON.parse(body).length]);
  expect(batches).toEqual([
    ['/ads', 3],
    ['/ads', 1],
  ]);
  expect(takeSuppressed()).toEqual({ ads: [...everyone, 'new@x.es'].sort() });
  for (const { id } of [first, second])
    expect(await readOutcome(id)).toMatchObject({ status: 'succeeded', error: null });
  expect(await readOutcome(first.id)).toMatchObject({ steps: { ads: { rowsLoaded: 3 } } });
  expect(await held(first.id)).toMatchObject([{ status: 'delivered', blobKey: null }]);
  expect(await stateOf('ana@x.es')).toEqual({ ...done, ads: 'done' });

  await stage.query('ALTER TABLE shop.elsewhere RENAME TO calls');
  await stage.shop().run(graph());
  expect(takeSuppressed()).toEqual({});
});

/** A table that only grows, events, and a table that is not there yet: what came twice would show. */
function events() {
  const { connectionId } = stage.shop();
  const table = (name: string, more: object) => ({ connectionId, schema: 'shop', table: name, ...more });
  const fields = [{ name: 'email', type: 'text' as const }];
  const nodes = [
    testNode('clicks', 'postgres-source', table('clicks', { fields })),
    testNode('log', 'postgres-target', table('log', { mode: 'append', keys: [] })),
    testNode('ads', 'http-target', { url: stage.at('/ads'), batchSize: 1, mode: 'event' }),
    testNode('late', 'postgres-target', table('late', { mode: 'append', keys: [], createTable: false })),
  ];
  return connectNodes(nodes, ['clicks>log', 'clicks>ads', 'clicks>late']);
}

it('rows that were added or sent as events are neither lost nor doubled, whatever is tried again or dies in between', async () => {
  await stage.query(`CREATE TABLE shop.clicks (email text);
    INSERT INTO shop.clicks VALUES ('a@x.es'), ('b@x.es'), ('c@x.es')`);
  const taken = new Set<string>();
  let dying: string | null = null;
  stage.answer(({ headers, body }) => {
    // Goes down with the second event.
    if (down === 'ads' && !body.includes('a@x.es')) return { status: 503, headers: { 'retry-after': '3600' } };
    taken.add(`${headers['idempotency-key']} ${body}`);
    return { body: {} };
  });
  down = 'ads';
  const { id } = await stage.shop().run(events());
  expect(await readOutcome(id)).toMatchObject({ status: 'retrying' });
  // Who must act is known of the one that does not pass by itself; nobody tries it.
  expect(await held(id)).toMatchObject([
    { nodeId: 'ads', status: 'waiting' },
    { nodeId: 'late', status: 'failed', error: { actor: 'user', retryable: false } },
  ]);
  down = null;
  await stage.query('DROP TABLE shop.clicks');

  // The worker dies once everything is sent and before anybody knows.
  await getDatabase().heldRows.updateMany({ where: { runId: id, status: 'waiting' }, data: { nextAt: new Date(0) } });
  await releaseDueRows(new Date());
  const epoch = (await claimRun(id, 'first'))?.epoch ?? 0;
  stage.answer(({ headers, body }) => {
    taken.add(`${headers['idempotency-key']} ${body}`);
    dying ??= body;
    return { body: {} };
  });
  const attempt = executeRun({ runId: id, epoch, signal: new AbortController().signal });
  while (dying === null) await new Promise((next) => setImmediate(next));
  const left = expect(attempt).rejects.toMatchObject({ code: 'run_lease_lost' });
  await getDatabase().run.update({ where: { id }, data: { status: 'queued', epoch: epoch + 1 } });
  await left;
  await work(id);
  expect(taken.size).toBe(3);
  expect(await readOutcome(id)).toMatchObject({
    status: 'failed',
    error: { nodeId: 'late' },
    steps: { ads: { rowsLoaded: 3 } },
  });

  await stage.query('CREATE TABLE shop.late (email text)');
  const place = { workspaceId: stage.shop().workspaceId, runId: id, nodeId: 'late' };
  await retryHeldRows(place);
  await passTime();
  expect(await readOutcome(id)).toMatchObject({ status: 'succeeded', error: null });
  await expect(giveUpHeldRows(place)).rejects.toMatchObject({ code: 'held_rows_not_found' });
  for (const table of ['log', 'late'])
    expect(await stage.query(`SELECT email FROM shop.${table} ORDER BY 1`)).toEqual(
      ['a', 'b', 'c'].map((name) => ({ email: `${name}@x.es` })),
    );
  expect(taken.size).toBe(3);
});

it('rows that are given up let those behind them through', async () => {
  await stage.query(`CREATE TABLE shop.clicks (email text); INSERT INTO shop.clicks VALUES ('a@x.es')`);
  stage.answer(() => ({ status: 503, headers: { 'retry-after': '3600' } }));
  const [first, second] = [await stage.shop().run(events()), await stage.shop().run(events())];
  const { workspaceId } = stage.shop();
  const place = { workspaceId, runId: second.id, nodeId: 'ads' };
  await expect(retryHeldRows(place)).rejects.toMatchObject({ code: 'held_rows_behind' });
  await giveUpHeldRows({ ...place, runId: first.id });
  stage.heard.length = 0;
  stage.answer(() => ({ body: {} }));
  await passTime();
  expect(stage.heard).toHaveLength(1);
  expect(await held(first.id)).toMatchObject([{ status: 'given_up', blobKey: null }, { nodeId: 'late' }]);
  expect(await held(second.id)).toMatchObject([{ status: 'delivered' }, { nodeId: 'late' }]);
});
