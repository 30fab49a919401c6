import { beforeAll, describe, expect, it } from 'vitest';
import { emptyGraph } from '#core/graph/graph.ts';
import { writeGraph } from '#core/pipelines/read-graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { callRoute, createTestClient, routes, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let stranger: TestClient;
let ids: Record<string, string>;

const heldRows = { nodeId: 'n1', port: 'rows', fields: [{ name: 'a', type: 'text' }], rows: [['1']] };

/** Bodies that would be accepted, so that a 404 is about the id and nothing else. */
const bodies: Record<string, unknown> = {
  'PATCH /api/v1/pipelines/[pipelineId]': { name: 'Mine now' },
  'POST /api/v1/pipelines/[pipelineId]/duplicate': {},
  'PUT /api/v1/pipelines/[pipelineId]/draft': { graph: emptyGraph, baseRevision: 0 },
  'POST /api/v1/pipelines/[pipelineId]/publish': { baseRevision: 0 },
  'POST /api/v1/pipelines/[pipelineId]/versions/[versionId]/restore': { baseRevision: 0 },
  'PATCH /api/v1/pipelines/[pipelineId]/versions/[versionId]': { name: 'Mine now' },
  'POST /api/v1/pipelines/[pipelineId]/visit': { windowId: 'window001', nodeId: null },
  'POST /api/v1/pipelines/[pipelineId]/runs': { of: 'draft' },
  'POST /api/v1/pipelines/[pipelineId]/plan': { of: 'draft' },
  'POST /api/v1/pipelines/[pipelineId]/check': { graph: emptyGraph },
  'POST /api/v1/pipelines/[pipelineId]/preview': { graph: emptyGraph, nodeId: 'n1' },
  'POST /api/v1/pipelines/[pipelineId]/mapping-sample': { graph: emptyGraph, nodeId: 'n1', mapping: [], listed: [] },
  'PUT /api/v1/pipelines/[pipelineId]/pins': { ...heldRows, upstreamHash: '0'.repeat(16) },
  'POST /api/v1/pipelines/[pipelineId]/test': { graph: emptyGraph, nodeId: 'n1' },
  'POST /api/v1/pipelines/[pipelineId]/send-row': {
    ...{ sendId: `send_${'0'.repeat(24)}`, graph: emptyGraph, nodeId: 'n1', row: heldRows },
  },
  'POST /api/v1/pipelines/[pipelineId]/forecast': { graph: emptyGraph, nodeId: 'n1' },
  'POST /api/v1/pipelines/[pipelineId]/sql-columns': { graph: emptyGraph, nodeId: 'n1' },
  'POST /api/v1/pipelines/[pipelineId]/discover': { nodeId: 'n1', kind: 'sample-source', settings: {} },
  'POST /api/v1/pipelines/[pipelineId]/states': { nodeId: 'n1', to: { kind: 'start' } },
  'POST /api/v1/runs/[runId]/pins': {},
  'PATCH /api/v1/runs/[runId]/steps/[nodeId]/rejected': { rows: [{ row: 0, set: {} }] },
  'POST /api/v1/runs/[runId]/steps/[nodeId]/held': { action: 'retry' },
  'POST /api/v1/runs/[runId]/steps/[nodeId]/rejected/replay': { rows: 'open', version: 'own' },
  'POST /api/v1/runs/[runId]/steps/[nodeId]/rejected/rule': { column: 'a', from: 'b', to: 'c' },
  'POST /api/v1/issues/[issueId]/repair': {
    ...{ choices: [], pipelines: [{ id: 'pipe_1', versionId: 'ver_1' }], name: 'Mine now' },
  },
  'POST /api/v1/issues/[issueId]/repair/plan': { pipelineId: 'pipe_1', choices: [] },
  'PATCH /api/v1/pipeline-views/[viewId]': { name: 'Mine now' },
  'PATCH /api/v1/connections/[connectionId]': { name: 'Mine now' },
  'POST /api/v1/connections/[connectionId]/authorize': { popup: true },
  'POST /api/v1/connections/[connectionId]/links': {},
  'PUT /api/v1/connections/[connectionId]/budget': {
    ...{ windows: null, maxConcurrent: null, dailyRequests: 1, timeZone: 'UTC' },
  },
  'PUT /api/v1/oauth-apps/[connector]': { clientId: 'mine' },
  'POST /api/v1/connect-links/[token]/authorize': { popup: true },
  'POST /api/v1/connection-requests/[requestId]/resolve': { connectionId: null },
};

/** Queries without which a route refuses to look. */
const queries: Record<string, string> = { 'DELETE /api/v1/pipelines/[pipelineId]/pins': '?nodeId=n1&port=rows' };

