import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FieldChoice } from '#core/contracts/repairs.ts';
import { flushRequestLog } from '#core/egress/request-log.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { Graph } from '#core/graph/graph.ts';
import { defaultDrift, type SourceDrift } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { claimRun } from '#core/runs/claim-run.ts';
import { createRun } from '#core/runs/create-run.ts';
import {
  chainGraph,
  createTestWarehouse,
  readOutcome,
  type TestWarehouse,
  testNode,
} from '#core/runs/create-test-warehouse.ts';
import { executeRun } from '#core/runs/execute-run.ts';
import type { Session } from '#core/security/session.ts';
import { listIssues } from '../list-issues.ts';
import { describeRepair } from './describe-repair.ts';
import { planRepair, repairIssue } from './repair-issue.ts';

provideTestDatabase();

let shop: TestWarehouse;
let session: Session;

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
});
afterAll(async () => {
  await flushRequestLog();
  await getEnginePool().close();
});
afterEach(() => shop.drop());
beforeEach(async () => {
  shop = await createTestWarehouse();
  session = { workspaceId: shop.workspaceId, userId: 'user_1', role: 'admin' } as Session;
  await shop.client.query(`DROP TABLE IF EXISTS shop.people, public.mended, public.other;
    CREATE TABLE shop.people (id int, phone text, score int);
    INSERT INTO shop.people VALUES (1, '600111222', 5), (2, '600333444', 7)`);
});

const held: SourceField[] = [
  { name: 'id', type: 'integer' },
  { name: 'phone', type: 'text' },
  { name: 'score', type: 'integer' },
];

function makeGraph(table: string, drift: Partial<SourceDrift> = {}): Graph {
  const place = { connectionId: shop.connectionId, schema: 'shop', table: 'people', fields: held };
  return chainGraph(
    testNode('people', 'postgres-source', { ...place, drift: { ...defaultDrift, ...drift } }),
    testNode('copy', 'postgres-target', { connectionId: shop.connectionId, table, mode: 'upsert', keys: ['id'] }),
  );
}

/** Makes the graph live in a pipeline of the workspace; its draft may hold more. */
async function publish(graph: Graph, draft = graph, pipelineId = createId('pipe')): Promise<string> {
  const { workspaceId } = shop;
  const versionId = createId('ver');
  const data = { id: pipelineId, workspaceId, name: 'People', draftGraph: draft as object };
  await getDatabase().pipeline.create({ data });
  const version = { id: versionId, workspaceId, pipelineId, number: 1, graph: graph as object };
  await getDatabase().pipelineVersion.create({ data: version });
  await getDatabase().pipeline.update({ where: { id: pipelineId }, data: { publishedVersionId: versionId } });
  return pipelineId;
}

async function runLive(pipelineId: string) {
  const { workspaceId } = shop;
  const { publishedVersion } = await getDatabase().pipeline.findUniqueOrThrow({
    where: { id: pipelineId },
    include: { publishedVersion: true },
  });
  const graph = publishedVersion?.graph as unknown as Graph;
  const versionId = publishedVersion?.id ?? '';
  return execute(await createRun({ workspaceId, pipelineId, versionId, graph, trigger: 'manual' }));
}

async function execute(runId: string) {
  const claim = await claimRun(runId, 'test');
  if (claim === null) throw new Error('not claimable');
  await executeRun({ runId, epoch: claim.epoch, signal: new AbortController().signal });
  return readOutcome(runId);
}

async function findIssue() {
  const issues = await listIssues(shop.workspaceId, 'en');
  expect(issues).toHaveLength(1);
  return issues[0] as (typeof issues)[number];
}

const renamed: FieldChoice[] = [{ kind: 'missing', place: ['phone'], to: ['phone_number'] }];

