import type { Me } from '#core/contracts/identity.ts';
import type { Session } from '#core/security/session.ts';

export function presentMe(session: Session): Me {
  return {
    user: { id: session.userId, name: session.userName, email: session.email, locale: session.locale },
    workspace: { id: session.workspaceId, name: session.workspaceName },
    role: session.role,
  };
}
