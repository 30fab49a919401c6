import { type Locale, type Role, roles } from '#core/contracts/identity.ts';

/** Who is asking, in which workspace. Every query is scoped by `workspaceId`. */
export interface Session {
  readonly userId: string;
  readonly userName: string;
  readonly email: string;
  readonly locale: Locale;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly role: Role;
}

/** Roles include what those after them may do: owner, admin, editor, viewer. */
export function includesRole(held: Role, needed: Role): boolean {
  return roles.indexOf(held) <= roles.indexOf(needed);
}
