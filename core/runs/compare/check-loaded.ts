import type { ConnectorContext, LoadResult } from '#connectors/kit/connector.ts';
import { targetConnectors } from '#connectors/registry.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import type { SqlQuery } from '#core/compiler/sql.ts';
import { getLogger } from '#core/platform/logger.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { compareLoaded } from './compare-loaded.ts';

/**
 * Looks at the target once rows are in: row by row where the step asks for that, else only at how many there are where
 * the run says how many there must be. What is not as it should be is a warning of the step.
 */
export async function checkLoaded(
  execution: PlanExecution,
  step: TargetStep,
  context: ConnectorContext<Record<string, unknown>>,
  rows: SqlQuery,
  result: LoadResult,
): Promise<void> {
  const { nodeId, settings } = step;
  if (settings.compare === true) {
    const found = await compareLoaded(execution, step, context, rows);
    if (found === null || found.missing + found.different + found.extra === 0) return;
    const { missing, different, extra } = found;
    execution.drift.warn(nodeId, [{ code: 'target_rows_differ', params: { missing, different, extra } }]);
    return;
  }
  const expected = expectRows(step, result);
  const held = expected === null ? null : await countHeld(execution, step, context);
  if (held === null || expected === null || held === expected) return;
  execution.drift.warn(nodeId, [{ code: 'target_count_differs', params: { expected, held } }]);
}

/** How many rows the target holds now, if this run decided all of them; null where it did not. */
function expectRows({ settings: { mode } }: TargetStep, { loaded, unchanged = 0, rejected, ...more }: LoadResult) {
  if (mode === 'replace') return loaded;
  // What becomes of a refused row that was there before is up to the target.
  if (mode !== 'mirror' || (rejected ?? []).length > 0) return null;
  return loaded + unchanged - (more.removed ?? 0);
}

/** What keeps it from counting stops no run: the rows are in. */
async function countHeld(
  { signal, runId }: PlanExecution,
  { kind, nodeId }: TargetStep,
  context: ConnectorContext<Record<string, unknown>>,
): Promise<number | null> {
  const count = targetConnectors[kind as keyof typeof targetConnectors]?.count;
  if (count === undefined) return null;
  try {
    return await count(context);
  } catch (error) {
    signal.throwIfAborted();
    getLogger('runs').warn({ err: error, runId, nodeId }, 'The rows of a target could not be counted');
    return null;
  }
}
