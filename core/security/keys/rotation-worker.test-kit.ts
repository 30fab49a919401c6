import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { updateConnection } from '#core/connections/update-connection.ts';
import type { Session } from '#core/security/session.ts';

/** A process of its own that reads and writes secrets until it is told to stop and has done enough, then tells what happened. */
const enough = 10;

export interface WorkerReport {
  readonly reads: number;
  readonly writes: number;
  readonly failures: readonly string[];
}

const { session, connectionIds } = JSON.parse(process.argv[2] ?? '') as {
  session: Session;
  connectionIds: readonly string[];
};
let stopping = false;
// Whoever started it is gone: nobody would ever stop it.
process.once('disconnect', () => process.exit(1));
process.once('message', () => {
  stopping = true;
});
const failures: string[] = [];
let reads = 0;
let writes = 0;

const attempt = async (action: () => Promise<unknown>) => {
  try {
    await action();
  } catch (error) {
    failures.push(String(error));
  }
};

while (!stopping || writes <= enough) {
  for (const id of connectionIds) {
    await attempt(async () => {
      const { password } = (await resolveConnection(session.workspaceId, id)).secret;
      if (password !== `password of ${id}`) throw new Error(`Read ${password}`);
      reads += 1;
    });
    // Written with the value it has: a read that finds anything else has read a lost or mixed secret.
    if (Math.random() < 0.3) {
      await attempt(async () => {
        await updateConnection(session, id, { secret: { password: `password of ${id}` } });
        writes += 1;
      });
    }
  }
  if (reads > 0) process.send?.('warm');
}
process.send?.({ reads, writes, failures } satisfies WorkerReport, () => process.exit(0));
