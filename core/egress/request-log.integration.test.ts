import { beforeEach, expect, it } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { flushRequestLog, type LoggedRequest, logRequest } from './request-log.ts';

process.env.TELAR_LOG_LEVEL = 'fatal';
provideTestDatabase();

const entry = (attempt: number): LoggedRequest => ({
  ...{ workspaceId: 'ws_1', connectionId: 'conn_1', at: new Date(), method: 'GET', address: 'https://a.example/' },
  ...{ status: 200, failed: false, durationMs: 1, bytes: 1n, attempt },
});

async function readAttempts(): Promise<number[]> {
  const requests = await getDatabase().egressRequest.findMany({ orderBy: { id: 'asc' } });
  return requests.map(({ attempt }) => attempt);
}

beforeEach(async () => {
  await getDatabase().egressRequest.deleteMany();
});

it('stores a burst in order, in batches, and nothing twice', async () => {
  const attempts = Array.from({ length: 1_234 }, (_, index) => index);
  for (const attempt of attempts) logRequest(entry(attempt));
  await Promise.all([flushRequestLog(), flushRequestLog()]);
  expect(await readAttempts()).toEqual(attempts);
});

it('keeps what cannot be stored now, and stores it later', async () => {
  await getDatabase().$executeRaw`ALTER TABLE egress_requests RENAME TO away`;
  logRequest(entry(1));
  await flushRequestLog();
  logRequest(entry(2));
  await flushRequestLog();
  await getDatabase().$executeRaw`ALTER TABLE away RENAME TO egress_requests`;
  expect(await readAttempts()).toEqual([]);
  logRequest(entry(3));
  await flushRequestLog();
  expect(await readAttempts()).toEqual([1, 2, 3]);
});
