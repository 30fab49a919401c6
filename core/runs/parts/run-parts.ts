import { access } from 'node:fs/promises';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { RunPart } from '#prisma/generated/client.ts';

/** The parts of a step in order; none where it is read as one. */
export function listParts(runId: string, nodeId: string): Promise<RunPart[]> {
  return getDatabase().runPart.findMany({ where: { runId, nodeId }, orderBy: { part: 'asc' } });
}

/** Where an attempt at a part keeps its file: every one under every claim has its own, so that a late one spoils nothing. */
export function partBlobKey(part: Pick<RunPart, 'runId' | 'nodeId' | 'part' | 'epoch'>, attempt: number): string {
  return `runs/${part.runId}/part-${part.nodeId}-${part.part}-${part.epoch}-${attempt}.csv`;
}

/** Whether the files of all parts that were read are there. */
export async function hasAllFiles(parts: readonly RunPart[]): Promise<boolean> {
  const kept = parts.flatMap(({ blobKey }) => blobKey ?? []);
  const found = await Promise.allSettled(kept.map((key) => access(getBlobStore().path(key))));
  return found.every(({ status }) => status === 'fulfilled');
}

/** Forgets how a step was divided, with its files. */
export async function removeParts(runId: string, nodeId: string): Promise<void> {
  for (const part of await listParts(runId, nodeId)) await removeFiles(part);
  await getDatabase().runPart.deleteMany({ where: { runId, nodeId } });
}

/** Removes the files of a run's parts; what became of the parts stays to be seen. */
export async function removePartFiles(runId: string): Promise<void> {
  const parts = await getDatabase().runPart.findMany({ where: { runId } });
  for (const part of parts) await removeFiles(part);
  await getDatabase().runPart.updateMany({ where: { runId }, data: { blobKey: null } });
}

/** Also those of attempts whose worker died between writing a file and saying so. */
async function removeFiles(part: RunPart): Promise<void> {
  for (let epoch = 1; epoch <= part.epoch; epoch += 1)
    for (let attempt = 1; attempt <= part.attempts; attempt += 1)
      await getBlobStore().remove(partBlobKey({ ...part, epoch }, attempt));
}
