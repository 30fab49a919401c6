import { forgetOldRequests } from '#core/egress/forget-old-requests.ts';
import { forgetPeople } from '#core/people/forget-people.ts';
import { getDatabase } from '#core/platform/database.ts';
import { forgetOldStates } from './forget-old-states.ts';
import { forgetHeldRows } from './held-rows/forget-held-rows.ts';
import { forgetKeptRows } from './kept-rows/forget-kept-rows.ts';
import { forgetReplayFiles } from './replay-rows/forget-replay-files.ts';

const keptMs = 24 * 3_600_000;
const silentMs = 60_000;
const usageKeptMs = 90 * keptMs;

/** Deletes relayed messages and attempts to connect after a day, heartbeats of processes that are gone, requests that are old and counts of them, states too old to go back to, rows kept or held of old runs, and files of replays that have ended. */
export async function removeStaleRows(now: Date): Promise<void> {
  const database = getDatabase();
  await database.outboxMessage.deleteMany({ where: { dispatchedAt: { lt: new Date(now.getTime() - keptMs) } } });
  await database.oAuthAttempt.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - keptMs) } } });
  await database.workerHeartbeat.deleteMany({ where: { lastSeenAt: { lt: new Date(now.getTime() - silentMs) } } });
  await forgetOldRequests(now);
  await database.connectionUsage.deleteMany({ where: { hour: { lt: new Date(now.getTime() - usageKeptMs) } } });
  await forgetOldStates();
  await forgetKeptRows(now);
  await forgetHeldRows(now);
  await forgetReplayFiles();
  await forgetPeople(now);
}
