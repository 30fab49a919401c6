import { dropSlotOf } from '#connectors/postgres/changes/change-slot.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { resolveConnection } from './resolve-connection.ts';

const timeoutMs = 20_000;

/**
 * Drops what a connection's server keeps for us: without the connection nobody could, and its disk would fill. Answers
 * their names. Throws `connection_slots_left` (409) with those that could not be dropped, and why.
 */
export async function freeSlots(workspaceId: string, connectionId: string): Promise<string[]> {
  const slots = await getDatabase().changeSlot.findMany({
    where: { workspaceId, connectionId, droppedAt: null },
    orderBy: { name: 'asc' },
  });
  const names = slots.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    try {
      const connection = await resolveConnection(workspaceId, connectionId);
      await dropSlotOf(connection, name, AbortSignal.timeout(timeoutMs));
    } catch (cause) {
      const left = names.slice(index).join(', ');
      throw new TelarError('connection_slots_left', { actor: 'admin', params: { slots: left }, status: 409, cause });
    }
    await getDatabase().changeSlot.deleteMany({ where: { workspaceId, connectionId, name } });
  }
  return names;
}
