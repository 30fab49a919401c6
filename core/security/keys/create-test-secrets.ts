import { createConnection } from '#core/connections/create-connection.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { Session } from '#core/security/session.ts';

/** The owner of a workspace of its own. */
export async function createTestSession(): Promise<Session> {
  const workspaceId = createId('ws');
  await getDatabase().workspace.create({ data: { id: workspaceId, name: 'Test' } });
  const names = { userName: 'Ana', email: 'ana@example.com', workspaceName: 'Test' };
  return { userId: createId('user'), workspaceId, ...names, locale: 'en', role: 'owner' };
}

/** A connection with a password; answers its id. */
export function createTestConnection(session: Session, password: string): Promise<string> {
  const config = { host: 'db.example.com', database: 'crm', user: 'telar' };
  return createConnection(session, { connector: 'postgres', name: 'Warehouse', config, secret: { password } });
}
