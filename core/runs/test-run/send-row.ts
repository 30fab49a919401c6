import type { LoadContext, LoadResult, StoredRow } from '#connectors/kit/connector.ts';
import { targetConnectors } from '#connectors/registry.ts';
import { compileGraph } from '#core/compiler/compile-graph.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import type { StandInRows } from '#core/contracts/pipelines.ts';
import type { SendRowResponse } from '#core/contracts/test-run.ts';
import type { SentRequest } from '#core/egress/egress-client.ts';
import { createMask } from '#core/egress/mask-secrets.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import type { Graph } from '#core/graph/graph.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { createConnectorContext } from '../connector-context.ts';
import { errorOfProblem } from '../error-of-problem.ts';
import { mapValues } from '../map-values.ts';
import { openMemory, selectOutgoing, stageOutgoing } from '../outgoing-rows.ts';
import { withShortSession } from '../short-session.ts';
import { adaptToOneRow } from './adapt-to-one-row.ts';
import { rememberRow } from './remember-row.ts';
import { onceOnly } from './row-sends.ts';
import { checkCells, measureRows, placeStandIn } from './stand-in.ts';

export interface SendRowOptions {
  readonly session: Session;
  readonly pipelineId: string;
  readonly sendId: string;
  readonly graph: Graph;
  readonly nodeId: string;
  readonly row: StandInRows;
  readonly signal: AbortSignal;
}

const deadlineMs = 120_000;
/** Characters of an answer that are shown. */
const shownCharacters = 4_000;

/**
 * Sends one row to a target for real, through what a run sends with: limits, idempotency key, ledger. A target that removes
 * or replaces what does not come leaves the other rows alone. The same `sendId` again sends nothing and answers the first
 * outcome. Sources and what they remember are not touched. Throws what a run would, `row_send_unknown` and `row_send_target`.
 */
export async function sendRow(options: SendRowOptions): Promise<SendRowResponse> {
  const { session, pipelineId, sendId, nodeId } = options;
  const step = findTarget(options);
  const place = { workspaceId: session.workspaceId, pipelineId, nodeId };
  return onceOnly({ session, place, sendId, step }, () =>
    withShortSession(async (engine, folder) => {
      const { input } = step;
      const held = { relation: input.relation, fields: input.fields, rows: options.row, by: 'pick' as const };
      await checkCells(engine, options.row);
      await placeStandIn(engine, held);
      const scope = { ...place, session: engine, folder, signal: options.signal, runId: sendId };
      const rows = renderSql(sql`SELECT * FROM ${identifier(input.relation)}`);
      const mapped = mapValues(rows, step);
      const memory = await openMemory(scope, step);
      await stageOutgoing(engine, step, mapped, memory);
      const { result, answer, stored } = await load(scope, step, selectOutgoing(step, memory));
      const remembered = memory === null ? null : await rememberRow(scope, session.userId, step, memory, result);
      return { ...presentResult(result), answer, stored, remembered };
    }, deadlineMs),
  ).catch((error: unknown) => {
    throw error instanceof TelarError ? error.onNode(nodeId) : error;
  });
}

function findTarget({ graph, nodeId, row }: SendRowOptions): TargetStep {
  const { plan, problems } = compileGraph(graph, { now: new Date().toISOString() });
  const problem = problems.find((found) => found.nodeId === nodeId && found.severity === 'error');
  if (problem !== undefined) throw errorOfProblem(problem);
  const step = plan.steps.find((each) => each.nodeId === nodeId);
  if (step?.role !== 'target' || step.kind === 'file-target') throw new TelarError('row_send_target', { status: 422 });
  const { nodeId: from, fromPort } = step.input;
  if (row.nodeId !== from || row.port !== fromPort) throw new TelarError('row_send_other', { status: 422 });
  measureRows(row);
  return adaptToOneRow(step);
}

type Scope = Parameters<typeof openMemory>[0] & { readonly runId: string; readonly signal: AbortSignal };

async function load({ runId, ...scope }: Scope, step: TargetStep, query: ReturnType<typeof selectOutgoing>) {
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  if (connector === undefined) throw new TelarError('target_unknown', { params: { kind: step.kind } });
  let last: SentRequest | null = null;
  const onSent = (sent: SentRequest) => {
    last = sent;
  };
  const base = await createConnectorContext({ ...scope, settings: step.settings, onSent });
  const context: LoadContext<Record<string, unknown>> = {
    ...base,
    fields: step.fields,
    key: { runId, nodeId: step.nodeId },
    allowRemovals: false,
    exportRows: (format, path) => exportRelation(scope.session, query, format, path),
  };
  const result = await connector.load(context);
  return { result, answer: presentAnswer(last), stored: await readStored(connector.readRow?.(context)) };
}

/** The row is sent whether or not it can be looked at afterwards. */
async function readStored(reading: Promise<StoredRow | null> | undefined): Promise<SendRowResponse['stored']> {
  const row = await (reading ?? Promise.resolve(null)).catch((error: unknown) => {
    getLogger('test-run').warn({ error }, 'A row that was sent could not be read');
    return null;
  });
  return row === null ? null : [...row];
}

function presentAnswer(sent: SentRequest | null): SendRowResponse['answer'] {
  if (sent?.response == null) return null;
  const hide = createMask(sent.request.secrets ?? []);
  const { status, body } = sent.response;
  return { status, body: hide(new TextDecoder().decode(body)).slice(0, shownCharacters) };
}

type Presented = Pick<SendRowResponse, 'outcome' | 'reason' | 'change'>;

function presentResult({ loaded, rejected = [], created = 0, updated = 0, removed = 0 }: LoadResult): Presented {
  const [refused] = rejected;
  if (refused !== undefined) return { outcome: 'refused', reason: refused.value ?? refused.reason, change: null };
  const change = removed > 0 ? 'removed' : created > 0 ? 'created' : updated > 0 ? 'updated' : null;
  return { outcome: loaded > 0 ? 'sent' : 'unchanged', reason: null, change };
}
