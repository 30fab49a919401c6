import { beforeAll, describe, expect, it } from 'vitest';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let ana: TestClient;
let luis: TestClient;

const at = { x: 0, y: 0 };

/** Sample contacts into a CSV file, every morning. */
function sampleGraph(cron = '0 7 * * *'): Graph {
  const schedule = { cron, timeZone: 'Europe/Madrid', overlap: 'skip', missed: 'run_once' };
  const file = { format: 'csv', fileName: 'contacts', escapeFormulas: true };
  return {
    ...emptyGraph,
    nodes: [
      { id: 'clock', kind: 'schedule-trigger', name: 'Daily', position: at, settings: schedule, disabled: false },
      {
        id: 'hook',
        kind: 'webhook-trigger',
        name: 'Hook',
        position: at,
        settings: { rowsPath: '', fields: [] },
        disabled: true,
      },
      {
        id: 'source',
        kind: 'sample-source',
        name: 'Contacts',
        position: at,
        settings: { dataset: 'contacts', rows: 10 },
        disabled: false,
      },
      { id: 'target', kind: 'file-target', name: 'File', position: at, settings: file, disabled: false },
    ],
    edges: [{ id: 'e1', from: { node: 'source', port: 'rows' }, to: { node: 'target', port: 'rows' } }],
  };
}

beforeAll(async () => {
  ana = await createTestClient();
  luis = await createTestClient('editor', ana.workspaceId);
});

async function create(graph: Graph = sampleGraph()): Promise<string> {
  const { status, body } = await ana.call('POST', '/api/v1/pipelines', { name: 'Contacts', graph });
  expect(status).toBe(201);
  return body.id;
}

