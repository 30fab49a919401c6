import { expect, it, vi } from 'vitest';
import { getDatabase } from './database.ts';
import { holdLeadership } from './hold-leadership.ts';
import { publish, subscribe } from './notify.ts';
import { provideTestDatabase } from './provide-test-database.ts';

provideTestDatabase();

const cutConnections = (pattern: string) =>
  getDatabase().$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE ${pattern}`;

it('tells listeners once the transaction commits, and not when it fails', async () => {
  const heard: string[] = [];
  const stop = await subscribe('gateway', (payload) => heard.push(payload));
  await getDatabase().$transaction(async (transaction) => {
    await publish('gateway', 'committed', transaction);
    expect(heard).toEqual([]);
  });
  const failing = getDatabase().$transaction(async (transaction) => {
    await publish('gateway', 'rolled back', transaction);
    throw new Error('later failure');
  });
  await expect(failing).rejects.toThrow('later failure');
  await publish('gateway', 'last');
  await vi.waitFor(() => expect(heard).toEqual(['committed', 'last']));
  stop();
});

it('listens again after its connection broke, and says that something may have been missed', async () => {
  const heard: string[] = [];
  const stop = await subscribe('run', (payload) => heard.push(payload));
  await cutConnections('LISTEN%');
  await vi.waitFor(() => expect(heard).toEqual(['']), { timeout: 10_000 });
  await publish('run', 'run_1');
  await vi.waitFor(() => expect(heard).toEqual(['', 'run_1']));
  stop();
});

it('has one leader at a time, replaced when it is cut off', { timeout: 30_000 }, async () => {
  const leading = new Set<string>();
  const history: string[] = [];
  const lead = (name: string) => async () => {
    leading.add(name);
    history.push(name);
    return async () => void leading.delete(name);
  };
  const stopFirst = holdLeadership(77, lead('first'));
  await vi.waitFor(() => expect([...leading]).toEqual(['first']));
  const stopSecond = holdLeadership(77, lead('second'));
  await cutConnections('SELECT pg_try_advisory_lock%');
  await vi.waitFor(() => expect(history.length).toBe(2), { timeout: 10_000 });
  expect(leading.size).toBe(1);
  await stopFirst();
  await vi.waitFor(() => expect([...leading]).toEqual(['second']), { timeout: 10_000 });
  await stopSecond();
  expect(leading.size).toBe(0);
});
