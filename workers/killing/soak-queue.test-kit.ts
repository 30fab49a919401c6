import { expect, it } from 'vitest';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestWarehouse } from '#core/runs/create-test-warehouse.ts';
import { killWorkers } from './kill-workers.test-kit.ts';
import { createMixedPipeline } from './mixed-pipeline.test-kit.ts';
import { startRelay } from './start-worker.test-kit.ts';

const kills = Number(process.env.TELAR_SOAK_KILLS ?? 100);

/** The soak over one kind of queue: as many kills as `TELAR_SOAK_KILLS` says, 100 when it says nothing. */
export function soakQueue(
  openRedis: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> } | null>,
) {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.1';
  provideTestDatabase();
  it(`${kills} kills lose nothing and double nothing`, { timeout: 45 * 60_000 }, async () => {
    const redis = await openRedis();
    const shop = await createTestWarehouse();
    const pipeline = await createMixedPipeline(shop);
    const place = { databaseUrl: process.env.DATABASE_URL ?? '', redisUrl: redis?.url ?? null };
    const relay = startRelay(place);
    const { runs, ...report } = await killWorkers(place, pipeline, kills);
    await relay.stop();
    await pipeline.api.close();
    await shop.drop();
    await redis?.stop();
    const sum = (count: 'lost' | 'doubled' | 'doubledWithoutKeys' | 'repeatedBatches' | 'attempts') =>
      runs.reduce((total, run) => total + run[count], 0);
    const totals = {
      ...report,
      ...{ runs: runs.length, rowsPerRun: pipeline.rows, attempts: sum('attempts') },
      ...{ lost: sum('lost'), doubled: sum('doubled'), repeatedBatches: sum('repeatedBatches') },
      doubledWithoutKeys: sum('doubledWithoutKeys'),
    };
    process.stdout.write(`${JSON.stringify(totals)}\n`);
    expect(runs.filter(({ status }) => status !== 'succeeded')).toEqual([]);
    expect(totals).toMatchObject({ kills, lost: 0, doubled: 0 });
    // The control: without idempotency keys the same kills double rows.
    expect(totals.doubledWithoutKeys).toBeGreaterThan(0);
  });
}
