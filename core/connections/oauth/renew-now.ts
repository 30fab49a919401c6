import { getDatabase } from '#core/platform/database.ts';
import { findConnection } from '../find-connection.ts';
import { renewGrant } from './renew-grant.ts';

/** Renews a connection's token whether it is time or not. Rejects with why there is none. */
export async function renewNow(workspaceId: string, connectionId: string): Promise<void> {
  const { id } = await findConnection(workspaceId, connectionId);
  const grant = await getDatabase().connectionGrant.findUnique({ where: { connectionId: id } });
  await renewGrant(id, grant?.version ?? null);
}
