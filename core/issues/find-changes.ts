import { getDatabase } from '#core/platform/database.ts';

/** When somebody last changed what each connection signs in with, or connected its account again. */
export async function findChanges(workspaceId: string, connectionIds: readonly string[]): Promise<Map<string, Date>> {
  const changes = await getDatabase().auditEvent.groupBy({
    by: ['objectId'],
    where: {
      ...{ workspaceId, objectType: 'connection', objectId: { in: [...connectionIds] } },
      action: { in: ['connection.updated', 'connection.authorized', 'connection.recovered'] },
    },
    _max: { at: true },
  });
  return new Map(changes.flatMap(({ objectId, _max }) => (objectId && _max.at ? [[objectId, _max.at] as const] : [])));
}
