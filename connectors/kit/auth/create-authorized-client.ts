import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { HttpClient, HttpRequest } from '#connectors/kit/http-client.ts';
import type { AuthKind } from './auth-kind.ts';
import { authorizeRequest } from './authorize-request.ts';
import { listCredentials, maskEcho } from './mask-echo.ts';

export interface AuthorizedAccount {
  readonly auth: AuthKind;
  /** As it is now; asked for every request, so that a long read outlives its first token. */
  readonly connection: () => Promise<ResolvedConnection>;
  /** Where the credentials may go, as origins. */
  readonly origins: (connection: ResolvedConnection) => readonly string[];
  /** After a 401: another connection to try once more with, or null when there is none. */
  readonly renew?: (refused: ResolvedConnection) => Promise<ResolvedConnection | null>;
}

/**
 * A client that speaks for an account. Credentials go to the account's own origins and nowhere else. A request that is
 * refused with 401 is repeated once with renewed credentials. Errors that repeat the credentials come back without them.
 */
export function createAuthorizedClient(http: HttpClient, account: AuthorizedAccount): HttpClient {
  const send = async (connection: ResolvedConnection, request: HttpRequest) => {
    const authorized = authorizeRequest(account.auth, connection, request);
    const secrets = listCredentials(authorized, connection);
    return maskEcho(await http.request({ ...authorized, secrets }), secrets);
  };
  return {
    request: async (request) => {
      const connection = await account.connection();
      const isOurs = URL.canParse(request.url) && account.origins(connection).includes(new URL(request.url).origin);
      if (!isOurs) return http.request(request);
      const response = await send(connection, request);
      if (response.status !== 401 || account.renew === undefined) return response;
      const renewed = await account.renew(connection);
      return renewed === null ? response : send(renewed, request);
    },
  };
}
