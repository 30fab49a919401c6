import type { ConnectorId } from '#core/contracts/connections.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { Session } from '#core/security/session.ts';
import { type ConnectionValues, checkValues } from './check-values.ts';
import { sealSecret } from './seal-secret.ts';

export interface NewConnection extends ConnectionValues {
  readonly connector: ConnectorId;
  readonly name: string;
}

/** Stores a connection with its secrets encrypted; answers its id. */
export async function createConnection({ workspaceId, userId }: Session, values: NewConnection): Promise<string> {
  const { config, secret } = checkValues(values.connector, values);
  const id = createId('conn');
  const { connector, name } = values;
  await getDatabase().connection.create({
    data: {
      id,
      workspaceId,
      connector,
      name,
      config,
      createdBy: userId,
      ...(await sealSecret(workspaceId, id, secret)),
    },
  });
  return id;
}
