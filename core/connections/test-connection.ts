import { createAuthorizedClient } from '#connectors/kit/auth/create-authorized-client.ts';
import type { TestServices } from '#connectors/kit/connection-kind.ts';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import { connectionKinds } from '#connectors/registry.ts';
import type { ConnectorId, TestRow } from '#core/contracts/connections.ts';
import { createLimitedClient } from '#core/egress/limits/limited-client.ts';
import { type EgressScope, openEgress } from '#core/egress/open-egress.ts';
import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { type ConnectionValues, checkValues } from './check-values.ts';
import { findConnection } from './find-connection.ts';
import { renewConnection, resolveConnection } from './resolve-connection.ts';
import { resolveUnsaved } from './resolve-unsaved.ts';
import { setHealth } from './set-health.ts';
import { type ConnectionChanges, mergeValues } from './update-connection.ts';

const timeoutMs = 20_000;

export type ConnectionTest =
  | { readonly ok: true; readonly detail: string; readonly row: TestRow | null }
  | { readonly ok: false; readonly error: TelarError };

/** Tries values that are not stored. Throws only when they are incomplete. */
export function testValues(
  workspaceId: string,
  connector: ConnectorId,
  values: ConnectionValues,
): Promise<ConnectionTest> {
  const checked = checkValues(connector, values);
  return attempt({ workspaceId }, connector, () => resolveUnsaved(workspaceId, connector, checked));
}

/**
 * Tries a stored connection, or how it would be after the changes; only the former is remembered.
 * Throws `connection_not_found` (404).
 */
export async function testConnection(
  workspaceId: string,
  connectionId: string,
  changes: ConnectionChanges | null,
): Promise<ConnectionTest> {
  const connection = await findConnection(workspaceId, connectionId);
  const { id, connector } = connection;
  const scope = { workspaceId, connectionId: id };
  if (changes !== null) {
    const values = await mergeValues(connection, changes);
    return attempt(scope, connector as ConnectorId, () =>
      resolveUnsaved(workspaceId, connector as ConnectorId, values, id),
    );
  }
  const result = await attempt(scope, connector as ConnectorId, () => resolveConnection(workspaceId, id));
  const lastTestError = result.ok ? Prisma.DbNull : { ...result.error.toJSON() };
  await getDatabase().connection.update({ where: { id }, data: { lastTestedAt: new Date(), lastTestError } });
  await judgeHealth(id, result);
  return result;
}

/** Only a refusal of the credentials says something about them; a server that is down does not. */
async function judgeHealth(connectionId: string, result: ConnectionTest): Promise<void> {
  if (result.ok) await setHealth(connectionId, { state: 'healthy' });
  else if (isRefusal(result.error)) {
    await setHealth(connectionId, { state: 'needs_reconnect', reason: result.error });
  }
}

function isRefusal({ code, params }: TelarError): boolean {
  if (code === 'postgres_password_wrong' || code === 'mysql_password_wrong') return true;
  return code === 'http_unauthorized' && params.status === 401;
}

async function attempt(
  scope: EgressScope,
  connector: ConnectorId,
  resolve: () => Promise<ResolvedConnection>,
): Promise<ConnectionTest> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { auth, origins = () => [], test } = connectionKinds[connector];
  try {
    const connection = await resolve();
    const { http } = await openEgress(scope);
    const { connectionId } = scope;
    const limited = connectionId ? createLimitedClient(http, { connectionId, priority: 'interactive' }) : http;
    const account = {
      auth: auth(connection.config),
      origins,
      connection: async () => connection,
      renew: renewConnection,
    };
    const services = { http: createAuthorizedClient(limited, account), signal };
    const detail = await test(connection, services);
    return { ok: true, detail, row: await readRow(connector, connection, services) };
  } catch (error) {
    if (error instanceof TelarError) return { ok: false, error };
    if (signal.aborted) {
      const params = { seconds: timeoutMs / 1000 };
      return { ok: false, error: new TelarError('test_timed_out', { params, actor: 'admin', cause: error }) };
    }
    getLogger('connections').error({ err: error, connector }, 'Connection test failed unexpectedly');
    throw error;
  }
}

/** A row to look at is more than was asked: that there is none to read does not make the account a bad one. */
async function readRow(
  connector: ConnectorId,
  connection: ResolvedConnection,
  services: TestServices,
): Promise<TestRow | null> {
  try {
    const row = (await connectionKinds[connector].readRow?.(connection, services)) ?? null;
    return row === null ? null : maskSecrets(row, connection);
  } catch (error) {
    const { code } = error instanceof TelarError ? error : { code: 'unexpected' };
    getLogger('connections').info({ connectionId: connection.id, code }, 'No row could be read in a test');
    return null;
  }
}

/** Some answers repeat what they were asked with. */
function maskSecrets(row: TestRow, { secret, grant }: ResolvedConnection): TestRow {
  const secrets = [...Object.values(secret), grant?.accessToken ?? ''].filter(({ length }) => length >= 4);
  const mask = (text: string) => secrets.reduce((masked, entry) => masked.replaceAll(entry, '•••'), text);
  return { ...row, values: row.values.map(({ name, value }) => ({ name, value: value && mask(value) })) };
}
