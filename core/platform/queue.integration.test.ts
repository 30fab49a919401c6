import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from './create-test-database.ts';
import { createQueue, createWorker } from './queue.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrated: false });
});
afterAll(() => database.drop());

describe.each([
  ['PostgreSQL', null],
  ['Redis', process.env.TELAR_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379/7'],
])('the queue on %s', (_name, redisUrl) => {
  it('hands over every job, and one added twice once', async () => {
    const place = { databaseUrl: database.url, redisUrl };
    const type = { queue: `test-${randomUUID()}`, payload: z.object({ number: z.number() }) };
    const queue = createQueue(type, place);
    const jobs = Array.from({ length: 20 }, (_, number) => ({ id: `job-${number}`, payload: { number } }));
    await queue.add(jobs);
    await queue.add(jobs);
    expect(await queue.has('job-3')).toBe(true);
    expect(await queue.has('job-99')).toBe(false);

    const seen: number[] = [];
    const done = Promise.withResolvers<void>();
    const handle = async ({ number }: { number: number }) => {
      seen.push(number);
      if (number === 1000) done.resolve();
    };
    const worker = createWorker(type, handle, { concurrency: 1, ...place });
    await worker.ready();
    await queue.add([{ id: 'last', payload: { number: 1000 } }]);
    await done.promise;
    expect(seen.toSorted((a, b) => a - b)).toEqual([...jobs.map((job) => job.payload.number), 1000]);
    await worker.close();
    await queue.close();
  });

  it('refuses a payload that the type does not describe', async () => {
    const type = { queue: `test-${randomUUID()}`, payload: z.object({ number: z.number() }) };
    const queue = createQueue(type, { databaseUrl: database.url, redisUrl });
    await expect(queue.add([{ id: 'bad', payload: { number: 'one' } as never }])).rejects.toThrow(/number/);
    await queue.close();
  });
});
