import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { type Connection, type ConnectionSharing, Prisma } from '#prisma/generated/client.ts';
import { type ConnectionValues, checkValues } from './check-values.ts';
import { describeConnection } from './describe-connection.ts';
import { findConnection } from './find-connection.ts';
import { forgiveRefusal } from './forgive-refusal.ts';
import { sealSecret, unsealSecret } from './seal-secret.ts';

export interface ConnectionChanges {
  readonly name?: string | undefined;
  readonly config?: ConnectionValues['config'] | undefined;
  /** An absent name keeps its stored value; an empty text removes it. */
  readonly secret?: ConnectionValues['secret'] | undefined;
  readonly ownerId?: string | undefined;
  readonly sharing?: ConnectionSharing | undefined;
  /** Who may use it besides admins while it is restricted. */
  readonly allowedUserIds?: readonly string[] | undefined;
}

/**
 * Changes a connection; its id, and so every pipeline that uses it, stays. Throws `connection_not_found` (404), or
 * `member_not_found` (422) when it is to be shared with, or owned by, somebody who is not of the workspace.
 */
export async function updateConnection(session: Session, id: string, changes: ConnectionChanges): Promise<void> {
  const { workspaceId } = session;
  const connection = await findConnection(workspaceId, id);
  const before = await readStored(connection, changes.secret ?? {});
  const after = mergeStored(connection, before, changes);
  const { config, secret } = after;
  const name = changes.name ?? connection.name;
  const sealed = await sealSecret(workspaceId, id, secret);
  const people = await readPeople(workspaceId, changes);
  const areValuesNew = changes.config !== undefined || changes.secret !== undefined;
  const changedSecrets = Object.keys(secret).filter((key) => secret[key] !== before.secret[key]);
  await getDatabase().$transaction(async (transaction) => {
    await transaction.connection.update({
      where: { id },
      data: {
        ...{ name, config, ...sealed, ...people },
        ...(areValuesNew && { lastTestedAt: null, lastTestError: Prisma.DbNull }),
      },
    });
    if (areValuesNew) await forgiveRefusal(transaction, { id });
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'connection.updated',
      object: { id, name },
      before: { ...describeConnection(before, connection.name), ...describePeople(connection) },
      after: {
        ...describeConnection(after, name),
        ...describePeople({ ...connection, ...people }),
        ...(changedSecrets.length > 0 && { changedSecrets }),
      },
    });
  });
}

type People = Pick<Connection, 'ownerId' | 'sharing' | 'allowedUserIds'>;

function describePeople({ ownerId, sharing, allowedUserIds }: People): People {
  return { ownerId, sharing, allowedUserIds };
}

async function readPeople(workspaceId: string, changes: ConnectionChanges): Promise<Partial<People>> {
  const { ownerId, sharing, allowedUserIds } = changes;
  const named = [...new Set([...(allowedUserIds ?? []), ...(ownerId === undefined ? [] : [ownerId])])];
  const members = await getDatabase().membership.count({ where: { workspaceId, userId: { in: named } } });
  if (members !== named.length) throw new TelarError('member_not_found', { field: 'allowedUserIds', status: 422 });
  return {
    ...(ownerId !== undefined && { ownerId }),
    ...(sharing !== undefined && { sharing }),
    ...(allowedUserIds !== undefined && { allowedUserIds: [...allowedUserIds] }),
  };
}

/** The values a connection would have after the changes, checked. */
export async function mergeValues(connection: Connection, changes: ConnectionChanges): Promise<ConnectionValues> {
  return mergeStored(connection, await readStored(connection, changes.secret ?? {}), changes);
}

function mergeStored(
  { connector }: Connection,
  stored: ConnectionValues,
  { config, secret }: ConnectionChanges,
): ConnectionValues {
  const merged = { config: config ?? stored.config, secret: { ...stored.secret, ...secret } };
  return checkValues(connector as ConnectorId, merged);
}

/** Unreadable secrets are no obstacle to entering new ones. */
async function readStored(connection: Connection, given: ConnectionValues['secret']): Promise<ConnectionValues> {
  const config = connection.config as ConnectionValues['config'];
  try {
    return { config, secret: await unsealSecret(connection) };
  } catch (error) {
    if (Object.keys(given).length > 0) return { config, secret: {} };
    throw error;
  }
}
