import { createAuthorizedClient } from '#connectors/kit/auth/create-authorized-client.ts';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { HttpClient } from '#connectors/kit/http-client.ts';
import { connectionKinds } from '#connectors/registry.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { findConnection } from './find-connection.ts';
import { renewConnection, resolveConnection } from './resolve-connection.ts';
import { testConnection } from './test-connection.ts';

/** A connection in use is read again after this long: tokens end, and settings change. */
const freshMs = 20_000;

export interface OpenAccount {
  readonly connection: ResolvedConnection;
  /** Speaks for the account at its own addresses. */
  readonly http: HttpClient;
}

/**
 * Opens a connection for a piece of work, however long that takes. Its requests carry a token that holds; one that is
 * refused with 401 is repeated once with a renewed token, and when that is of no use the connection is tested, so that its
 * health says what is wrong. Throws as `resolveConnection` does.
 */
export async function openAccount(workspaceId: string, connectionId: string, http: HttpClient): Promise<OpenAccount> {
  const { connector } = await findConnection(workspaceId, connectionId);
  const { auth, origins = () => [] } = connectionKinds[connector as ConnectorId];
  const connection = await resolveConnection(workspaceId, connectionId);
  let current = { connection, readAt: performance.now() };
  let isTested = false;
  const keep = (connection: ResolvedConnection) => {
    current = { connection, readAt: performance.now() };
    return connection;
  };
  const authorized = createAuthorizedClient(http, {
    auth: auth(connection.config),
    origins,
    connection: async () =>
      performance.now() - current.readAt < freshMs
        ? current.connection
        : keep(await resolveConnection(workspaceId, connectionId)),
    renew: async (refused) => {
      const renewed = await renewConnection(refused);
      return renewed === null ? null : keep(renewed);
    },
  });
  const request: HttpClient['request'] = async (asked) => {
    const response = await authorized.request(asked);
    if (response.status === 401 && !isTested && origins(current.connection).includes(new URL(asked.url).origin)) {
      isTested = true;
      await testConnection(workspaceId, connectionId, null);
    }
    return response;
  };
  return { connection, http: { request } };
}
