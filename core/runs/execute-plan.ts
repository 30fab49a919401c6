import { composeQuery, composeRejects, listStoredRelations } from '#core/compiler/compose-query.ts';
import type { Plan, PlanOutput, PlanStep, SourceStep, TargetStep, TransformStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import { guardPlan } from '#core/engine/guard-plan.ts';
import { collectRejects } from '#core/engine/load-source.ts';
import { sightPeople, sightRejected } from '#core/people/sight-people.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { countTransform, isAccounted, type StepCounts } from './account-rows.ts';
import { type Held, holdRows } from './held-rows/hold-rows.ts';
import { standInLine } from './held-rows/stand-in-line.ts';
import { computedTwiceAtMost, keepStepRows } from './kept-rows/keep-rows.ts';
import { loadTarget } from './load-target.ts';
import { inputsOf } from './needed-steps.ts';
import type { PlanExecution } from './plan-execution.ts';
import { provideProtectionKeys } from './provide-protection-keys.ts';
import { readNotices } from './read-notices.ts';
import type { StepOutcome } from './record-steps.ts';
import { countRejectedCauses, storeRejectedRows } from './rejected-rows.ts';
import { runChecks } from './run-checks.ts';
import { readSource } from './source-sync/read-source.ts';

export interface RunTotals {
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsRejected: number;
}

/** What a plan came to: its totals, and the rows that targets have not taken. */
export interface PlanOutcome extends RunTotals {
  readonly held: readonly Held[];
}

/** What is known while a plan is executed. */
interface Progress {
  /** Relations that are tables in the session. */
  readonly stored: Set<string>;
  readonly rowsOf: Map<string, number>;
  /** Transforms whose rows go straight to a target, by relation: they are counted as they leave. */
  readonly streaming: Map<string, { step: TransformStep; rowsIn: number }>;
  /** Targets that have not taken their rows, and why; null: earlier rows of theirs go first. */
  readonly left: Map<TargetStep, TelarError | null>;
  /** Whether a target has taken something, so that doing the run again would bring it twice. */
  isWritten: boolean;
}

/**
 * Extracts, transforms and loads step by step; relations that are not worth storing stay part of later queries. A target
 * that fails does not keep the others from being loaded: when they are done its rows are held for it, or its failure is
 * thrown where it will not pass and nothing was written anywhere, so that the run can be done again.
 */
export async function executePlan(unguarded: PlanExecution): Promise<PlanOutcome> {
  const execution = { ...unguarded, plan: await guardPlan(unguarded.session, unguarded.plan) };
  await provideProtectionKeys(execution.session, execution.plan, execution.workspaceId);
  const progress: Progress = {
    ...{ stored: new Set(), rowsOf: new Map(), streaming: new Map() },
    ...{ left: new Map(), isWritten: false },
  };
  const totals = { rowsRead: 0, rowsLoaded: 0, rowsRejected: 0 };
  for (const step of execution.plan.steps) {
    await execution.recorder.start(step.nodeId);
    const counts = await executeStep(execution, step, progress).catch(async (error: unknown) => {
      const placed = error instanceof TelarError ? error.onNode(step.nodeId) : error;
      if (step.role !== 'target' || !isOfTargetAlone(execution, placed)) throw placed;
      await execution.recorder.failStep(step.nodeId, placed);
      progress.left.set(step, placed);
      return 'left' as const;
    });
    if (counts === 'streaming' || counts === 'left') continue;
    if (step.role === 'target') progress.isWritten = true;
    const found =
      step.role === 'transform'
        ? await inspectStep(execution, step, progress)
        : { warnings: execution.drift.warningsOf(step.nodeId) };
    const kept = step.role === 'target' ? {} : await keepStepRows(execution, step, progress.stored);
    await finishStep(execution, step, counts, { ...found, ...kept });
    if (step.role === 'source') totals.rowsRead += counts.rowsIn;
    totals.rowsLoaded += counts.rowsLoaded;
    totals.rowsRejected += counts.rowsRejected;
  }
  return { ...totals, held: await holdLeft(execution, progress) };
}

/** Keeps the rows of targets that have not taken them. Throws a failure where the whole run can be done again instead. */
async function holdLeft(execution: PlanExecution, progress: Progress): Promise<Held[]> {
  const { left, isWritten } = progress;
  const failures = [...left.values()];
  const first = failures.find((failure) => failure !== null);
  const mayBeRepeated = !isWritten && failures.every((failure) => failure !== null && !failure.retryable);
  if (first && (mayBeRepeated || !execution.holds)) throw first;
  const all: Held[] = [];
  for (const [step, failure] of left) {
    const { relation } = step.input;
    const query = renderSql(composeQuery(execution.plan, relation, progress.stored));
    const held = await holdRows(execution, step, query, failure);
    const counts = { rowsIn: held.rows };
    if (failure === null) await execution.recorder.hold(step.nodeId, counts);
    else await execution.recorder.failStep(step.nodeId, failure, counts);
    await finishStreamed(execution, relation, progress, { rowsOut: held.rows, mayKeep: false });
    all.push(held);
  }
  return all;
}

const endRuns: readonly string[] = ['run_lease_lost', 'run_cancelled', 'worker_stopping', 'rows_unaccounted'];

/** Whether a failure of a target is one of its own, which says nothing of others. */
export function isOfTargetAlone({ signal, dry }: PlanExecution, error: unknown): error is TelarError {
  if (dry !== undefined || signal.aborted) return false;
  return error instanceof TelarError && !endRuns.includes(error.code) && !error.code.startsWith('engine_');
}

/** Records a step that ended well, with the rows it refused. Throws `rows_unaccounted`. */
export async function finishStep(
  execution: PlanExecution,
  step: PlanStep,
  counts: StepCounts,
  found: StepOutcome = {},
): Promise<void> {
  const accounting = step.role === 'transform' ? step.accounting : step.role === 'target' ? 'loads' : 'preserves';
  if (!isAccounted(accounting, counts)) throw unaccounted(step.nodeId, counts);
  const { session, runId, folder } = execution;
  const hasRejects = counts.rowsRejected > 0 && execution.dry === undefined;
  if (hasRejects) await sightRejected({ ...execution, nodeId: step.nodeId });
  const rejectedBlobKey = hasRejects ? await storeRejectedRows(session, runId, step.nodeId, folder) : null;
  const rejectedCauses = hasRejects ? await countRejectedCauses(session, step.nodeId) : [];
  await execution.recorder.succeed(step.nodeId, counts, { rejectedBlobKey, rejectedCauses, ...found });
}

/** Rows per port where there are several, and what the step's checks say; throws when a check stops the run. */
async function inspectStep(
  execution: PlanExecution,
  step: TransformStep,
  { stored, rowsOf }: Progress,
): Promise<Pick<StepOutcome, 'rowsByPort' | 'warnings'>> {
  const rows = step.outputs.map(({ port, relation }) => [port, rowsOf.get(relation) ?? 0] as const);
  const found = step.checks === undefined ? [] : await runChecks(execution, step, step.checks, stored);
  const warnings = [...found, ...(await readNotices(execution.session, execution.plan, step, stored))];
  return { warnings, ...(rows.length > 1 && { rowsByPort: Object.fromEntries(rows) }) };
}

async function executeStep(
  execution: PlanExecution,
  step: PlanStep,
  progress: Progress,
): Promise<StepCounts | 'streaming' | 'left'> {
  if (step.role === 'source') return extract(execution, step, progress);
  if (step.role === 'transform') return transform(execution, step, progress);
  return writeTarget(execution, step, progress);
}

async function extract(execution: PlanExecution, step: SourceStep, { stored, rowsOf }: Progress): Promise<StepCounts> {
  const counts = await readSource(execution, step);
  stored.add(step.relation);
  rowsOf.set(step.relation, counts.rowsOut);
  const rows = renderSql(sql`SELECT * FROM ${identifier(step.relation)}`);
  if (execution.dry === undefined)
    await sightPeople({ ...execution, nodeId: step.nodeId, role: 'read' }, rows, step.fields);
  return counts;
}

async function transform(
  execution: PlanExecution,
  step: TransformStep,
  { stored, rowsOf, streaming }: Progress,
): Promise<StepCounts | 'streaming'> {
  const { session, plan } = execution;
  const counted = step.inputs.filter(({ consulted }) => !consulted);
  const rowsIn = counted.reduce((sum, input) => sum + (rowsOf.get(input.relation) ?? 0), 0);
  const streamed = findStreamedOutput(plan, step);
  if (streamed !== undefined) {
    streaming.set(streamed.relation, { step, rowsIn });
    return 'streaming';
  }
  for (const relation of listStoredRelations(step)) {
    const query = composeQuery(plan, relation, stored);
    await session.execute(renderSql(sql`CREATE TABLE ${identifier(relation)} AS ${query}`));
    stored.add(relation);
  }
  const rejects = composeRejects(plan, step, stored);
  const rejected = rejects === null ? 0 : await collectRejects(session, step.nodeId, rejects);
  let rowsOut = 0;
  const isKnown = !step.materialize && step.accounting === 'preserves' && step.outputs.length === 1;
  for (const { relation, ofRejects } of step.outputs) {
    const rows = isKnown ? rowsIn - rejected : await countRows(execution, relation, stored);
    rowsOf.set(relation, rows);
    if (!ofRejects) rowsOut += rows;
  }
  return countTransform(step.accounting, rowsIn, rowsOut, rejected);
}

/** The output of a step that sorts or groups only for one target: its rows need not be kept in between. */
function findStreamedOutput(plan: Plan, step: TransformStep): PlanOutput | undefined {
  const [output] = step.outputs;
  if (!step.materialize || step.stage !== undefined || step.rejects !== undefined || step.outputs.length !== 1)
    return undefined;
  const readers = plan.steps.filter((reader) => inputsOf(reader).some(({ nodeId }) => nodeId === step.nodeId));
  return readers.length === 1 && readers[0]?.role === 'target' ? output : undefined;
}

async function countRows(
  { session, plan }: PlanExecution,
  relation: string,
  stored: ReadonlySet<string>,
): Promise<number> {
  const query = sql`SELECT count(*) FROM (${composeQuery(plan, relation, stored)})`;
  return Number((await session.queryRows(renderSql(query))).rows[0]?.[0] ?? 0);
}

async function writeTarget(
  execution: PlanExecution,
  step: TargetStep,
  progress: Progress,
): Promise<StepCounts | 'left'> {
  const { stored, rowsOf, streaming } = progress;
  const { relation } = step.input;
  if (await standInLine(execution, step)) {
    progress.left.set(step, null);
    return 'left';
  }
  const query = renderSql(composeQuery(execution.plan, relation, stored));
  const streamed = streaming.get(relation);
  const mayKeep = streamed === undefined || streamed.rowsIn <= computedTwiceAtMost;
  const rowsKnown = rowsOf.get(relation) ?? null;
  const rowsExpected = rowsKnown ?? streamed?.rowsIn;
  const onTaken = () => {
    progress.isWritten = true;
  };
  const options = { rowsKnown, rowsExpected, mayKeep, onTaken };
  const { counts, exported } = await loadTarget(execution, step, query, options);
  if (streamed === undefined) return counts;
  const rowsOut = exported ?? (await countRows(execution, relation, stored));
  await finishStreamed(execution, relation, progress, { rowsOut, mayKeep });
  return counts;
}

/** Records the step, if any, whose rows went straight to a target. */
async function finishStreamed(
  execution: PlanExecution,
  relation: string,
  { stored, streaming }: Progress,
  { rowsOut, mayKeep }: { readonly rowsOut: number; readonly mayKeep: boolean },
): Promise<void> {
  const streamed = streaming.get(relation);
  if (streamed === undefined) return;
  const counts = countTransform(streamed.step.accounting, streamed.rowsIn, rowsOut, 0);
  const warnings = await readNotices(execution.session, execution.plan, streamed.step, stored);
  const kept = mayKeep ? await keepStepRows(execution, streamed.step, stored) : {};
  await finishStep(execution, streamed.step, counts, { warnings, ...kept });
}

function unaccounted(nodeId: string, counts: StepCounts): TelarError {
  const { rowsIn, rowsOut, rowsFiltered, rowsRejected, rowsLoaded, rowsUnchanged } = counts;
  const rowsKnown = rowsOut + rowsFiltered + rowsRejected + rowsLoaded + rowsUnchanged;
  return new TelarError('rows_unaccounted', { nodeId, actor: 'admin', params: { rowsIn, rowsKnown } });
}
