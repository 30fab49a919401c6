import { z } from 'zod';
import type { Locale } from '#core/contracts/identity.ts';
import { type RunSummary, runStatuses } from '#core/contracts/runs.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { presentRunSummary, runSummarySelect } from './present-run.ts';

export const listRunsQuerySchema = z.object({
  pipelineId: z
    .string()
    .regex(/^\w{1,80}$/)
    .optional(),
  status: z.enum(runStatuses).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of a workspace's runs, newest first; `nextCursor` asks for the page after it. */
export async function listRuns(
  workspaceId: string,
  { pipelineId, status, cursor, limit }: z.infer<typeof listRunsQuerySchema>,
  locale: Locale,
): Promise<{ runs: RunSummary[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : readCursor(cursor);
  const runs = await getDatabase().run.findMany({
    where: {
      workspaceId,
      ...(pipelineId !== undefined && { pipelineId }),
      ...(status !== undefined && { status }),
      ...(after && {
        createdAt: { lte: after.createdAt },
        NOT: { createdAt: after.createdAt, id: { gte: after.id } },
      }),
    },
    select: runSummarySelect,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = runs.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = runs.length > limit && last ? `${last.createdAt.getTime()}.${last.id}` : null;
  return { runs: page.map((run) => presentRunSummary(run, locale)), nextCursor };
}

function readCursor(cursor: string): { createdAt: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.(run_\w+)$/.exec(cursor) ?? [];
  if (time === undefined || id === undefined) {
    throw new TelarError('not_found', { field: 'cursor', status: 404 });
  }
  return { createdAt: new Date(Number(time)), id };
}
