import type { Locale } from '#core/contracts/identity.ts';
import type { Replays, ReplaysRequest } from '#core/contracts/replays.ts';
import { presentFailure } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { findReplayable } from './plan-replays.ts';
import { startReplay } from './start-replay.ts';

/**
 * Starts each of the runs again, in the order they were given; those that cannot be are named with the reason, and hold
 * back none of the others. Throws `run_not_found` (404) when one is not of the workspace.
 */
export async function startReplays(session: Session, { runIds, of }: ReplaysRequest, locale: Locale): Promise<Replays> {
  await findReplayable(session.workspaceId, runIds);
  const started: { runId: string; replayId: string }[] = [];
  const skipped: Replays['skipped'] = [];
  for (const runId of new Set(runIds)) {
    try {
      started.push({ runId, replayId: await startReplay(session, runId, of) });
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      skipped.push({ runId, failure: presentFailure(error.toJSON(), locale) });
    }
  }
  return { started, skipped };
}
