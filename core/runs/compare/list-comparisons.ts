import { targetConnectors } from '#connectors/registry.ts';
import type { ComparisonView } from '#core/contracts/comparisons.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { TargetComparison } from '#prisma/generated/client.ts';

/** The targets of a run that can be compared, with what was found last. Throws `run_not_found` (404). */
export async function listComparisons(workspaceId: string, runId: string): Promise<ComparisonView[]> {
  const run = await getDatabase().run.findFirst({
    where: { id: runId, workspaceId },
    include: { steps: true, comparisons: true },
  });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  return migrateGraph(run.graph).nodes.flatMap(({ id: nodeId, name, kind, settings }) => {
    const step = run.steps.find((candidate) => candidate.nodeId === nodeId && candidate.status === 'succeeded');
    const canCompare = targetConnectors[kind as keyof typeof targetConnectors]?.compare !== undefined;
    if (step === undefined || !canCompare || run.undoesRunId !== null) return [];
    const found = run.comparisons.find((candidate) => candidate.nodeId === nodeId);
    const mode = (settings as { mode?: string }).mode;
    return [{ nodeId, name, canCompare: step.keptBlobKey !== null && mode !== 'append', found: present(found) }];
  });
}

function present(found: TargetComparison | undefined): ComparisonView['found'] {
  if (!found) return null;
  const { comparedAt, rows, missing, different, extra, whole, sentSum, heldSum, listed } = found;
  return {
    comparedAt: comparedAt.toISOString(),
    ...{ rows: Number(rows), missing: Number(missing), different: Number(different), extra: Number(extra), whole },
    sumsEqual: sentSum === null ? null : sentSum === heldSum,
    listed: listed as unknown as NonNullable<ComparisonView['found']>['listed'],
  };
}
