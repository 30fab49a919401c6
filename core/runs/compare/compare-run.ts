import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import type { ComparisonView } from '#core/contracts/comparisons.ts';
import type { Field } from '#core/graph/field-type.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from '../connector-context.ts';
import { rowColumn } from '../kept-rows/keep-rows.ts';
import { withShortSession } from '../short-session.ts';
import { openRows } from '../stored-rows.ts';
import { compareRows } from './compare-rows.ts';
import { listComparisons } from './list-comparisons.ts';
import { storeComparison } from './store-comparison.ts';

export interface CompareScope {
  readonly workspaceId: string;
  readonly runId: string;
  readonly nodeId: string;
}

/**
 * Compares the rows that are kept of what a run sent to a target with what it holds now, and keeps what was found.
 * Throws `not_found` (404), `compare_no_rows`, `compare_append` or `compare_not_possible` (409).
 */
export async function compareRun(scope: CompareScope, signal: AbortSignal): Promise<ComparisonView[]> {
  const { workspaceId, runId, nodeId } = scope;
  const step = await getDatabase().runStep.findFirst({
    where: { runId, nodeId, run: { workspaceId } },
    include: { run: { select: { graph: true } } },
  });
  const node = step && migrateGraph(step.run.graph).nodes.find(({ id }) => id === nodeId);
  if (step === null || !node) throw new TelarError('not_found', { status: 404 });
  const { keptBlobKey, rejectedBlobKey } = step;
  if (keptBlobKey === null) throw new TelarError('compare_no_rows', { status: 409 });
  const fields = ((step.fields ?? []) as unknown as Field[]).filter(({ name }) => name !== rowColumn);
  const isWhole = Number(step.rowsIn) <= (step.keptRows ?? 0);
  await withShortSession(async (session, folder) => {
    const kept = await openRows({ session, folder }, keptBlobKey);
    if (kept === null) throw new TelarError('compare_no_rows', { status: 409 });
    const table = identifier('compared');
    await session.execute(
      renderSql(sql`CREATE TABLE ${table} AS SELECT * FROM ${kept} ORDER BY ${identifier(rowColumn)}`),
    );
    const settings = node.settings as Record<string, unknown>;
    const context = await createConnectorContext({ workspaceId, session, folder, signal, settings, dry: true });
    const rejected = rejectedBlobKey === null ? null : await openRows({ session, folder }, rejectedBlobKey);
    const found = await compareRows({ session, context, kind: node.kind, fields, table, rejected, isWhole });
    await storeComparison({ runId, nodeId }, found, isWhole);
  });
  return listComparisons(workspaceId, runId);
}
