import { setTimeout as delay } from 'node:timers/promises';
import { getDatabase } from '#core/platform/database.ts';
import type { QueuePlace } from '#core/platform/queue.ts';
import type { MixedCounts, MixedPipeline } from './mixed-pipeline.test-kit.ts';
import { expireLeases, startWorker, type TestWorker } from './start-worker.test-kit.ts';

/** After one more death the run would be given up. */
const killsPerRun = 4;
/** Kills fall at a random moment of one of these, or of anything: left to time alone they would hardly reach the last. */
const moments = ['table', 'api', 'copy', 'honours', 'ignores', null] as const;
const longestDelayMs = 700;
const deadlineMs = 120_000;

export interface SoakReport {
  /** Of workers that had the run. */
  readonly kills: number;
  /** Of workers that had none or parts of it. */
  readonly others: number;
  readonly runs: readonly MixedCounts[];
}

/**
 * Runs the pipeline again and again while workers are killed at random moments, three of them at work most of the time, until
 * the workers of runs were killed so many times. Every run comes to its end; a run is left alone before it is given up.
 */
export async function killWorkers(place: QueuePlace, pipeline: MixedPipeline, kills: number): Promise<SoakReport> {
  const workers = startCrew(place, 3);
  const runs: MixedCounts[] = [];
  let [done, others] = [0, 0];
  try {
    while (done < kills) {
      const name = `mixed_${runs.length}`;
      const runId = await pipeline.start(name);
      for (let killed = 0; killed < killsPerRun && done < kills; ) {
        await reachMoment(runId, moments[Math.floor(Math.random() * moments.length)] ?? null);
        const { status, workerId } = await readRun(runId);
        if (status !== 'running' && status !== 'queued') break;
        const hit = await workers.killOne(workerId);
        // Nobody else can have the run before the claim of the dead worker runs out.
        const held = await readRun(runId);
        await expireLeases(hit);
        if (held.status === 'running' && held.workerId === hit) {
          killed += 1;
          done += 1;
        } else others += 1;
      }
      await reach(runId, ({ status }) => status !== 'queued' && status !== 'running');
      runs.push(await pipeline.count(runId, name));
      process.stdout.write(`${done} of ${kills} kills, run ${runs.length}: ${JSON.stringify(runs.at(-1))}\n`);
      await pipeline.forget(name);
    }
  } finally {
    await workers.stop();
  }
  return { kills: done, others, runs };
}

/** Workers of which each that is killed is replaced while the others go on. */
function startCrew(place: QueuePlace, size: number) {
  const ready: TestWorker[] = [];
  const starting = new Set<Promise<void>>();
  const hire = () => {
    const start = startWorker(place).then((worker) => void ready.push(worker));
    starting.add(start);
    void start.finally(() => starting.delete(start));
  };
  for (let count = 0; count < size; count += 1) hire();
  return {
    /** Kills the worker that has the run, or in one of six cases another one; answers which it was. */
    killOne: async (owner: string | null): Promise<string> => {
      if (ready.length === 0) await Promise.race(starting);
      const isOwner = Math.random() < 5 / 6;
      const index = ready.findIndex(({ id }) => (id === owner) === isOwner);
      const [worker] = ready.splice(Math.max(0, index), 1) as [TestWorker];
      hire();
      await worker.end();
      return worker.id;
    },
    stop: async () => {
      await Promise.all(starting);
      await Promise.all(ready.map((worker) => worker.kill()));
    },
  };
}

/** Waits for a random moment after the step has begun, or after a worker has taken the run. */
async function reachMoment(runId: string, nodeId: string | null): Promise<void> {
  await reach(runId, async ({ status }) => {
    if (status === 'queued') return false;
    if (status !== 'running' || nodeId === null) return true;
    return (await getDatabase().runStep.count({ where: { runId, nodeId, status: 'running' } })) > 0;
  });
  await delay(Math.random() * longestDelayMs);
}

const readRun = (id: string) => getDatabase().run.findUniqueOrThrow({ where: { id } });

/** Waits until the run is as wanted. */
export async function reach(
  runId: string,
  isReached: (run: Awaited<ReturnType<typeof readRun>>) => boolean | Promise<boolean>,
): Promise<void> {
  const until = performance.now() + deadlineMs;
  while (!(await isReached(await readRun(runId)))) {
    if (performance.now() > until) throw new Error(`Run ${runId} did not come as far as it should`);
    await delay(20);
  }
}
