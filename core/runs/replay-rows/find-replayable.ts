import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { RejectedScope } from '../rejected/open-rejected.ts';

const select = {
  status: true,
  graph: true,
  createdAt: true,
  pipelineId: true,
  versionId: true,
  version: { select: { number: true } },
  rowsOfNodeId: true,
  pipeline: { select: { publishedVersion: { select: { id: true, number: true, graph: true } } } },
} satisfies Prisma.RunSelect;

export type ReplayableRun = Prisma.RunGetPayload<{ select: typeof select }>;

/**
 * The run whose refused rows may be changed and replayed. Throws `run_not_found` (404), `run_not_ended` (409), or
 * `rejected_kept_elsewhere` (409) for rows of a replay that are kept with the run they came from.
 */
export async function findReplayable({ workspaceId, runId, nodeId }: RejectedScope): Promise<ReplayableRun> {
  const run = await getDatabase().run.findFirst({
    where: { id: runId, workspaceId, pipeline: { archivedAt: null } },
    select,
  });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  if (run.status === 'queued' || run.status === 'running') throw new TelarError('run_not_ended', { status: 409 });
  if (run.rowsOfNodeId !== null && (nodeId === run.rowsOfNodeId || nodeId.startsWith('replayed')))
    throw new TelarError('rejected_kept_elsewhere', { status: 409 });
  return run;
}