describe('a renamed column', () => {
  it('is one issue of all pipelines that read the table, mended by a version of each, whose drafts keep their other edits', async () => {
    const graph = makeGraph('mended');
    const edited: Graph = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, name: `${node.name} edited` })) };
    const ids = [await publish(graph, edited), await publish(makeGraph('other'))];
    await shop.client.query(`ALTER TABLE shop.people RENAME phone TO phone_number`);
    for (const id of ids) expect((await runLive(id)).error?.code).toBe('source_field_missing');

    const issue = await findIssue();
    expect(issue).toMatchObject({ ofSource: true, connection: null, state: 'open' });
    expect(issue.pipelines.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const repair = await describeRepair(shop.workspaceId, issue.id, 'en');
    expect(repair.stops).toEqual([
      {
        ...{ kind: 'missing', name: 'phone', place: ['phone'], type: 'text', foundType: null },
        suggestion: { place: ['phone_number'], confidence: expect.any(Number), sure: true },
      },
    ]);
    expect(repair.pipelines.map(({ id, nextNumber, hasEdits }) => [id, nextNumber, hasEdits]).sort()).toEqual(
      [
        [ids[0], 2, true],
        [ids[1], 2, false],
      ].sort(),
    );
    expect(repair.replays).toMatchObject([{ versionNumber: 2 }, { versionNumber: 2 }]);

    const ask = { pipelineId: ids[0] ?? '', choices: renamed };
    const signal = new AbortController().signal;
    const plan = await planRepair(session, issue.id, ask, { locale: 'en', signal });
    expect(plan).toMatchObject({ rowsRead: 2, targets: [{ creates: 2 }] });
    const { rowCount } = await shop.client.query(`SELECT FROM pg_class WHERE relname = 'mended'`);
    expect(rowCount).toBe(0);

    const name = 'phone is read from phone_number';
    const pipelines = repair.pipelines.map(({ id, versionId }) => ({ id, versionId }));
    const request = { choices: renamed, pipelines, name };
    const { published, failed, replays } = await repairIssue(session, issue.id, request, 'en');
    expect(published).toHaveLength(2);
    expect([failed, replays.skipped]).toEqual([[], []]);
    for (const { replayId } of replays.started) expect(await execute(replayId)).toMatchObject({ status: 'succeeded' });
    expect((await shop.client.query('SELECT id, phone FROM public.mended ORDER BY 1')).rows).toEqual([
      { id: '1', phone: '600111222' },
      { id: '2', phone: '600333444' },
    ]);
    expect(await listIssues(shop.workspaceId, 'en')).toEqual([]);

    const pipeline = await getDatabase().pipeline.findUniqueOrThrow({
      where: { id: ids[0] ?? '' },
      include: { publishedVersion: true },
    });
    const [live, draft] = [pipeline.publishedVersion?.graph, pipeline.draftGraph] as unknown as Graph[];
    expect(pipeline.publishedVersion).toMatchObject({ number: 2, name, createdBy: session.userId });
    expect(live?.nodes.map((node) => node.name)).toEqual(['people', 'copy']);
    expect(draft?.nodes.map((node) => node.name)).toEqual(['people edited', 'copy edited']);
    const mended = { name: 'phone', type: 'text', path: ['phone_number'] };
    for (const graph of [live, draft]) expect(graph?.nodes[0]?.settings.fields).toContainEqual(mended);
    expect(pipeline.draftRevision).toBe(1);
  });

  it('is mended once, by somebody who knows the version that is live, and not by half', async () => {
    const id = await publish(makeGraph('mended'));
    await shop.client.query('ALTER TABLE shop.people RENAME phone TO phone_number; ALTER TABLE shop.people DROP score');
    await runLive(id);
    const issue = await findIssue();
    const { pipelines, stops } = await describeRepair(shop.workspaceId, issue.id, 'en');
    expect(stops.map(({ name }) => name)).toEqual(['phone', 'score']);
    const [{ versionId = '' } = {}] = pipelines;
    const request = (choices: FieldChoice[]) => ({ choices, pipelines: [{ id, versionId }], name: 'Mended' });
    const half = await repairIssue(session, issue.id, request(renamed), 'en');
    expect(half).toMatchObject({ published: [], failed: [{ failure: { code: 'repair_incomplete' } }] });
    const all: FieldChoice[] = [...renamed, { kind: 'missing', place: ['score'], to: null }];
    const twice = await Promise.all([1, 2].map(() => repairIssue(session, issue.id, request(all), 'en')));
    expect(twice.flatMap(({ published }) => published)).toHaveLength(1);
    expect(twice.flatMap(({ failed }) => failed.map(({ failure }) => failure.code))).toEqual(['version_moved']);
    expect(twice.flatMap(({ replays }) => replays.started)).toHaveLength(1);
  });
});

it('asks about types and new fields where they stop a run, and knows nothing of other workspaces', async () => {
  const id = await publish(makeGraph('mended', { shape: 'stop' }));
  await shop.client.query('ALTER TABLE shop.people ALTER score TYPE numeric; ALTER TABLE shop.people ADD city text');
  await runLive(id);
  const issue = await findIssue();
  const { stops, pipelines } = await describeRepair(shop.workspaceId, issue.id, 'en');
  expect(stops.map(({ kind, name, foundType }) => [kind, name, foundType])).toEqual([
    ['retyped', 'score', 'decimal'],
    ['added', 'city', null],
  ]);
  await expect(describeRepair(createId('ws'), issue.id, 'en')).rejects.toMatchObject({ code: 'issue_not_found' });
  const choices: FieldChoice[] = [
    { kind: 'retyped', place: ['score'], take: true },
    { kind: 'added', place: ['city'], take: false },
  ];
  const { versionId = '' } = pipelines[0] ?? {};
  const { replays } = await repairIssue(
    session,
    issue.id,
    { choices, pipelines: [{ id, versionId }], name: 'x' },
    'en',
  );
  expect(await execute(replays.started[0]?.replayId ?? '')).toMatchObject({ status: 'succeeded' });
  const { rows } = await shop.client.query('SELECT * FROM public.mended ORDER BY id');
  expect(rows[0]).toEqual({ id: '1', phone: '600111222', score: expect.any(String) });
});
