import type { runTriggers } from '#core/contracts/runs.ts';
import type { Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { inTransaction, type Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { enqueueRun } from './enqueue-run.ts';

export interface CreateRunInput {
  readonly workspaceId: string;
  readonly pipelineId: string;
  /** Null runs a draft. */
  readonly versionId: string | null;
  readonly graph: Graph;
  readonly trigger: (typeof runTriggers)[number];
  readonly triggerNodeId?: string;
  readonly createdBy?: string;
  /** Queue it behind the runs of the pipeline that have not ended. */
  readonly waitForIdle?: boolean;
  /** Let a mirror remove more than its brake allows. */
  readonly allowRemovals?: boolean;
  /** The run that this one does again. */
  readonly replayOf?: string;
  /** The run and step whose refused rows it feeds in again. */
  readonly rowsOf?: { readonly runId: string; readonly nodeId: string };
  /** The run whose rows this one brings back. */
  readonly undoesRunId?: string;
  /** The run appears, and starts, only if this commits. */
  readonly transaction?: Transaction;
}

/** Creates a run together with the message that brings it to a worker, and answers its id. */
export function createRun(input: CreateRunInput): Promise<string> {
  return inTransaction(input.transaction, async (transaction) => {
    const id = createId('run');
    await transaction.run.create({
      data: {
        id,
        workspaceId: input.workspaceId,
        pipelineId: input.pipelineId,
        versionId: input.versionId,
        graph: input.graph as object,
        trigger: input.trigger,
        triggerNodeId: input.triggerNodeId ?? null,
        createdBy: input.createdBy ?? null,
        waiting: input.waitForIdle ?? false,
        allowRemovals: input.allowRemovals ?? false,
        replayOf: input.replayOf ?? null,
        rowsOfRunId: input.rowsOf?.runId ?? null,
        rowsOfNodeId: input.rowsOf?.nodeId ?? null,
        undoesRunId: input.undoesRunId ?? null,
      },
    });
    if (!input.waitForIdle) await enqueueRun(transaction, id, 0);
    await publish('run', id, transaction);
    return id;
  });
}
