import { beforeAll, describe, expect, it } from 'vitest';
import { emptyGraph } from '#core/graph/graph.ts';
import { summarizeDay } from '#core/home/summarize-day.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let ana: TestClient;
let luis: TestClient;
let stranger: TestClient;

beforeAll(async () => {
  ana = await createTestClient();
  luis = await createTestClient('viewer', ana.workspaceId);
  stranger = await createTestClient();
});

describe('home', () => {
  it('ticks the first steps by what the workspace holds, and nothing of another one', async () => {
    const read = async (client: TestClient) => (await client.call('GET', '/api/v1/home')).body.guide;
    expect(await read(ana)).toEqual({ done: [], dismissed: false });
    const { id: pipelineId } = (await ana.call('POST', '/api/v1/pipelines', { name: 'One', graph: emptyGraph })).body;
    expect((await read(ana)).done).toEqual(['pipeline']);

    const owned = { workspaceId: ana.workspaceId, pipelineId };
    const sample = { nodeId: 'n1', settingsHash: '', blobKey: '', fields: [], rowCount: 1 };
    await getDatabase().sourceSample.create({ data: { ...owned, ...sample } });
    await getDatabase().pipelineVersion.create({ data: { ...owned, id: createId('ver'), number: 1, graph: {} } });
    await getDatabase().schedule.create({
      data: { ...owned, id: createId('sched'), nodeId: 'n1', cron: '0 7 * * *', timeZone: 'UTC' },
    });
    expect((await read(ana)).done).toEqual(['pipeline', 'preview', 'published', 'scheduled']);
    await ana.call('DELETE', `/api/v1/pipelines/${pipelineId}`);
    expect((await read(luis)).done).toEqual(['pipeline', 'preview', 'published', 'scheduled']);
    expect((await read(stranger)).done).toEqual([]);
  });

  it('puts the first steps away for one reader until they are wanted back', async () => {
    const change = (dismissed: boolean) => ana.call('PATCH', '/api/v1/home/guide', { dismissed });
    const read = async (client: TestClient) => (await client.call('GET', '/api/v1/home')).body.guide.dismissed;
    expect((await change(true)).body).toMatchObject({ dismissed: true, done: expect.arrayContaining(['pipeline']) });
    expect([await read(ana), await read(luis)]).toEqual([true, false]);
    await change(true);
    expect((await change(false)).body.dismissed).toBe(false);
    expect(await read(ana)).toBe(false);
  });

  it('counts what ran in the last 24 hours, hour by hour', async () => {
    const now = new Date('2026-03-10T12:30:00Z');
    const client = await createTestClient();
    const { id: pipelineId } = (await client.call('POST', '/api/v1/pipelines', { name: 'Two', graph: emptyGraph }))
      .body;
    const run = { workspaceId: client.workspaceId, pipelineId, graph: {}, trigger: 'manual' } as const;
    const hoursBefore = { succeeded: [0, 0, 5, 30], failed: [5], running: [0], cancelled: [10] } as const;
    for (const [status, times] of Object.entries(hoursBefore)) {
      await getDatabase().run.createMany({
        data: times.map((hours) => ({
          ...run,
          id: createId('run'),
          status: status as keyof typeof hoursBefore,
          createdAt: new Date(now.getTime() - hours * 3600_000),
          ...(status === 'succeeded' && { rowsLoaded: 10n, rowsRejected: 1n }),
        })),
      });
    }
    const day = await summarizeDay(client.workspaceId, now);
    expect(day).toMatchObject({ runs: 6, succeeded: 3, failed: 1, running: 1, rowsLoaded: 30, rowsRejected: 3 });
    expect(day.hours).toHaveLength(24);
    expect(day.hours.at(-1)).toEqual({ at: '2026-03-10T12:00:00.000Z', succeeded: 2, failed: 0, rowsLoaded: 20 });
    expect(day.hours.at(-6)).toMatchObject({ succeeded: 1, failed: 1, rowsLoaded: 10 });
    expect((await summarizeDay(stranger.workspaceId, now)).runs).toBe(0);
  });
});
