import { type Guide, type GuideStep, guideSteps } from '#core/contracts/home.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { Session } from '#core/security/session.ts';

type Reader = Pick<Session, 'workspaceId' | 'userId'>;

/** How far the first steps have come, read from what the workspace holds: nothing is ticked by hand. */
export async function readGuide({ workspaceId, userId }: Reader): Promise<Guide> {
  const [membership, [facts]] = await Promise.all([
    getDatabase().membership.findUnique({
      where: { workspaceId_userId: { workspaceId, userId } },
      select: { guideDismissedAt: true },
    }),
    readFacts(workspaceId),
  ]);
  return {
    done: guideSteps.filter((step) => facts?.[step]),
    dismissed: (membership?.guideDismissedAt ?? null) !== null,
  };
}

/** Puts the first steps away for the reader alone, or brings them back. Answers how far they have come. */
export async function setGuideDismissed(reader: Reader, dismissed: boolean): Promise<Guide> {
  const { workspaceId, userId } = reader;
  const guideDismissedAt = dismissed ? new Date() : null;
  await getDatabase().membership.updateMany({ where: { workspaceId, userId }, data: { guideDismissedAt } });
  return readGuide(reader);
}

/** What was done once stays done: a pipeline that has been deleted since counts as well. */
function readFacts(workspaceId: string): Promise<Record<GuideStep, boolean>[]> {
  return getDatabase().$queryRaw<Record<GuideStep, boolean>[]>`
    SELECT EXISTS (SELECT 1 FROM pipelines WHERE workspace_id = ${workspaceId}) AS pipeline,
      EXISTS (SELECT 1 FROM source_samples WHERE workspace_id = ${workspaceId}) AS preview,
      EXISTS (SELECT 1 FROM connections WHERE workspace_id = ${workspaceId}) AS connection,
      EXISTS (SELECT 1 FROM pipeline_versions WHERE workspace_id = ${workspaceId}) AS published,
      EXISTS (SELECT 1 FROM schedules WHERE workspace_id = ${workspaceId}) AS scheduled,
      EXISTS (SELECT 1 FROM runs WHERE workspace_id = ${workspaceId} AND status = 'succeeded') AS succeeded`;
}
