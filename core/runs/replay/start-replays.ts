import type { Locale } from '#core/contracts/identity.ts';
import type { Replays, ReplaysRequest } from '#core/contracts/replays.ts';
import { presentFailure } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { retryHeldRows } from '../held-rows/change-held-rows.ts';
import { findReplayable } from './plan-replays.ts';
import { startReplay } from './start-replay.ts';

/**
 * Starts each of the runs again, in the order they were given, or where a run still holds rows for targets, sends these; those that cannot be are named with the reason, and hold
 * back none of the others. Throws `run_not_found` (404) when one is not of the workspace.
 */
export async function startReplays(session: Session, { runIds, of }: ReplaysRequest, locale: Locale): Promise<Replays> {
  const runs = await findReplayable(session.workspaceId, runIds);
  const started: { runId: string; replayId: string }[] = [];
  const skipped: Replays['skipped'] = [];
  for (const { id: runId, heldRows } of runs) {
    try {
      for (const { nodeId } of heldRows) await retryHeldRows({ ...session, runId, nodeId });
      started.push({ runId, replayId: heldRows.length > 0 ? runId : await startReplay(session, runId, of) });
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      skipped.push({ runId, failure: presentFailure(error.toJSON(), locale) });
    }
  }
  return { started, skipped };
}
