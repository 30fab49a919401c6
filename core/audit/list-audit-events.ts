import type { ActorKind, AuditEventsQuery, AuditEventView } from '#core/contracts/audit.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { AuditEvent } from '#prisma/generated/client.ts';

/** A page of what happened in a workspace, newest first; `nextCursor` asks for the page after it. */
export async function listAuditEvents(
  workspaceId: string,
  { cursor, limit, from, until, ...filters }: AuditEventsQuery,
): Promise<{ events: AuditEventView[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : readCursor(cursor);
  const { actorKind, actorId, action, objectType, objectId } = filters;
  const events = await getDatabase().auditEvent.findMany({
    where: {
      workspaceId,
      ...(actorKind !== undefined && { actorKind }),
      ...(actorId !== undefined && { actorId }),
      ...(action !== undefined && { action }),
      ...(objectType !== undefined && { objectType }),
      ...(objectId !== undefined && { objectId }),
      AND: [
        {
          at: {
            ...(from !== undefined && { gte: new Date(from) }),
            ...(until !== undefined && { lt: new Date(until) }),
          },
        },
        after === null ? {} : { at: { lte: after.at }, NOT: { at: after.at, id: { gte: after.id } } },
      ],
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = events.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = events.length > limit && last ? `${last.at.getTime()}.${last.id}` : null;
  return { events: page.map(presentAuditEvent), nextCursor };
}

function presentAuditEvent(event: AuditEvent): AuditEventView {
  const { id, at, action } = event;
  return {
    id,
    at: at.toISOString(),
    actor: { kind: event.actorKind as ActorKind, id: event.actorId, name: event.actorName },
    action,
    object: { type: event.objectType, id: event.objectId, name: event.objectName },
    before: event.before as AuditEventView['before'],
    after: event.after as AuditEventView['after'],
  };
}

function readCursor(cursor: string): { at: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.(aud_\w+)$/.exec(cursor) ?? [];
  if (time === undefined || id === undefined) throw new TelarError('not_found', { field: 'cursor', status: 404 });
  return { at: new Date(Number(time)), id };
}