describe('a draft', () => {
  it('is saved on the revision it was made on, and a second tab overwrites nothing', async () => {
    const id = await create(emptyGraph);
    const save = (client: TestClient, baseRevision: number, graph: Graph) =>
      client.call('PUT', `/api/v1/pipelines/${id}/draft`, { graph, baseRevision });
    expect((await save(ana, 0, sampleGraph())).body).toMatchObject({ revision: 1 });

    const late = await save(luis, 0, emptyGraph);
    expect(late.status).toBe(409);
    expect(late.body.error).toMatchObject({
      code: 'draft_conflict',
      params: { who: 'Test owner', self: 'no', revision: 1 },
    });
    expect(late.body.error.message).toMatch(/^Test owner changed this pipeline/);
    expect((await save(ana, 0, emptyGraph)).body.error.message).toMatch(/^You changed this pipeline in another window/);

    const { draft } = (await luis.call('GET', `/api/v1/pipelines/${id}`)).body;
    expect(draft).toMatchObject({ revision: 1, updatedBy: 'Test owner', graph: sampleGraph() });
  });

  it('is won by exactly one of ten that save at the same time', async () => {
    const id = await create(emptyGraph);
    const saves = Array.from({ length: 10 }, (_, index) =>
      ana.call('PUT', `/api/v1/pipelines/${id}/draft`, { graph: sampleGraph(`${index} 7 * * *`), baseRevision: 0 }),
    );
    const statuses = (await Promise.all(saves)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
  });
});

describe('visiting', () => {
  it('tells each window of the others and of the revision, until they leave or fall silent', async () => {
    const id = await create();
    const visit = (windowId: string, more: object = {}) =>
      ana.call('POST', `/api/v1/pipelines/${id}/visit`, { windowId, nodeId: null, ...more });
    expect((await visit('windowa1')).body).toEqual({ revision: 0, others: [] });
    const second = await visit('windowb1', { nodeId: 'source' });
    expect(second.body.others).toMatchObject([{ windowId: 'windowa1', name: 'Test owner', self: true, nodeId: null }]);
    expect((await visit('windowc1')).body.others).toHaveLength(2);
    expect((await visit('windowc1', { left: true })).status).toBe(200);
    await getDatabase().pipelineVisitor.updateMany({ where: { windowId: 'windowb1' }, data: { seenAt: new Date(0) } });
    expect((await visit('windowd1')).body.others.map(({ windowId }: { windowId: string }) => windowId)).toEqual([
      'windowa1',
    ]);
  });
});

describe('publishing', () => {
  it('makes an immutable version and the schedule that follows it; a restored version is an edit', async () => {
    const id = await create();
    const published = await ana.call('POST', `/api/v1/pipelines/${id}/publish`, { baseRevision: 0, name: 'First' });
    expect([published.status, published.body]).toMatchObject([200, { number: 1 }]);
    const detail = (await ana.call('GET', `/api/v1/pipelines/${id}`)).body;
    expect(detail.schedules).toMatchObject([{ nodeId: 'clock', timeZone: 'Europe/Madrid', paused: false }]);
    expect(detail.published).toMatchObject({ number: 1, graph: sampleGraph() });

    const paused = await ana.call('POST', `/api/v1/schedules/${detail.schedules[0].id}/pause`);
    expect(paused.body).toMatchObject({ paused: true });

    const edit = { graph: sampleGraph('30 8 * * *'), baseRevision: 0 };
    await ana.call('PUT', `/api/v1/pipelines/${id}/draft`, edit);
    expect((await ana.call('POST', `/api/v1/pipelines/${id}/publish`, { baseRevision: 0 })).status).toBe(409);
    expect((await ana.call('POST', `/api/v1/pipelines/${id}/publish`, { baseRevision: 1 })).body.number).toBe(2);
    expect((await ana.call('GET', `/api/v1/pipelines/${id}`)).body.schedules).toMatchObject([
      { cron: '30 8 * * *', paused: true },
    ]);

    const { versions } = (await ana.call('GET', `/api/v1/pipelines/${id}/versions`)).body;
    expect(versions).toMatchObject([
      { number: 2, name: null, createdBy: 'Test owner', published: true },
      { number: 1, name: 'First', published: false },
    ]);
    const first = `/api/v1/pipelines/${id}/versions/${versions[1].id}`;
    expect((await ana.call('PATCH', first, { name: 'Before summer' })).body).toMatchObject({ name: 'Before summer' });
    expect((await ana.call('GET', first)).body).toMatchObject({ name: 'Before summer', graph: sampleGraph() });
    expect((await ana.call('PATCH', first, { name: ' ' })).body.name).toBeNull();
    expect((await ana.call('GET', `${first}0`)).body.error.code).toBe('version_not_found');
    const address = `${first}/restore`;
    expect((await ana.call('POST', address, { baseRevision: 0 })).status).toBe(409);
    expect((await ana.call('POST', address, { baseRevision: 1 })).body.revision).toBe(2);
    expect((await ana.call('GET', `/api/v1/pipelines/${id}`)).body.draft.graph).toEqual(sampleGraph());
  });

  it('refuses a graph that cannot run, with every problem in the language of the reader', async () => {
    const { nodes, ...rest } = sampleGraph();
    const id = await create({ ...rest, nodes: nodes.filter((node) => node.id !== 'source'), edges: [] });
    await getDatabase().user.update({ where: { id: ana.userId }, data: { locale: 'es' } });
    const answer = await ana.call('POST', `/api/v1/pipelines/${id}/publish`, { baseRevision: 0 });
    await getDatabase().user.update({ where: { id: ana.userId }, data: { locale: 'en' } });
    expect([answer.status, answer.body.error.code]).toEqual([422, 'graph_invalid']);
    expect(answer.body.error.message).toMatch(/publicar este flujo/);
    expect(answer.body.problems).toContainEqual(expect.objectContaining({ nodeId: 'target', severity: 'error' }));
    expect((await ana.call('GET', `/api/v1/pipelines/${id}`)).body.published).toBeNull();
  });
});

describe('the list', () => {
  it('puts first what needs attention, with its latest runs and rows of the day', async () => {
    const failing = await create();
    const newest = await create();
    const run = { workspaceId: ana.workspaceId, pipelineId: failing, graph: {}, trigger: 'manual' } as const;
    const minute = (index: number) => new Date(Date.now() - (60 - index) * 60_000);
    await getDatabase().run.createMany({
      data: Array.from({ length: 25 }, (_, index) => ({
        ...run,
        id: createId('run'),
        status: index === 24 ? ('failed' as const) : ('succeeded' as const),
        rowsLoaded: 2n,
        createdAt: minute(index),
        error: index === 24 ? { code: 'artifact_not_found', params: {}, actor: 'user', retryable: false } : undefined,
      })),
    });
    await getDatabase().run.create({
      data: { ...run, id: createId('run'), rowsLoaded: 1000n, createdAt: new Date(Date.now() - 48 * 3600_000) },
    });
    const { pipelines } = (await ana.call('GET', '/api/v1/pipelines')).body;
    expect(pipelines[0]).toMatchObject({
      id: failing,
      needsAttention: true,
      rows24h: 50,
      missedRuns: 0,
      published: false,
    });
    expect(pipelines[0]).toMatchObject({ owner: { name: 'Test owner' }, triggers: ['schedule'], scheduled: false });
    expect(pipelines[0].recentRuns).toHaveLength(20);
    expect(pipelines[0].recentRuns.at(-1)).toMatchObject({ status: 'failed', error: { code: 'artifact_not_found' } });
    expect(pipelines[1]).toMatchObject({ id: newest, needsAttention: false, recentRuns: [] });
  });

  it('says which connection a live pipeline waits for, until somebody connects it again', async () => {
    const connectionId = createId('conn');
    const owned = { id: connectionId, workspaceId: ana.workspaceId, connector: 'http', name: 'Shop', config: {} };
    await getDatabase().connection.create({ data: { ...owned, health: 'revoked' } });
    const node = { id: 'n1', kind: 'http-source', name: 'API', position: { x: 0, y: 0 }, settings: { connectionId } };
    const [live, draft] = [await create(), await create()];
    const graph = { ...emptyGraph, nodes: [node] } as object;
    await getDatabase().pipeline.update({ where: { id: draft }, data: { draftGraph: graph } });
    const version = { id: createId('ver'), workspaceId: ana.workspaceId, pipelineId: live, number: 1, graph };
    await getDatabase().pipelineVersion.create({ data: version });
    await getDatabase().pipeline.update({ where: { id: live }, data: { publishedVersionId: version.id } });
    const read = async (id: string) => {
      const { pipelines } = (await ana.call('GET', '/api/v1/pipelines')).body;
      const found = pipelines.find((pipeline: { id: string }) => pipeline.id === id);
      return [found.waitingFor, found.needsAttention];
    };
    expect([await read(live), await read(draft)]).toEqual([
      [{ connectionId, name: 'Shop' }, true],
      [null, false],
    ]);
    await getDatabase().connection.update({ where: { id: connectionId }, data: { health: 'healthy' } });
    expect(await read(live)).toEqual([null, false]);
  });

  it('pages through runs without losing or repeating any, also within one millisecond', async () => {
    const pipelineId = await create();
    const createdAt = new Date();
    const run = { workspaceId: ana.workspaceId, pipelineId, graph: {}, trigger: 'manual', createdAt } as const;
    await getDatabase().run.createMany({ data: Array.from({ length: 23 }, () => ({ ...run, id: createId('run') })) });
    const seen: string[] = [];
    let after = '';
    do {
      const page = (await ana.call('GET', `/api/v1/runs?pipelineId=${pipelineId}&limit=5${after}`)).body;
      seen.push(...page.runs.map(({ id }: { id: string }) => id));
      after = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (after !== '');
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
  });
});

describe('a pipeline', () => {
  it('is renamed, copied and archived with its schedules and addresses', async () => {
    const id = await create();
    await ana.call('POST', `/api/v1/pipelines/${id}/publish`, { baseRevision: 0 });
    expect((await ana.call('PATCH', `/api/v1/pipelines/${id}`, { name: 'Renamed' })).body.name).toBe('Renamed');
    const copy = (await ana.call('POST', `/api/v1/pipelines/${id}/duplicate`, {})).body;
    expect(copy).toMatchObject({
      name: 'Renamed (2)',
      published: null,
      schedules: [],
      draft: { graph: sampleGraph() },
    });
    const started = await ana.call('POST', `/api/v1/pipelines/${id}/runs`, { of: 'published' });
    expect([started.status, started.body]).toMatchObject([202, { status: 'queued', versionNumber: 1 }]);

    expect((await ana.call('DELETE', `/api/v1/pipelines/${id}`)).status).toBe(204);
    expect((await ana.call('GET', `/api/v1/pipelines/${id}`)).status).toBe(404);
    expect((await ana.call('GET', `/api/v1/runs/${started.body.id}`)).body.status).toBe('cancelled');
    expect(await getDatabase().schedule.count({ where: { pipelineId: id, nextDueAt: { not: null } } })).toBe(0);
  });
});
