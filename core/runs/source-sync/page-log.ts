import { join } from 'node:path';
import type { PageLog } from '#connectors/kit/connector.ts';
import { placeFile } from '#connectors/kit/place-file.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { type Checkpoint, saveCheckpoint } from '../run-checkpoints.ts';

/** Where a connector keeps the pages it has read, so that an attempt after a crash goes on behind them. */
export async function openPageLog(
  execution: PlanExecution,
  nodeId: string,
  earlier: Checkpoint | null,
): Promise<PageLog> {
  const { runId, epoch, folder } = execution;
  const resumed = earlier !== null && !earlier.complete ? await placePages(folder, nodeId, earlier) : null;
  const blobKeys = resumed === null ? [] : [...(earlier?.blobKeys ?? [])];
  return {
    kept: resumed,
    keep: async (path, position) => {
      const key = `runs/${runId}/pages-${nodeId}-${epoch}-${blobKeys.length}.ndjson`;
      await getBlobStore().adopt(key, path);
      blobKeys.push(key);
      await saveCheckpoint(execution, nodeId, { complete: false, detail: { position }, blobKeys });
    },
  };
}

/** Null when a file is gone: then reading starts anew. */
async function placePages(folder: string, nodeId: string, { blobKeys, detail }: Checkpoint): Promise<PageLog['kept']> {
  const paths: string[] = [];
  for (const [index, key] of blobKeys.entries()) {
    const path = join(folder, `pages-${nodeId}-${index}.ndjson`);
    try {
      await placeFile(getBlobStore().path(key), path);
    } catch {
      return null;
    }
    paths.push(path);
  }
  return { paths, position: detail.position };
}
