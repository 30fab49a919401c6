import type { MemberView } from '#core/contracts/identity.ts';
import { getDatabase } from '#core/platform/database.ts';

/** Who works in a workspace, by name. */
export async function listMembers(workspaceId: string): Promise<MemberView[]> {
  const memberships = await getDatabase().membership.findMany({
    where: { workspaceId },
    include: { user: true },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  });
  return memberships.map(({ userId, role, user: { name, email } }) => ({ userId, name, email, role }));
}
