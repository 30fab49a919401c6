import { getDatabase } from '#core/platform/database.ts';

const keptMs = 30 * 24 * 3_600_000;
const keptPerWorkspace = 200_000;

/** Deletes requests from the log after 30 days, and of each workspace all but the newest. */
export async function forgetOldRequests(now: Date, most = keptPerWorkspace): Promise<void> {
  const database = getDatabase();
  await database.egressRequest.deleteMany({ where: { at: { lt: new Date(now.getTime() - keptMs) } } });
  await database.$executeRaw`
    DELETE FROM egress_requests USING (
      SELECT id AS workspace_id, (SELECT egress_requests.id FROM egress_requests WHERE workspace_id = workspaces.id
        ORDER BY egress_requests.id DESC OFFSET ${most} LIMIT 1) AS last_id
      FROM workspaces) surplus
    WHERE egress_requests.workspace_id = surplus.workspace_id AND egress_requests.id <= surplus.last_id`;
}
