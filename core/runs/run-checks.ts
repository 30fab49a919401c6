import { composeStepQuery } from '#core/compiler/compose-query.ts';
import type { StepChecks, TransformStep } from '#core/compiler/plan.ts';
import { renderSql } from '#core/compiler/sql.ts';
import { validate } from '#core/graph/nodes/validate.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { fenceRun } from './fence-run.ts';
import { type Finding, judgeRules, type MeasuredRule } from './judge-rules.ts';
import type { PlanExecution } from './plan-execution.ts';
import type { StepWarning } from './save-step.ts';

/**
 * Measures a checking step's rows, keeps the measures for later runs and judges them by the step's rules.
 * Answers the warnings; throws the first finding whose rule stops the run.
 */
export async function runChecks(
  execution: PlanExecution,
  step: TransformStep,
  checks: StepChecks,
  stored: ReadonlySet<string>,
): Promise<StepWarning[]> {
  const { session, plan } = execution;
  const { rows } = await session.queryRows(renderSql(composeStepQuery(plan, step, checks.query, stored)), 1);
  const measured = checks.measures.map((measure, index) => ({ ...measure, values: readValues(rows[0]?.[index]) }));
  if (execution.dry === undefined) await keepMeasures(execution, step.nodeId, measured);
  const { rules } = validate.settings.parse(step.settings);
  const history = await readHistory(execution, step.nodeId);
  const findings = judgeRules(rules, measured, {
    now: new Date(),
    historyOf: (field, metric, runs) => (history.get(`${metric} ${field}`) ?? []).slice(0, runs),
  });
  const stopping = findings.find(({ action }) => action === 'stop');
  if (stopping !== undefined) throw stopError(step.nodeId, stopping);
  return findings.map(({ code, params }) => ({ code, params }));
}

function stopError(nodeId: string, { code, params, rule }: Finding): TelarError {
  return new TelarError(code, { params, nodeId, field: `rules.${rule}`, actor: 'user', status: 422 });
}

/** Whole numbers beyond 32 bits and lists come as text or arrays of either. */
function readValues(cell: unknown): number[] | null {
  if (cell === null || cell === undefined) return null;
  return (Array.isArray(cell) ? cell : [cell]).map(Number);
}

async function keepMeasures({ runId, epoch }: PlanExecution, nodeId: string, measured: readonly MeasuredRule[]) {
  const kept = measured.flatMap(({ field, metric, values }) =>
    isCompared(metric) && values !== null ? [{ runId, nodeId, field, metric, values: [...values] }] : [],
  );
  await fenceRun(runId, epoch, async (transaction) => {
    await transaction.stepMetric.deleteMany({ where: { runId, nodeId } });
    await transaction.stepMetric.createMany({ data: kept, skipDuplicates: true });
  });
}

/** Only distributions are judged by those of earlier runs. */
function isCompared(metric: string): boolean {
  return metric === 'shares' || metric === 'deciles';
}

/** Measures of earlier successful runs of the pipeline by `metric field`, newest first. */
async function readHistory({ runId, workspaceId, pipelineId }: PlanExecution, nodeId: string) {
  const runs = await getDatabase().run.findMany({
    where: { workspaceId, pipelineId, status: 'succeeded', id: { not: runId }, metrics: { some: { nodeId } } },
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: { metrics: { where: { nodeId } } },
  });
  const history = new Map<string, number[][]>();
  for (const { field, metric, values } of runs.flatMap(({ metrics }) => metrics)) {
    const key = `${metric} ${field}`;
    history.set(key, [...(history.get(key) ?? []), values]);
  }
  return history;
}
