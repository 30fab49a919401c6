import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { findUsage } from '#core/pipelines/find-usage.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import type { ConnectionValues } from './check-values.ts';
import { findConnection } from './find-connection.ts';
import { freeSlots } from './free-slots.ts';

/**
 * Deletes a connection that no pipeline uses, after what its server keeps for us, unless that is to be left there. Throws
 * `connection_not_found` (404), `connection_in_use` (409) or `connection_slots_left` (409).
 */
export async function deleteConnection(
  session: Session,
  connectionId: string,
  { leaveSlots }: { readonly leaveSlots: boolean },
): Promise<void> {
  const { workspaceId } = session;
  const { id, name, connector, config } = await findConnection(workspaceId, connectionId);
  const usedBy = (await findUsage(workspaceId, 'connectionId')).get(id) ?? [];
  if (usedBy.length > 0) {
    const pipelines = usedBy.map(({ name }) => name).join(', ');
    throw new TelarError('connection_in_use', { params: { count: usedBy.length, pipelines }, status: 409 });
  }
  const droppedSlots = leaveSlots ? [] : await freeSlots(workspaceId, id);
  await getDatabase().$transaction(async (transaction) => {
    const { count } = await transaction.connection.deleteMany({ where: { id, workspaceId } });
    if (count === 0) return;
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'connection.deleted',
      object: { id, name },
      before: { connector, name, ...(config as ConnectionValues['config']) },
      ...(droppedSlots.length > 0 && { after: { droppedSlots: droppedSlots.join(', ') } }),
    });
  });
}
