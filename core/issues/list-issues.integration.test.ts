import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';
import { testNode } from '#core/runs/create-test-warehouse.ts';
import { listIssues } from './list-issues.ts';

provideTestDatabase();

const workspaceId = createId('ws');
const connectionId = createId('conn');
const graph: Graph = {
  ...emptyGraph,
  nodes: [{ ...testNode('crm', 'http-source', { connectionId }), name: 'Contacts of the CRM' }],
};

beforeAll(async () => {
  await getDatabase().workspace.create({ data: { id: workspaceId, name: 'Test' } });
  await getDatabase().connection.create({
    data: { id: connectionId, workspaceId, connector: 'http', name: 'CRM', config: {} },
  });
});

beforeEach(async () => {
  await getDatabase().pipeline.deleteMany({ where: { workspaceId } });
  await getDatabase().auditEvent.deleteMany({ where: { workspaceId } });
  await getDatabase().connection.update({ where: { id: connectionId }, data: { health: 'healthy' } });
});

async function createPipeline(name: string, number = 1): Promise<{ pipelineId: string; versionId: string }> {
  const owned = { pipelineId: createId('pipe'), versionId: createId('ver') };
  await getDatabase().pipeline.create({
    data: { id: owned.pipelineId, workspaceId, name, draftGraph: graph as object },
  });
  await publish(owned.pipelineId, owned.versionId, number);
  return owned;
}

async function publish(pipelineId: string, versionId: string, number: number): Promise<void> {
  const version = { id: versionId, workspaceId, pipelineId, number, graph: graph as object };
  await getDatabase().pipelineVersion.create({ data: version });
  await getDatabase().pipeline.update({ where: { id: pipelineId }, data: { publishedVersionId: versionId } });
}

const refused: SerializedError = {
  ...{ code: 'http_unauthorized', params: { host: 'crm.example', status: 401, detail: '' } },
  ...{ actor: 'user', retryable: false, nodeId: 'crm', field: 'connectionId' },
};
const broken: SerializedError = { ...refused, code: 'http_not_json', field: 'url' };

let clock = Date.now() - 3_600_000;

async function addRun(
  ids: { pipelineId: string; versionId: string | null },
  error: SerializedError | null,
  more: object = {},
): Promise<string> {
  clock += 1000;
  const id = createId('run');
  const outcome =
    error === null ? { status: 'succeeded' as const } : { status: 'failed' as const, error: { ...error } };
  const at = new Date(clock);
  await getDatabase().run.create({
    data: {
      ...{ id, workspaceId, graph: graph as object, trigger: 'schedule', createdAt: at, finishedAt: at },
      ...{ ...ids, ...outcome, ...more },
    },
  });
  return id;
}

const list = () => listIssues(workspaceId, 'en');

describe('a refused account', () => {
  it('is one issue, whatever the number of pipelines and runs, and asks for one replay of each', async () => {
    const [a, b] = [await createPipeline('A'), await createPipeline('B')];
    const calm = await createPipeline('Calm');
    await addRun(calm, null);
    await addRun(a, refused);
    const newest = [await addRun(a, refused), await addRun(b, { ...refused, code: 'oauth_grant_ended' })];
    const issues = await list();
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({
      ...{ kind: 'failure', state: 'open', runs: 3, running: 0 },
      connection: { id: connectionId, name: 'CRM' },
      failure: { code: 'oauth_grant_ended', actor: 'admin' },
    });
    expect(issues[0]?.pipelines.map(({ name }) => name).sort()).toEqual(['A', 'B']);
    expect([...(issues[0]?.replayRunIds ?? [])].sort()).toEqual(newest.sort());
  });

  it('counts as fixed once somebody has changed it, and goes away when later runs go well', async () => {
    const a = await createPipeline('A');
    await addRun(a, refused);
    const before = await list();
    expect(before[0]?.state).toBe('open');
    const actor = { actorKind: 'user', actorName: 'Ana' };
    const object = { objectType: 'connection', objectId: connectionId, objectName: 'CRM' };
    const event = { id: createId('aud'), workspaceId, ...actor, ...object, action: 'connection.updated' };
    await getDatabase().auditEvent.create({ data: event });
    const after = await list();
    expect(after[0]).toMatchObject({ id: before[0]?.id, state: 'fixed' });
    await addRun(a, null);
    expect(await list()).toEqual([]);
  });

  it('names pipelines that wait for it though none of their runs has failed', async () => {
    await createPipeline('Waiting');
    const reason = { code: 'oauth_grant_ended', params: { host: 'crm.example' }, actor: 'admin', retryable: false };
    const data = { health: 'needs_reconnect' as const, healthReason: reason };
    await getDatabase().connection.update({ where: { id: connectionId }, data });
    const [issue] = await list();
    expect(issue).toMatchObject({ state: 'open', runs: 0, replayRunIds: [], lastSeenAt: null });
    expect(issue?.pipelines).toMatchObject([{ name: 'Waiting', runId: null, runs: 0 }]);
  });
});

