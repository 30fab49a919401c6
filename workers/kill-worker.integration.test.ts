import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createRun } from '#core/runs/create-run.ts';
import {
  chainGraph,
  createTestWarehouse,
  readOutcome,
  type TestWarehouse,
  testNode,
} from '#core/runs/create-test-warehouse.ts';
import { reach } from './killing/kill-workers.test-kit.ts';
import { createMixedPipeline, type MixedPipeline } from './killing/mixed-pipeline.test-kit.ts';
import { hasRedis, startRedis } from './killing/start-redis.test-kit.ts';
import { expireLeases, startRelay, startWorker, type TestWorker } from './killing/start-worker.test-kit.ts';

process.env.TELAR_EGRESS_ALLOW = '127.0.0.1';
provideTestDatabase();

let shop: TestWarehouse;
let pipeline: MixedPipeline;
let redis: Awaited<ReturnType<typeof startRedis>> | undefined;
beforeAll(async () => {
  shop = await createTestWarehouse();
  pipeline = await createMixedPipeline(shop);
  if (hasRedis()) redis = await startRedis();
});
afterAll(async () => {
  await pipeline.api.close();
  await shop.drop();
  await redis?.stop();
});

const databaseUrl = () => process.env.DATABASE_URL ?? '';
const listParts = (runId: string) => getDatabase().runPart.findMany({ where: { runId }, orderBy: { part: 'asc' } });
const hasPages = async (runId: string) =>
  (await getDatabase().runCheckpoint.count({ where: { runId, nodeId: 'api' } })) > 0;

describe.each([
  ['postgresql', () => null],
  ['redis', () => redis?.url ?? null],
])('workers that are killed, with the queue on %s', (name, redisUrl) => {
  it.skipIf(name === 'redis' && !hasRedis())(
    'lose nothing, double nothing and read nothing again that was kept',
    { timeout: 240_000 },
    async () => {
      const place = { databaseUrl: databaseUrl(), redisUrl: redisUrl() };
      const relay = startRelay(place);
      const workers = [startWorker(place), startWorker(place)];
      const runId = await pipeline.start(name);
      const { api } = pipeline;
      /** Kills the one that has the run; another is there to take it. */
      const killWhen = async (isReached: () => boolean | Promise<boolean>) => {
        await reach(runId, isReached);
        const { workerId } = await getDatabase().run.findUniqueOrThrow({ where: { id: runId } });
        const ready = await Promise.all(workers);
        const index = ready.findIndex(({ id }) => id === workerId);
        const killing = ready[index]?.kill();
        workers[index] = startWorker(place);
        await killing;
      };
      await killWhen(async () => (await listParts(runId)).some(({ status }) => status === 'succeeded'));
      const read = (await listParts(runId)).filter(({ status }) => status === 'succeeded');
      expect(read.length).toBeGreaterThan(0);
      await killWhen(() => hasPages(runId));
      const pagesBefore = api.pagesRead.length;
      await killWhen(() => api.sink(`/honours/${name}`).batches >= 3);
      await killWhen(() => api.sink(`/ignores/${name}`).batches >= 3);
      const { batches } = api.sink(`/honours/${name}`);
      await reach(runId, ({ status }) => status !== 'queued' && status !== 'running');
      expect(await pipeline.count(runId, name)).toMatchObject({
        status: 'succeeded',
        attempts: 5,
        lost: 0,
        doubled: 0,
      });
      // The control: an API that does not know the keys takes batches twice.
      expect((await pipeline.count(runId, name)).doubledWithoutKeys).toBeGreaterThan(0);
      // What had been sent to the end is not sent again.
      expect(api.sink(`/honours/${name}`).batches).toBe(batches);
      const again = (await listParts(runId)).filter(({ part }) => read.some((before) => before.part === part));
      expect(again.map(({ attempts, startedAt }) => ({ attempts, startedAt }))).toEqual(
        read.map(({ attempts, startedAt }) => ({ attempts, startedAt })),
      );
      expect(api.pagesRead[pagesBefore]).toBeGreaterThan(30);
      for (const worker of workers) await (await worker).kill();
      await relay.stop();
    },
  );
});

it('lets a worker that was frozen past its claim write nothing when it wakes up', { timeout: 240_000 }, async () => {
  const place = { databaseUrl: databaseUrl(), redisUrl: null };
  const relay = startRelay(place);
  const frozen = await startWorker(place);
  const runId = await pipeline.start('frozen');
  await reach(runId, () => hasPages(runId));
  frozen.process.kill('SIGSTOP');
  await expireLeases(frozen.id);
  const other: TestWorker = await startWorker(place);
  await reach(runId, ({ status, epoch }) => epoch === 2 && status === 'succeeded');
  const told = await Promise.all([readOutcome(runId), pipeline.count(runId, 'frozen')]);
  expect(told[1]).toMatchObject({ lost: 0, doubled: 0, doubledWithoutKeys: 0, attempts: 2 });
  await other.kill();
  frozen.process.kill('SIGCONT');
  // It is alive, and has let go of the old run once it has done a new one.
  const sample = testNode('sample', 'sample-source', { dataset: 'contacts', rows: 10 });
  const file = testNode('file', 'file-target', { format: 'ndjson', fileName: 'contacts' });
  const next = await createRun({ ...shop, graph: chainGraph(sample, file), trigger: 'manual' });
  await reach(next, ({ status, workerId }) => status === 'succeeded' && workerId === frozen.id);
  expect(await Promise.all([readOutcome(runId), pipeline.count(runId, 'frozen')])).toEqual(told);
  await frozen.kill();
  await relay.stop();
});
