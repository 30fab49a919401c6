import { join } from 'node:path';
import type { ConnectorContext } from '#connectors/kit/connector.ts';
import type { HttpClient } from '#connectors/kit/http-client.ts';
import { placeFile } from '#connectors/kit/place-file.ts';
import { fromDuckDbType } from '#core/compiler/duckdb-type.ts';
import { renderSql, sql } from '#core/compiler/sql.ts';
import { openAccount } from '#core/connections/open-account.ts';
import type { SentRequest } from '#core/egress/egress-client.ts';
import { createLimitedClient } from '#core/egress/limits/limited-client.ts';
import { openEgress } from '#core/egress/open-egress.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { resolveFile } from '#core/files/resolve-file.ts';

export interface ConnectorContextOptions {
  readonly workspaceId: string;
  /** For the log of requests. */
  readonly runId?: string;
  readonly nodeId?: string;
  /** Of a plan, whose run is none. */
  readonly dry?: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Null where no engine is at hand: then no file can be inspected. */
  readonly session: EngineSession | null;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly event?: ConnectorContext<unknown>['event'];
  /** In place of the way out over HTTP: it is given requests as they would leave, credentials included. */
  readonly httpInstead?: HttpClient;
  /** Hears of every request over HTTP as it went out, credentials included. */
  readonly onSent?: (sent: SentRequest) => void;
}

/** What a connector may use while it serves one node of one workspace. */
export async function createConnectorContext(
  options: ConnectorContextOptions,
): Promise<ConnectorContext<Record<string, unknown>>> {
  const { workspaceId, settings, folder, signal, session, runId, nodeId } = options;
  const connectionId = typeof settings.connectionId === 'string' ? settings.connectionId : '';
  const isRun = options.dry === undefined;
  const scope = { workspaceId, connectionId, ...(isRun && { runId, nodeId }) };
  const { http, createSocket } = await openEgress(scope, options.onSent);
  const priority = runId === undefined ? 'interactive' : 'run';
  const wayOut = () => options.httpInstead ?? createLimitedClient(http, { connectionId, priority });
  const account =
    connectionId === ''
      ? { connection: null, http: options.httpInstead ?? http }
      : await openAccount(workspaceId, connectionId, wayOut());
  return {
    settings,
    http: account.http,
    connection: account.connection && { ...account.connection, createSocket },
    folder,
    signal,
    resolveFile: (fileId) => resolveFile(workspaceId, fileId),
    inspectParquet: (path) => inspectParquet(session, folder, path),
    event: options.event ?? null,
  };
}

async function inspectParquet(session: EngineSession | null, folder: string, path: string) {
  if (session === null) throw new Error('A file can only be inspected with an engine');
  const link = join(folder, `inspect-${process.hrtime.bigint()}.parquet`);
  await placeFile(path, link);
  const columns = await session.describe(renderSql(sql`SELECT * FROM read_parquet(${link})`));
  const counted = await session.queryRows(renderSql(sql`SELECT count(*) FROM read_parquet(${link})`));
  return {
    fields: columns.map(({ name, duckDbType }) => ({ name, type: fromDuckDbType(duckDbType) })),
    rows: Number(counted.rows[0]?.[0] ?? 0),
  };
}
