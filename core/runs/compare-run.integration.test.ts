import { beforeAll, describe, expect, it } from 'vitest';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { compareFields, compareRun } from './compare-run.ts';
import { createTestPipeline, type TestPipeline } from './create-test-pipeline.ts';

provideTestDatabase();

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await createTestPipeline();
});

let clock = Date.now() - 3_600_000;

async function addRun(status: 'succeeded' | 'failed', fields: object[], versionId: string | null): Promise<string> {
  clock += 1000;
  const { workspaceId, pipelineId } = pipeline;
  const id = createId('run');
  const steps = { create: { nodeId: 'a', position: 0, fields } };
  const graph = { schemaVersion: 1, nodes: [], edges: [] };
  const owned = { id, workspaceId, pipelineId, versionId, graph, trigger: 'schedule' as const };
  await getDatabase().run.create({ data: { ...owned, status, createdAt: new Date(clock), steps } });
  return id;
}

const email = { name: 'email', type: 'text' };

describe('a run', () => {
  it('is held against the last good one before it, tests of drafts against those alone', async () => {
    const { workspaceId, versionId } = pipeline;
    const first = await addRun('succeeded', [email], versionId);
    expect(await compareRun(workspaceId, first, 'en')).toEqual({ good: null, columns: {} });
    const draft = await addRun('succeeded', [email], null);
    await addRun('failed', [], versionId);
    const now = await addRun('failed', [{ name: 'mail', type: 'text' }], versionId);
    await addRun('succeeded', [email], versionId);
    const { good, columns } = await compareRun(workspaceId, now, 'en');
    expect(good?.id).toBe(first);
    expect(columns).toEqual({ a: { added: [{ name: 'mail', type: 'text' }], removed: [email], retyped: [] } });
    const test = await addRun('failed', [email], null);
    expect((await compareRun(workspaceId, draft, 'en')).good?.id).toBe(first);
    expect((await compareRun(workspaceId, test, 'en')).columns).toEqual({});
    await expect(compareRun('ws_other', now, 'en')).rejects.toMatchObject({ code: 'run_not_found' });
  });
});

describe('columns', () => {
  it('differ by what came, went and changed its type', () => {
    expect(compareFields([{ name: 'id', type: 'integer' }], [{ name: 'id', type: 'integer' }])).toBeNull();
    expect(compareFields([{ name: 'id', type: 'integer' }], [{ name: 'id', type: 'text' }])).toEqual({
      added: [],
      removed: [],
      retyped: [{ name: 'id', from: 'integer', to: 'text' }],
    });
  });
});
