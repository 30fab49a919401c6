import { tableListers } from '#connectors/registry.ts';
import type { ConnectorId, TableView } from '#core/contracts/connections.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { findConnection } from './find-connection.ts';
import { resolveConnection } from './resolve-connection.ts';

const timeoutMs = 20_000;

/** Tables and views that a connection can see. Throws `connection_without_tables` for connectors that have none. */
export async function listConnectionTables(workspaceId: string, connectionId: string): Promise<TableView[]> {
  const { connector } = await findConnection(workspaceId, connectionId);
  const listTables = tableListers[connector as ConnectorId];
  if (listTables === undefined) throw new TelarError('connection_without_tables');
  return listTables(await resolveConnection(workspaceId, connectionId), AbortSignal.timeout(timeoutMs));
}
