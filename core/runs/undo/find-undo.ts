import type { UndoResult } from '#connectors/kit/connector.ts';
import { targetConnectors } from '#connectors/registry.ts';
import type { RunUndoView, UndoRefusal } from '#core/contracts/undo.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { BeforeImages, RunStep } from '#prisma/generated/client.ts';

/** Whether a run can be undone, what is kept of its targets, and what undoing did. Throws `run_not_found` (404). */
export async function findUndo(
  workspaceId: string,
  runId: string,
  transaction: Transaction = getDatabase(),
): Promise<RunUndoView> {
  const run = await transaction.run.findFirst({
    where: { id: runId, workspaceId },
    include: {
      steps: true,
      beforeImages: true,
      undoes: { select: { id: true, beforeImages: true, graph: true } },
      undoneBy: {
        where: { status: { in: ['queued', 'running', 'succeeded'] } },
        orderBy: { createdAt: 'desc' },
        select: { id: true, status: true },
      },
    },
  });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  const graph = migrateGraph(run.graph);
  const images = new Map((run.undoes ?? run).beforeImages.map((image) => [image.nodeId, image]));
  const targets = graph.nodes.flatMap(({ id: nodeId, name, kind }) => {
    const step = run.steps.find((candidate) => candidate.nodeId === nodeId);
    if (!Object.hasOwn(targetConnectors, kind) || step === undefined) return [];
    const image = images.get(nodeId);
    const refusal = refuseTarget(kind, step, image);
    const sizes = { rows: Number(image?.rows ?? 0), sizeBytes: Number(image?.sizeBytes ?? 0) };
    const result = (image?.undone ?? null) as UndoResult | null;
    return [{ nodeId, name, kind, ...sizes, refusal, result: result && { ...result, leftRows: [...result.leftRows] } }];
  });
  const ends = [...images.values()].flatMap(({ expiresAt, refused }) =>
    refused === null && expiresAt ? expiresAt : [],
  );
  const expiresAt = ends.sort((a, b) => Number(a) - Number(b))[0] ?? null;
  const undoing = run.undoneBy[0] ?? null;
  const isOver = !['queued', 'running', 'retrying'].includes(run.status);
  return {
    refusal: run.undoesRunId !== null ? 'is_undo' : !isOver ? 'not_ended' : refuseRun(undoing?.status, targets),
    undoneBy: undoing?.id ?? null,
    undoes: run.undoesRunId,
    expiresAt: expiresAt?.toISOString() ?? null,
    targets,
  };
}

function refuseRun(undoing: string | undefined, targets: readonly { refusal: UndoRefusal | null }[]) {
  if (undoing === 'succeeded') return 'undone';
  if (undoing !== undefined) return 'undoing';
  if (targets.some(({ refusal }) => refusal === null)) return null;
  return targets.find(({ refusal }) => refusal !== 'nothing_written')?.refusal ?? 'nothing_written';
}

function refuseTarget(kind: string, step: RunStep, image: BeforeImages | undefined): UndoRefusal | null {
  const touched = step.rowsLoaded + step.rowsRemoved;
  if (image === undefined && touched === 0n) return 'nothing_written';
  if (targetConnectors[kind as keyof typeof targetConnectors].undo === undefined) return 'not_possible';
  if (image === undefined) return 'not_kept';
  if (image.undone !== null) return 'undone';
  if (image.refused !== null) return image.refused as UndoRefusal;
  if (image.rows === 0n) return 'nothing_written';
  if (image.expiresAt !== null && image.expiresAt < new Date()) return 'expired';
  return null;
}
