import { hostname } from 'node:os';
import { getDatabase } from './database.ts';
import { getLogger } from './logger.ts';
import { closeNotify } from './notify.ts';
import { presentError } from './present-error.ts';
import { repeat } from './repeat.ts';
import { TelarError } from './telar-error.ts';

/** A process that has not stopped by itself by then is ended: what it held is recovered by others. */
const stopDeadlineMs = 9_000;
const heartbeatIntervalMs = 5_000;

export interface RunningProcess {
  /** Lets go of the work in hand and resolves when it is safe to exit. */
  stop(): Promise<void>;
}

/**
 * Runs one process of the product until SIGTERM, SIGINT or the end of the supervisor that started it.
 * A failure to start is told in one sentence; an unexpected failure later ends the process, to be restarted.
 */
export async function runProcess(name: string, start: (processId: string) => Promise<RunningProcess>): Promise<void> {
  const logger = getLogger(name);
  const processId = `${hostname()}-${process.pid}`;
  const stopping = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.resolve(signal));
  process.on('disconnect', () => stopping.resolve('supervisor ended'));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'Unexpected failure');
    process.exit(1);
  });
  try {
    const running = await start(processId);
    const heartbeat = startHeartbeat(name, processId);
    process.send?.('ready');
    logger.info({ processId }, 'Started');
    logger.info({ reason: await stopping.promise }, 'Stopping');
    setTimeout(() => process.exit(1), stopDeadlineMs).unref();
    await running.stop();
    await heartbeat.stop();
    await getDatabase().workerHeartbeat.deleteMany({ where: { id: `${name}-${processId}` } });
    await closeNotify();
    await getDatabase().$disconnect();
    process.exit(0);
  } catch (error) {
    if (error instanceof TelarError) logger.fatal(presentError(error, 'en').message);
    else logger.fatal({ err: error }, 'Could not start or stop');
    process.exit(1);
  }
}

function startHeartbeat(name: string, processId: string) {
  const startedAt = new Date();
  return repeat(`heartbeat of ${name}`, heartbeatIntervalMs, async () => {
    const lastSeenAt = new Date();
    const id = `${name}-${processId}`;
    await getDatabase().workerHeartbeat.upsert({
      where: { id },
      create: { id, process: name, startedAt, lastSeenAt },
      update: { lastSeenAt },
    });
  });
}
