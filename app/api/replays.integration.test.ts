import { beforeAll, describe, expect, it } from 'vitest';
import { emptyGraph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let ana: TestClient;
let pipelineId: string;
let versionId: string;
beforeAll(async () => {
  ana = await createTestClient('editor');
  const { workspaceId } = ana;
  [pipelineId, versionId] = [createId('pipe'), createId('ver')];
  const data = { id: pipelineId, workspaceId, name: 'Contacts', draftGraph: emptyGraph as object };
  await getDatabase().pipeline.create({ data });
  const version = { id: versionId, workspaceId, pipelineId, number: 7, graph: emptyGraph as object };
  await getDatabase().pipelineVersion.create({ data: version });
  await getDatabase().pipeline.update({ where: { id: pipelineId }, data: { publishedVersionId: versionId } });
});

async function addFailedRun(): Promise<string> {
  const id = createId('run');
  await getDatabase().run.create({
    data: {
      ...{ id, workspaceId: ana.workspaceId, pipelineId, graph: emptyGraph as object, trigger: 'schedule' },
      ...{ status: 'failed', finishedAt: new Date() },
    },
  });
  return id;
}

describe('replays', () => {
  it('say which version runs, then run it, each run once', async () => {
    const runIds = [await addFailedRun(), await addFailedRun()];
    const plans = await ana.call('POST', '/api/v1/replays/plan', { runIds, of: 'live' });
    expect(plans.body.replays).toMatchObject([{ versionNumber: 7, pipelineName: 'Contacts', targets: [] }, {}]);
    const own = await ana.call('POST', '/api/v1/replays/plan', { runIds, of: 'own' });
    expect(own.body.replays[0].versionNumber).toBeNull();
    const twice = await Promise.all([1, 2].map(() => ana.call('POST', '/api/v1/replays', { runIds, of: 'live' })));
    expect(twice.flatMap(({ body }) => body.started)).toHaveLength(2);
    const reasons = twice.flatMap(({ body }) => body.skipped.map(({ failure }: Skipped) => failure.code));
    expect(reasons).toEqual(['run_replaying', 'run_replaying']);
    const started = await getDatabase().run.findMany({ where: { replayOf: { in: runIds } } });
    expect(started.map((run) => run.versionId)).toEqual([versionId, versionId]);
  });

  it('are for those who may edit, and only of runs of their workspace', async () => {
    const body = { runIds: [await addFailedRun()], of: 'own' };
    const viewer = await createTestClient('viewer', ana.workspaceId);
    expect((await viewer.call('POST', '/api/v1/replays', body)).status).toBe(403);
    const stranger = await createTestClient();
    for (const path of ['/api/v1/replays', '/api/v1/replays/plan']) {
      const answer = await stranger.call('POST', path, body);
      expect([answer.status, answer.body.error.code]).toEqual([404, 'run_not_found']);
    }
    expect(await getDatabase().run.count({ where: { replayOf: body.runIds[0]! } })).toBe(0);
  });
});

interface Skipped {
  readonly failure: { readonly code: string };
}
