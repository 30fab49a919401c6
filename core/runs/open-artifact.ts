import type { Readable } from 'node:stream';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';

export interface OpenedArtifact {
  readonly name: string;
  readonly sizeBytes: number;
  readonly bytes: Readable;
}

/** The file that a node of a run made. Throws `artifact_not_found` (404) or `blob_missing`. */
export async function openArtifact(workspaceId: string, runId: string, nodeId: string): Promise<OpenedArtifact> {
  const artifact = await getDatabase().runArtifact.findFirst({ where: { runId, nodeId, run: { workspaceId } } });
  if (artifact === null) throw new TelarError('artifact_not_found', { status: 404 });
  const { name, sizeBytes, blobKey } = artifact;
  return { name, sizeBytes: Number(sizeBytes), bytes: await getBlobStore().open(blobKey) };
}
