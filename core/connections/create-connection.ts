import { connectionKinds } from '#connectors/registry.ts';
import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { type ConnectionValues, checkValues } from './check-values.ts';
import { describeConnection } from './describe-connection.ts';
import { sealSecret } from './seal-secret.ts';

export interface NewConnection extends ConnectionValues {
  readonly connector: ConnectorId;
  readonly name: string;
}

/** Stores a connection with its secrets encrypted; answers its id. One that takes a consent waits for it. */
export async function createConnection(session: Session, values: NewConnection): Promise<string> {
  const { workspaceId, userId } = session;
  const { config, secret } = checkValues(values.connector, values);
  const id = createId('conn');
  const { connector, name } = values;
  const sealed = await sealSecret(workspaceId, id, secret);
  const auth = connectionKinds[connector].auth(config);
  const isWaiting = auth.kind === 'oauth' && auth.grant === 'authorization-code';
  const reason = new TelarError('oauth_not_connected', { params: { connection: name }, actor: 'admin' });
  await getDatabase().$transaction(async (transaction) => {
    await transaction.connection.create({
      data: {
        ...{ id, workspaceId, connector, name, config, createdBy: userId, ownerId: userId, ...sealed },
        ...(isWaiting && { health: 'needs_reconnect', healthReason: { ...reason.toJSON() } }),
      },
    });
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'connection.created',
      object: { id, name },
      after: { connector, ...describeConnection({ config, secret }, name) },
    });
  });
  return id;
}
