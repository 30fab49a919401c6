import type { LoadContext } from '#connectors/kit/connector.ts';
import type { HttpClient, HttpRequest } from '#connectors/kit/http-client.ts';
import { targetConnectors } from '#connectors/registry.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import type { SqlQuery } from '#core/compiler/sql.ts';
import { checkUrl } from '#core/egress/check-url.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import { createConnectorContext } from '../connector-context.ts';

export interface ComposeScope {
  readonly workspaceId: string;
  readonly session: EngineSession;
  readonly folder: string;
  readonly signal: AbortSignal;
}

export interface OutgoingRequest {
  readonly request: HttpRequest;
  readonly rows: number;
}

/** Stands where the id of a run will stand. */
const runPlaceholder = 'run_…';

/**
 * The first requests that bring the rows of `query` to a target, as they would leave: composed by the connector that sends
 * them and authorised by the client that does, which is led to a recorder instead of the way out.
 */
export async function composeRequests(
  { signal, ...scope }: ComposeScope,
  step: TargetStep,
  query: SqlQuery,
  limit: number,
): Promise<OutgoingRequest[]> {
  const { session } = scope;
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  const recorded: HttpRequest[] = [];
  const recorder: HttpClient = {
    request: async (request) => {
      recorded.push({ ...request, url: checkUrl(request.url).href });
      return { status: 200, headers: {}, body: new Uint8Array(), url: request.url };
    },
  };
  const { settings } = step;
  const context = await createConnectorContext({ ...scope, signal, dry: true, settings, httpInstead: recorder });
  const load: LoadContext<Record<string, unknown>> = {
    ...context,
    fields: step.fields,
    key: { runId: runPlaceholder, nodeId: step.nodeId },
    allowRemovals: false,
    exportRows: (format, path) => exportRelation(session, query, format, path),
  };
  const rows: number[] = [];
  for await (const composed of connector?.composeRequests?.(load) ?? []) {
    await context.http.request(composed.request);
    rows.push(composed.rows);
    if (rows.length >= limit) break;
  }
  return recorded.map((request, index) => ({ request, rows: rows[index] ?? 0 }));
}
