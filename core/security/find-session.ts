import { getDatabase } from '#core/platform/database.ts';
import { readLocale } from './read-locale.ts';
import type { Session } from './session.ts';
import type { SessionClaims } from './session-token.ts';

/**
 * The session behind genuine claims, read from the database on every request: null when the user
 * is gone, belongs to no workspace, or has ended the sessions of that time.
 */
export async function findSession({ userId, signedInAt }: SessionClaims): Promise<Session | null> {
  const user = await getDatabase().user.findUnique({
    where: { id: userId },
    include: { memberships: { include: { workspace: true }, orderBy: { createdAt: 'asc' }, take: 1 } },
  });
  const membership = user?.memberships[0];
  if (!user || !membership || signedInAt < user.sessionsFrom.getTime()) return null;
  return {
    userId: user.id,
    userName: user.name,
    email: user.email,
    locale: readLocale(user.locale),
    workspaceId: membership.workspaceId,
    workspaceName: membership.workspace.name,
    role: membership.role,
  };
}