describe('a failure of a step', () => {
  it('is an issue of its pipeline, at its step, fixed by a newer version', async () => {
    const [a, b] = [await createPipeline('A'), await createPipeline('B')];
    await addRun(a, broken);
    await addRun(b, broken);
    const issues = await list();
    expect(issues.map(({ pipelines, state }) => [pipelines.map(({ name }) => name), state])).toEqual([
      [['B'], 'open'],
      [['A'], 'open'],
    ]);
    expect(issues[0]?.pipelines[0]).toMatchObject({ nodeId: 'crm', nodeName: 'Contacts of the CRM', versionNumber: 1 });
    await publish(b.pipelineId, createId('ver'), 2);
    expect((await list()).map(({ state }) => state)).toEqual(['fixed', 'open']);
  });

  it('is none when a draft was tested, and none of another workspace', async () => {
    const a = await createPipeline('A');
    await addRun({ ...a, versionId: null }, broken);
    expect(await list()).toEqual([]);
    await addRun(a, broken);
    expect(await listIssues(createId('ws'), 'en')).toEqual([]);
  });

  it('stays for every event that no run has dealt with, though later events went well', async () => {
    const a = await createPipeline('A');
    const hook = await getDatabase().hook.create({
      data: { id: createId('hook'), workspaceId, pipelineId: a.pipelineId, nodeId: 'crm' },
    });
    const runs: string[] = [];
    for (const dedupeKey of ['1', '2']) {
      const runId = await addRun(a, broken, { trigger: 'webhook' });
      const event = { id: createId('evt'), hookId: hook.id, workspaceId, dedupeKey, headers: {}, contentType: 'a/b' };
      await getDatabase().hookEvent.create({ data: { ...event, body: Buffer.from('{}'), runId } });
      runs.push(runId);
    }
    await addRun(a, broken, { trigger: 'webhook' });
    await addRun(a, null, { trigger: 'webhook' });
    const [issue, ...more] = await list();
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ runs: 2, replayRunIds: runs });
  });
});

describe('rows set aside', () => {
  it('are one issue per reason as long as the newest run still sets them aside', async () => {
    const a = await createPipeline('A');
    const causes = [
      { reason: 'rule_email', field: 'email', value: 'x', rows: 3 },
      { reason: 'rule_email', field: 'other', value: 'y', rows: 1 },
    ];
    const step = { nodeId: 'crm', position: 0, rowsRejected: 4n, rejectedCauses: causes };
    await addRun(a, null, { steps: { create: step } });
    const issues = await list();
    expect(issues.map(({ kind, rows, failure }) => [kind, rows, failure.message]).sort()).toEqual([
      ['rejected', 1, 'y in other is not an e-mail address.'],
      ['rejected', 3, 'x in email is not an e-mail address.'],
    ]);
    await addRun(a, null);
    expect(await list()).toEqual([]);
  });
});
