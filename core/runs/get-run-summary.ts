import type { Locale } from '#core/contracts/identity.ts';
import type { RunSummary } from '#core/contracts/runs.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { presentRunSummary, runSummarySelect } from './present-run.ts';

/** A run without its graph and steps. Throws `run_not_found` (404). */
export async function getRunSummary(workspaceId: string, runId: string, locale: Locale): Promise<RunSummary> {
  const run = await getDatabase().run.findFirst({ where: { id: runId, workspaceId }, select: runSummarySelect });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  return presentRunSummary(run, locale);
}
