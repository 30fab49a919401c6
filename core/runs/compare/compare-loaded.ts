import type { Comparison, ConnectorContext } from '#connectors/kit/connector.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import { getLogger } from '#core/platform/logger.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { compareRows } from './compare-rows.ts';
import { storeComparison } from './store-comparison.ts';

/** Compares what was just written with the target. What keeps it from comparing stops no run, the rows are in: then null. */
export async function compareLoaded(
  { runId, session, signal }: PlanExecution,
  { nodeId, kind, fields }: TargetStep,
  context: ConnectorContext<Record<string, unknown>>,
  rows: SqlQuery,
): Promise<Comparison | null> {
  const table = identifier(`${nodeId}.compared`);
  try {
    const text = `CREATE TEMP TABLE ${renderSql(table).text} AS ${rows.text}`;
    await session.execute({ text, values: rows.values });
    const rejected = sql`(SELECT reason, record FROM rejected_rows WHERE node_id = ${nodeId})`;
    const found = await compareRows({ session, context, kind, fields, table, rejected, isWhole: true });
    await storeComparison({ runId, nodeId }, found, true);
    await session.execute(renderSql(sql`DROP TABLE ${table}`));
    return found;
  } catch (error) {
    signal.throwIfAborted();
    getLogger('runs').warn({ err: error, runId, nodeId }, 'A target could not be compared');
    return null;
  }
}
