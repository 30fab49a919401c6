import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import { connectionKinds } from '#connectors/registry.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { getDatabase } from '#core/platform/database.ts';
import { createEgressClient } from '#core/platform/egress-client.ts';
import { getLogger } from '#core/platform/logger.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { type ConnectionValues, checkValues } from './check-values.ts';
import { findConnection } from './find-connection.ts';
import { type ConnectionChanges, mergeValues } from './update-connection.ts';

const timeoutMs = 20_000;

export type ConnectionTest =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly error: TelarError };

/** Tries values that are not stored. Throws only when they are incomplete. */
export function testValues(connector: ConnectorId, values: ConnectionValues): Promise<ConnectionTest> {
  return attempt(connector, { id: '', ...checkValues(connector, values) });
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
  const result = await attempt(connector as ConnectorId, { id, ...(await mergeValues(connection, changes ?? {})) });
  if (changes === null) {
    const lastTestError = result.ok ? Prisma.DbNull : { ...result.error.toJSON() };
    await getDatabase().connection.update({ where: { id }, data: { lastTestedAt: new Date(), lastTestError } });
  }
  return result;
}

async function attempt(connector: ConnectorId, connection: ResolvedConnection): Promise<ConnectionTest> {
  const signal = AbortSignal.timeout(timeoutMs);
  const http = createEgressClient({ allow: readConfig().egressAllow });
  try {
    return { ok: true, detail: await connectionKinds[connector].test(connection, { http, signal }) };
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
