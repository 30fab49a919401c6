import { refreshConnectionJob } from '#core/connections/refresh-connection.job.ts';
import { flushRequestLog } from '#core/egress/request-log.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { erasePersonJob } from '#core/people/erase/erase-person.job.ts';
import { createWorker } from '#core/platform/queue.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { repeat } from '#core/platform/repeat.ts';
import { runProcess } from '#core/platform/run-process.ts';
import { executeRunJob } from '#core/runs/execute-run.job.ts';
import { readPartJob } from '#core/runs/parts/read-part.job.ts';
import { removeDeadRunFolders } from '#core/runs/remove-dead-run-folders.ts';
import { handleErasure } from './erase-person.handler.ts';
import { createRunHandler } from './execute-run.handler.ts';
import { createPartHandler } from './read-part.handler.ts';
import { handleRefresh } from './refresh-connection.handler.ts';

const cleaningIntervalMs = 10 * 60_000;
/** They wait for vendors, not for this machine. */
const refreshConcurrency = 8;

await runProcess('worker', async (workerId) => {
  const { databaseUrl, redisUrl, workerConcurrency: concurrency } = readConfig();
  const handler = await createRunHandler(workerId);
  const worker = createWorker(executeRunJob, handler.handle, { databaseUrl, redisUrl, concurrency });
  const refresher = createWorker(refreshConnectionJob, handleRefresh, {
    ...{ databaseUrl, redisUrl },
    concurrency: refreshConcurrency,
  });
  const eraser = createWorker(erasePersonJob, handleErasure, { databaseUrl, redisUrl, concurrency: 1 });
  const partHandler = createPartHandler(workerId);
  const reader = createWorker(readPartJob, partHandler.handle, { databaseUrl, redisUrl, concurrency });
  await Promise.all([worker.ready(), refresher.ready(), reader.ready(), eraser.ready()]);
  const cleaning = repeat('cleaning', cleaningIntervalMs, removeDeadRunFolders);
  return {
    stop: async () => {
      const closing = Promise.all([worker.close(), refresher.close(), reader.close(), eraser.close()]);
      await Promise.all([handler.stop(), partHandler.stop()]);
      await closing;
      await cleaning.stop();
      await flushRequestLog();
      await getEnginePool().close();
    },
  };
});
