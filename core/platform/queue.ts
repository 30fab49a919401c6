import { createPostgresBackend, type JobsOptions, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { z } from 'zod';
import { getLogger } from './logger.ts';
import { readConfig } from './read-config.ts';

/** A kind of work: the queue it waits in and what describes it. Data goes by reference, never in the payload. */
export interface JobType<Payload> {
  readonly queue: string;
  readonly payload: z.ZodType<Payload>;
}

export interface QueuedJob<Payload> {
  /** Adding an id that the queue still holds changes nothing. No colons. */
  readonly id: string;
  readonly payload: Payload;
}

export interface JobQueue<Payload> {
  add(jobs: readonly QueuedJob<Payload>[]): Promise<void>;
  /** Whether the job waits or is being worked on. */
  has(id: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface JobWorker {
  ready(): Promise<void>;
  /** Takes no more jobs; with `force`, without waiting for those at work. */
  close(force?: boolean): Promise<void>;
}

/** Where the queue lives: on Redis when it has an address, else on PostgreSQL. */
export interface QueuePlace {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
}

const postgres = withBackend(createPostgresBackend);

/** Nothing is kept of a finished job: the run's row tells the story, and its id becomes free again. */
const jobOptions: JobsOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** Far above BullMQ's own 1: a run is given up by its row, not because its worker died twice. */
const maxStalledCount = 20;

export function createQueue<Payload>(type: JobType<Payload>, place: QueuePlace = readConfig()): JobQueue<Payload> {
  const { queue, release } = openQueue(type.queue, place);
  queue.on('error', (error) => logQueueError(type.queue, error));
  return {
    async add(jobs) {
      await queue.addBulk(
        jobs.map(({ id, payload }) => ({
          name: type.queue,
          data: type.payload.parse(payload),
          opts: { ...jobOptions, jobId: id },
        })),
      );
    },
    async has(id) {
      return (await queue.getJob(id)) !== undefined;
    },
    async close() {
      await queue.close();
      await release();
    },
  };
}

/** Hands every job of the type to `handle`, at most `concurrency` at a time. A job may be handed over twice. */
export function createWorker<Payload>(
  type: JobType<Payload>,
  handle: (payload: Payload) => Promise<void>,
  { concurrency = 1, ...place }: { concurrency?: number } & QueuePlace,
): JobWorker {
  const options = { concurrency, maxStalledCount };
  const work = ({ data }: { data: unknown }) => handle(type.payload.parse(data));
  const { worker, release } = openWorker(type.queue, work, options, place);
  worker.on('error', (error: Error) => logQueueError(type.queue, error));
  return {
    ready: () => worker.waitUntilReady(),
    async close(force) {
      await worker.close(force);
      await release();
    },
  };
}

function openQueue(name: string, { databaseUrl, redisUrl }: QueuePlace) {
  if (redisUrl === null) {
    return {
      queue: new postgres.Queue(name, { connection: postgresConnection(databaseUrl) }),
      release: async () => {},
    };
  }
  const connection = redisConnection(redisUrl);
  return { queue: new Queue(name, { connection, prefix: 'telar' }), release: () => quit(connection) };
}

function openWorker(
  name: string,
  work: (job: { data: unknown }) => Promise<void>,
  options: { concurrency: number; maxStalledCount: number },
  { databaseUrl, redisUrl }: QueuePlace,
) {
  if (redisUrl === null) {
    const connection = postgresConnection(databaseUrl);
    return { worker: new postgres.Worker(name, work, { ...options, connection }), release: async () => {} };
  }
  const connection = redisConnection(redisUrl);
  const worker = new Worker(name, work, { ...options, connection, prefix: 'telar' });
  return { worker, release: () => quit(connection) };
}

function postgresConnection(connectionString: string) {
  return { connectionString, migrate: true, max: 5 };
}

function redisConnection(url: string): Redis {
  return new Redis(url, { maxRetriesPerRequest: null });
}

async function quit(connection: Redis): Promise<void> {
  if (connection.status !== 'end') connection.disconnect();
}

function logQueueError(name: string, error: Error): void {
  getLogger('queue').warn({ err: error, queue: name }, 'Queue connection failed');
}
