import { enqueueDueRefreshes } from '#core/connections/enqueue-due-refreshes.ts';
import { refreshConnectionJob } from '#core/connections/refresh-connection.job.ts';
import { enqueueErasures } from '#core/people/erase/enqueue-erasures.ts';
import { erasePersonJob } from '#core/people/erase/erase-person.job.ts';
import { holdLeadership } from '#core/platform/hold-leadership.ts';
import { subscribe } from '#core/platform/notify.ts';
import { createQueue } from '#core/platform/queue.ts';
import { repeat } from '#core/platform/repeat.ts';
import { runProcess } from '#core/platform/run-process.ts';
import { guardChangeSlots } from '#core/runs/change-slots/guard-change-slots.ts';
import { executeRunJob } from '#core/runs/execute-run.job.ts';
import { releaseDueRows } from '#core/runs/held-rows/release-due-rows.ts';
import { readPartJob } from '#core/runs/parts/read-part.job.ts';
import { reconcileRuns } from '#core/runs/reconcile-runs.ts';
import { relayOutbox } from '#core/runs/relay-outbox.ts';
import { removeStaleRows } from '#core/runs/remove-stale-rows.ts';
import { runDueSchedules } from '#core/schedules/run-due-schedules.ts';
import { renewSecrets } from '#core/security/keys/renew-secrets.ts';

const schedulerLock = 8_320_001;

await runProcess('scheduler', async () => ({ stop: holdLeadership(schedulerLock, startTicking) }));

/** Everything that happens by the clock; notifications only make it happen sooner. */
async function startTicking(): Promise<() => Promise<void>> {
  const queue = createQueue(executeRunJob);
  const refreshes = createQueue(refreshConnectionJob);
  const erasures = createQueue(erasePersonJob);
  const parts = createQueue(readPartJob);
  const relay = repeat('relay outbox', 1_000, async () => {
    await relayOutbox(executeRunJob.queue, queue);
    await relayOutbox(readPartJob.queue, parts);
  });
  const renewal = repeat('renew secrets', 60_000, () => renewSecrets());
  const subscriptions = [await subscribe('outbox', relay.wake), await subscribe('keys', renewal.wake)];
  const tasks = [
    relay,
    renewal,
    repeat('run due schedules', 500, () => runDueSchedules(new Date())),
    repeat('release held rows', 1_000, () => releaseDueRows(new Date())),
    repeat('reconcile runs', 2_000, () => reconcileRuns(queue)),
    repeat('refresh connections', 15_000, () => enqueueDueRefreshes(refreshes, new Date())),
    repeat('hand over erasures', 5_000, () => enqueueErasures(erasures, new Date())),
    repeat('guard change slots', 60_000, () => guardChangeSlots(new Date())),
    repeat('remove stale rows', 600_000, () => removeStaleRows(new Date())),
  ];
  return async () => {
    for (const unsubscribe of subscriptions) unsubscribe();
    await Promise.all(tasks.map((task) => task.stop()));
    await queue.close();
    await parts.close();
    await refreshes.close();
    await erasures.close();
  };
}
