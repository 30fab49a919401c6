import type { RunStepView } from '#core/contracts/runs.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { HeldRows } from '#prisma/generated/client.ts';
import { maxAttempts } from './retry-policy.ts';

/** What a run holds, by target. */
export async function presentHeld(all: readonly HeldRows[]): Promise<Map<string, NonNullable<RunStepView['held']>>> {
  const presented = new Map<string, NonNullable<RunStepView['held']>>();
  for (const held of all) {
    const { nodeId, status, rows, attempts, nextAt } = held;
    const isBehind = status === 'waiting' && nextAt === null;
    presented.set(nodeId, {
      ...{ status, rows: Number(rows), attempts, maxAttempts },
      nextAt: nextAt?.toISOString() ?? null,
      behindRunId: isBehind ? await findRunAhead(held) : null,
    });
  }
  return presented;
}

/** The run at the head of the line. */
async function findRunAhead({ runId, nodeId, pipelineId, createdAt }: HeldRows): Promise<string | null> {
  const ahead = await getDatabase().heldRows.findFirst({
    where: {
      ...{ pipelineId, nodeId, runId: { not: runId } },
      ...{ status: { in: ['waiting', 'failed'] }, createdAt: { lte: createdAt } },
    },
    orderBy: { createdAt: 'asc' },
    select: { runId: true },
  });
  return ahead?.runId ?? null;
}