/** One of everything, in a workspace of somebody else. */
async function createBelongings({ workspaceId, userId }: TestClient): Promise<Record<string, string>> {
  const database = getDatabase();
  const pipelineId = createId('pipe');
  const graph = writeGraph(emptyGraph);
  const owned = { workspaceId, pipelineId };
  await database.pipeline.create({ data: { id: pipelineId, workspaceId, name: 'Theirs', draftGraph: graph } });
  const version = await database.pipelineVersion.create({ data: { id: createId('ver'), ...owned, number: 1, graph } });
  await database.pipeline.update({ where: { id: pipelineId }, data: { publishedVersionId: version.id } });
  const run = await database.run.create({
    data: {
      id: createId('run'),
      ...owned,
      graph,
      trigger: 'manual',
      status: 'failed',
      finishedAt: new Date(),
      createdBy: userId,
      steps: { create: { nodeId: 'n1', position: 0 } },
      artifacts: { create: { nodeId: 'n1', name: 'a.csv', blobKey: 'runs/a', sizeBytes: 1 } },
    },
  });
  const schedule = await database.schedule.create({
    data: { id: createId('sched'), ...owned, nodeId: 'n1', cron: '0 7 * * *', timeZone: 'UTC' },
  });
  const connection = await database.connection.create({
    data: { id: createId('conn'), workspaceId, connector: 'postgres', name: 'Theirs', config: {} },
  });
  const connected = { workspaceId, connectionId: connection.id };
  const expiresAt = new Date(Date.now() + 60_000);
  const link = await database.connectLink.create({
    data: { id: createId('link'), ...connected, tokenHash: 'a', createdBy: userId, expiresAt },
  });
  const attempt = await database.oAuthAttempt.create({
    data: {
      ...{ id: createId('oatt'), ...connected, userId, stateHash: 'a', bindingHash: 'a', settingsHash: 'a' },
      ...{ verifierCiphertext: new Uint8Array(), verifierKeyVersion: 1, redirectUri: '', popup: true, expiresAt },
    },
  });
  const request = await database.connectionRequest.create({
    data: { id: createId('creq'), ...connected, connector: 'postgres', requestedBy: userId },
  });
  const file = await database.file.create({
    data: { id: createId('file'), workspaceId, name: 'a.csv', sizeBytes: 1, blobKey: 'files/a', sha256: 'a' },
  });
  const filters = { q: '', show: 'live', trigger: 'any', owner: 'all' };
  const view = await database.pipelineView.create({
    data: { id: createId('view'), workspaceId, userId, name: 'Theirs', filters },
  });
  return {
    pipelineId,
    versionId: version.id,
    runId: run.id,
    nodeId: 'n1',
    scheduleId: schedule.id,
    connectionId: connection.id,
    linkId: link.id,
    attemptId: attempt.id,
    requestId: request.id,
    issueId: 'issue_nothing',
    connector: 'nothing',
    token: 'nothing',
    fileId: file.id,
    viewId: view.id,
  };
}

beforeAll(async () => {
  ids = await createBelongings(await createTestClient());
  stranger = await createTestClient();
});

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const all: [string, string][] = [];
for (const { file, path } of routes) {
  const module = (await import(/* @vite-ignore */ `../../${file}`)) as Record<string, unknown>;
  for (const method of methods) if (module[method]) all.push([method, path]);
}

describe('a user of another workspace', () => {
  it.each(all.filter(([, path]) => /\[\w/.test(path)))('finds nothing at %s %s', async (method, path) => {
    const address = path.replace(/\[(\w+)\]/g, (_, name: string) => ids[name]!) + (queries[`${method} ${path}`] ?? '');
    const answer = await stranger.call(method, address, bodies[`${method} ${path}`]);
    expect([answer.status, answer.body.error?.code]).toEqual([404, expect.stringMatching(/not_found$/)]);
  });

  it('sees nothing of it in any list', async () => {
    for (const list of ['pipelines', 'runs', 'connections', 'files', 'issues']) {
      const answer = await stranger.call('GET', `/api/v1/${list}`);
      expect(answer.status).toBe(200);
      expect(answer.body[list]).toEqual([]);
    }
    const filtered = await stranger.call('GET', `/api/v1/runs?pipelineId=${ids.pipelineId}`);
    expect(filtered.body.runs).toEqual([]);
  });

  it('has changed nothing', async () => {
    const database = getDatabase();
    const pipeline = await database.pipeline.findUniqueOrThrow({ where: { id: ids.pipelineId! } });
    expect(pipeline).toMatchObject({ name: 'Theirs', draftRevision: 0, archivedAt: null });
    expect(await database.run.count()).toBe(1);
    expect(await database.connection.count({ where: { name: 'Theirs' } })).toBe(1);
    expect(await database.file.count()).toBe(1);
    expect(await database.pipelineView.count({ where: { name: 'Theirs' } })).toBe(1);
    expect((await database.schedule.findFirstOrThrow()).pausedAt).toBeNull();
  });
});

/** Answers that tell nothing (whether setup is needed, that an address does not exist), or only to who holds a link. */
const open = [
  ...['/api/v1/setup', '/api/v1/[...path]'],
  ...['/api/v1/connect-links/[token]', '/api/v1/connect-links/[token]/authorize'],
];

describe('anybody without a session', () => {
  it.each(all.filter(([, path]) => !open.includes(path)))('is refused at %s %s', async (method, path) => {
    const answer = await callRoute(
      method,
      path.replace(/\[(\w+)\]/g, (_, name: string) => ids[name]!),
      undefined,
    );
    expect([answer.status, answer.body.error.code]).toEqual([401, 'unauthenticated']);
  });
});
