import { composeQuery, composeRejects } from '#core/compiler/compose-query.ts';
import type { Plan, PlanOutput, SourceStep, TargetStep, TransformStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import { collectRejects } from '#core/engine/load-source.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { countTransform, isAccounted, noRows, type StepCounts } from './account-rows.ts';
import { createConnectorContext } from './connector-context.ts';
import { extractSource } from './extract-source.ts';
import { loadTarget } from './load-target.ts';
import type { PlanExecution } from './plan-execution.ts';
import { storeRejectedRows } from './rejected-rows.ts';

export interface RunTotals {
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsRejected: number;
}

/** Extracts, transforms and loads step by step; relations that are not worth storing stay part of later queries. */
export async function executePlan(execution: PlanExecution): Promise<RunTotals> {
  const stored = new Set<string>();
  const rowsOf = new Map<string, number>();
  const totals = { rowsRead: 0, rowsLoaded: 0, rowsRejected: 0 };
  for (const step of execution.plan.steps) {
    await execution.recorder.start(step.nodeId);
    const counts = await executeStep(execution, step, stored, rowsOf).catch((error: unknown) => {
      throw error instanceof TelarError ? error.onNode(step.nodeId) : error;
    });
    const accounting = step.role === 'transform' ? step.accounting : step.role === 'target' ? 'loads' : 'preserves';
    if (!isAccounted(accounting, counts)) throw unaccounted(step.nodeId, counts);
    const rejectedBlobKey =
      counts.rowsRejected > 0
        ? await storeRejectedRows(execution.session, execution.runId, step.nodeId, execution.folder)
        : null;
    await execution.recorder.succeed(step.nodeId, counts, rejectedBlobKey);
    if (step.role === 'source') totals.rowsRead += counts.rowsIn;
    totals.rowsLoaded += counts.rowsLoaded;
    totals.rowsRejected += counts.rowsRejected;
  }
  return totals;
}

async function executeStep(
  execution: PlanExecution,
  step: Plan['steps'][number],
  stored: Set<string>,
  rowsOf: Map<string, number>,
): Promise<StepCounts> {
  if (step.role === 'source') return readSource(execution, step, stored, rowsOf);
  if (step.role === 'transform') return transform(execution, step, stored, rowsOf);
  return writeTarget(execution, step, stored, rowsOf);
}

async function readSource(
  execution: PlanExecution,
  step: SourceStep,
  stored: Set<string>,
  rowsOf: Map<string, number>,
): Promise<StepCounts> {
  const { session, recorder, workspaceId, folder, signal, event } = execution;
  const context = await createConnectorContext({
    workspaceId,
    settings: step.settings,
    session,
    folder,
    signal,
    event,
  });
  const onProgress = ({ rows }: { rows?: number }) => {
    if (rows !== undefined) recorder.progress(step.nodeId, { ...noRows, rowsIn: rows, rowsOut: rows });
  };
  const { rows, rejected } = await extractSource(session, step, { ...context, onProgress });
  stored.add(step.relation);
  rowsOf.set(step.relation, rows);
  return { ...noRows, rowsIn: rows + rejected, rowsOut: rows, rowsRejected: rejected };
}

async function transform(
  { session, plan }: PlanExecution,
  step: TransformStep,
  stored: Set<string>,
  rowsOf: Map<string, number>,
): Promise<StepCounts> {
  const rowsIn = step.inputs.reduce((sum, input) => sum + (rowsOf.get(input.relation) ?? 0), 0);
  if (step.materialize) {
    for (const { relation } of step.outputs) {
      await session.execute(
        renderSql(sql`CREATE TABLE ${identifier(relation)} AS ${composeQuery(plan, relation, stored)}`),
      );
      stored.add(relation);
    }
  }
  const rejects = composeRejects(plan, step, stored);
  const rejected = rejects === null ? 0 : await collectRejects(session, step.nodeId, rejects);
  let rowsOut = 0;
  for (const output of step.outputs) {
    const known = !step.materialize && step.accounting === 'preserves' ? rowsIn - rejected : null;
    const rows = known ?? (await countRows({ session, plan }, output, stored));
    rowsOf.set(output.relation, rows);
    rowsOut += rows;
  }
  return countTransform(step.accounting, rowsIn, rowsOut, rejected);
}

async function countRows(
  { session, plan }: Pick<PlanExecution, 'session' | 'plan'>,
  { relation }: PlanOutput,
  stored: ReadonlySet<string>,
): Promise<number> {
  const counted = await session.queryRows(
    renderSql(sql`SELECT count(*) FROM (${composeQuery(plan, relation, stored)})`),
  );
  return Number(counted.rows[0]?.[0] ?? 0);
}

async function writeTarget(
  execution: PlanExecution,
  step: TargetStep,
  stored: ReadonlySet<string>,
  rowsOf: ReadonlyMap<string, number>,
): Promise<StepCounts> {
  const rowsIn = rowsOf.get(step.input.relation) ?? 0;
  const query = renderSql(composeQuery(execution.plan, step.input.relation, stored));
  return loadTarget(execution, step, query, rowsIn);
}

function unaccounted(nodeId: string, counts: StepCounts): TelarError {
  const { rowsIn, rowsOut, rowsFiltered, rowsRejected, rowsLoaded, rowsUnchanged } = counts;
  const rowsKnown = rowsOut + rowsFiltered + rowsRejected + rowsLoaded + rowsUnchanged;
  return new TelarError('rows_unaccounted', { nodeId, actor: 'admin', params: { rowsIn, rowsKnown } });
}
