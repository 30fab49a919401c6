import type { ConnectorId } from '#core/contracts/connections.ts';
import type { ConnectionRequestView } from '#core/contracts/oauth.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { includesRole, type Session } from '#core/security/session.ts';
import type { ConnectionRequest } from '#prisma/generated/client.ts';
import { findConnection } from './find-connection.ts';
import { updateConnection } from './update-connection.ts';

export interface NewConnectionRequest {
  readonly connector: ConnectorId;
  readonly connectionId?: string | undefined;
  readonly note?: string | undefined;
}

/** Asks the admins for a connection, or for its reconnection. Asking for the same again answers the open request. */
export async function requestConnection(
  { workspaceId, userId }: Session,
  { connector, connectionId, note }: NewConnectionRequest,
): Promise<ConnectionRequestView> {
  if (connectionId !== undefined) await findConnection(workspaceId, connectionId);
  const same = {
    workspaceId,
    requestedBy: userId,
    connector,
    connectionId: connectionId ?? null,
    status: 'open' as const,
  };
  const known = await getDatabase().connectionRequest.findFirst({ where: same });
  const request =
    known ??
    (await getDatabase().connectionRequest.create({ data: { id: createId('creq'), ...same, note: note || null } }));
  return presentOne(request);
}

/** Open ones first: all of them for admins, one's own for others. */
export async function listConnectionRequests({ workspaceId, userId, role }: Session): Promise<ConnectionRequestView[]> {
  const requests = await getDatabase().connectionRequest.findMany({
    where: { workspaceId, ...(!includesRole(role, 'admin') && { requestedBy: userId }) },
    orderBy: [{ status: 'asc' }, { createdAt: 'desc' }],
    take: 200,
  });
  const names = await readNames(requests.map(({ requestedBy }) => requestedBy));
  return requests.map((request) => present(request, names));
}

/**
 * Ends a request: with the connection made in answer, which whoever asked may then use, or declined.
 * Throws `connection_request_not_found` (404).
 */
export async function resolveConnectionRequest(
  session: Session,
  id: string,
  connectionId: string | null,
): Promise<ConnectionRequestView> {
  const { workspaceId, userId } = session;
  const request = await getDatabase().connectionRequest.findFirst({ where: { id, workspaceId } });
  if (request === null) throw new TelarError('connection_request_not_found', { status: 404 });
  if (connectionId !== null) await shareWith(session, connectionId, request.requestedBy);
  await getDatabase().connectionRequest.updateMany({
    where: { id, workspaceId, status: 'open' },
    data: {
      status: connectionId === null ? 'declined' : 'done',
      ...(connectionId !== null && { connectionId }),
      resolvedBy: userId,
      resolvedAt: new Date(),
    },
  });
  return presentOne(await getDatabase().connectionRequest.findUniqueOrThrow({ where: { id } }));
}

async function shareWith(session: Session, connectionId: string, userId: string): Promise<void> {
  const { sharing, ownerId, allowedUserIds } = await findConnection(session.workspaceId, connectionId);
  if (sharing === 'workspace' || ownerId === userId || allowedUserIds.includes(userId)) return;
  const members = await getDatabase().membership.findMany({
    where: { workspaceId: session.workspaceId, userId: { in: [...allowedUserIds, userId] } },
  });
  await updateConnection(session, connectionId, { allowedUserIds: members.map((member) => member.userId) });
}

async function presentOne(request: ConnectionRequest): Promise<ConnectionRequestView> {
  return present(request, await readNames([request.requestedBy]));
}

async function readNames(ids: readonly string[]): Promise<Map<string, string>> {
  const users = await getDatabase().user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(users.map(({ id, name }) => [id, name]));
}

function present(request: ConnectionRequest, names: ReadonlyMap<string, string>): ConnectionRequestView {
  const { id, connector, connectionId, note, status, requestedBy, createdAt, resolvedAt } = request;
  return {
    ...{ id, connectionId, note, status },
    connector: connector as ConnectorId,
    requestedBy: { userId: requestedBy, name: names.get(requestedBy) ?? '' },
    createdAt: createdAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    url: `${readConfig().webUrl}/connections?request=${id}`,
  };
}
