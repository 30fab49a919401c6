import { targetConnectors } from '#connectors/registry.ts';
import { composeQuery } from '#core/compiler/compose-query.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import { findConnection } from '#core/connections/find-connection.ts';
import type { PlannedWrite, ShownRequest, TestResponse } from '#core/contracts/test-run.ts';
import { maskRequest } from '#core/egress/mask-request.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { setAsideBeyondLimits } from '../forecast/leave-out-beyond-limits.ts';
import { mapValues } from '../map-values.ts';
import { type NodeFindings, type NodeOptions, type OpenNode, withOpenNode } from '../open-node.ts';
import { leaveOutSent, openMemory, selectOutgoing, stageOutgoing } from '../outgoing-rows.ts';
import { openTarget } from '../plan-target.ts';
import { queryCount } from '../stored-rows.ts';
import { adaptToOneRow } from './adapt-to-one-row.ts';
import { composeRequests, type OutgoingRequest } from './compose-requests.ts';
import { listChanges } from './list-changes.ts';

export interface TestOptions extends NodeOptions {
  readonly oneRow: boolean;
}

export type TargetTest = Omit<TestResponse, keyof NodeFindings> & NodeFindings;

/** Requests that are shown, and characters of the body of each. */
const shownRequests = 20;
const shownCharacters = 20_000;

/**
 * What a target would be sent and would make of it, found out by doing all of it but the sending, on what stands in for the
 * rows of the sources. Targets are read. Throws `test_not_target` (422) for other steps, and what a run would.
 */
export async function testTarget(options: TestOptions): Promise<TargetTest> {
  const { workspaceId, nodeId } = options;
  const empty = { nodeId, account: null, rows: 0, alreadySent: 0, write: null };
  return withOpenNode<TargetTest>(
    options,
    async (node) => {
      if (node.step.role !== 'target') throw new TelarError('test_not_target', { status: 422 });
      const step = options.oneRow ? adaptToOneRow(node.step) : node.step;
      const { samples, held, counts, problems } = node;
      const blocking = problems.some((problem) => problem.severity === 'error' && problem.nodeId === nodeId);
      const found = { samples, held, counts, problems };
      if (blocking) return { ...empty, ...found };
      const planned = await planWrite(options, node, step).catch((error: unknown) => {
        throw error instanceof TelarError ? error.onNode(nodeId) : error;
      });
      return { nodeId, account: await findAccountName(workspaceId, step), ...planned, ...found };
    },
    (findings) => ({ ...empty, counts: {}, ...findings }),
  );
}

async function findAccountName(
  workspaceId: string,
  { settings: { connectionId } }: TargetStep,
): Promise<string | null> {
  if (typeof connectionId !== 'string' || connectionId === '') return null;
  return (await findConnection(workspaceId, connectionId)).name;
}

async function planWrite(options: TestOptions, node: OpenNode, step: TargetStep) {
  const { workspaceId, pipelineId, oneRow } = options;
  const { session, folder, plan, stored } = node;
  const signal = options.signal ?? AbortSignal.timeout(60_000);
  const scope = { workspaceId, pipelineId, session, folder, signal };
  const incoming = mapValues(renderSql(composeQuery(plan, step.input.relation, stored)), step);
  const { query } = await setAsideBeyondLimits(session, step, incoming);
  const memory = await openMemory(scope, step);
  await stageOutgoing(session, step, query, memory);
  const outgoing = sql`SELECT count(*) FROM ${identifier(`${step.nodeId}.outgoing`)}`;
  const total = await queryCount(session, outgoing);
  if (!oneRow) await leaveOutSent(scope, step, identifier(`${step.nodeId}.outgoing`));
  const rows = await queryCount(session, outgoing);
  const write = await describeWrite(scope, step, selectOutgoing(step, memory), rows);
  return { rows, alreadySent: total - rows, write };
}

type Scope = Parameters<typeof composeRequests>[0] & { readonly pipelineId: string };

async function describeWrite(scope: Scope, step: TargetStep, query: SqlQuery, rows: number): Promise<PlannedWrite> {
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  if (connector?.composeRequests !== undefined) {
    const requests = await composeRequests(scope, step, query, shownRequests);
    const total = connector.countRequests?.(step.settings, rows) ?? requests.length;
    return { kind: 'requests', total, requests: requests.map(showRequest) };
  }
  if (connector?.read !== undefined) return describeTableWrite(scope, step, query);
  const { fileName, format } = step.settings;
  return { kind: 'file', name: `${String(fileName).trim()}.${String(format)}` };
}

function showRequest({ request, rows }: OutgoingRequest): ShownRequest {
  const { method, url, headers, body } = maskRequest(request);
  const shown = { method, url, headers: [...headers], body: body.slice(0, shownCharacters) };
  return { ...shown, bodyBytes: Buffer.byteLength(body), rows };
}

async function describeTableWrite(scope: Scope, step: TargetStep, query: SqlQuery): Promise<PlannedWrite> {
  const opened = await openTarget({ ...scope, allowRemovals: false }, step, query);
  const { creates, updates, removes, unchanged, skipped, rejected, halts } = opened.planned;
  const { schema, table, mode } = step.settings;
  return {
    kind: 'table',
    table: [schema, table].filter(Boolean).join('.'),
    mode: String(mode),
    statements: [...(opened.contents?.statements ?? [])],
    counts: { creates, updates, removes, unchanged, skipped, rejected },
    halts,
    ...(await listChanges(scope.session, step, opened)),
  };
}
