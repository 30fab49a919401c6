import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { renewGrant } from './oauth/renew-grant.ts';

/** Renews a grant that was due when its job was written. A failure is remembered with the connection, not thrown. */
export async function refreshDueConnection(connectionId: string, version: number): Promise<void> {
  const grant = await getDatabase().connectionGrant.findUnique({ where: { connectionId } });
  if (grant === null || grant.version !== version || grant.refreshDueAt === null) return;
  if (grant.refreshDueAt.getTime() > Date.now()) return;
  try {
    await renewGrant(connectionId, version);
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    getLogger('connections').warn({ connectionId, code: error.code }, 'Token not renewed');
  }
}
