import type { KeptBefore } from '#connectors/kit/connector.ts';
import { getDatabase } from '#core/platform/database.ts';

/** Writes down what a target keeps of a run; the same for every attempt. */
export async function rememberBefore(runId: string, nodeId: string, before: KeptBefore): Promise<void> {
  const data = {
    rows: before.rows,
    sizeBytes: before.bytes,
    refused: before.refused ?? null,
    expiresAt: before.expiresAt ?? null,
  };
  await getDatabase().beforeImages.upsert({
    where: { runId_nodeId: { runId, nodeId } },
    create: { runId, nodeId, ...data },
    update: data,
  });
}
