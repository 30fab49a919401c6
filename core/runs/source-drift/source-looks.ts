import type { FoundShape } from '#core/graph/found-shape.ts';
import { foundShapeSchema } from '#core/graph/found-shape.ts';
import { identifySource } from '#core/graph/identify-source.ts';
import type { ValueOverlap } from '#core/graph/suggest-renames.ts';
import { getDatabase } from '#core/platform/database.ts';

export interface SourceLookEntry {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly nodeId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly shape: FoundShape;
  readonly overlaps?: readonly ValueOverlap[];
  /** Who looked: a run, or someone in the builder. */
  readonly runId?: string;
  readonly userId?: string;
}

/** Values of a field that is gone can be compared once: what was found of them is carried along. */
async function carryOverlaps(
  { pipelineId, nodeId, settings }: SourceLookEntry,
  overlaps: readonly ValueOverlap[],
): Promise<ValueOverlap[]> {
  const before = await getDatabase().sourceLook.findUnique({ where: { pipelineId_nodeId: { pipelineId, nodeId } } });
  if (before === null || before.source !== identifySource(settings)) return [...overlaps];
  const isNew = (old: ValueOverlap) => !overlaps.some(({ field, found }) => field === old.field && found === old.found);
  return [...overlaps, ...(before.overlaps as unknown as ValueOverlap[]).filter(isNew)].slice(0, 500);
}

/** Keeps what a look at a source found, in place of what the one before it did. */
export async function recordLook(entry: SourceLookEntry): Promise<void> {
  const { workspaceId, pipelineId, nodeId, settings, shape, overlaps = [], runId = null, userId = null } = entry;
  const data = {
    ...{ workspaceId, source: identifySource(settings), shape: shape as object, runId, userId },
    overlaps: (await carryOverlaps(entry, overlaps)).map((overlap) => ({ ...overlap })),
    createdAt: new Date(),
  };
  await getDatabase().sourceLook.upsert({
    where: { pipelineId_nodeId: { pipelineId, nodeId } },
    create: { pipelineId, nodeId, ...data },
    update: data,
  });
}

/** What the last look at the same place found; null when there was none. */
export async function findLook(
  pipelineId: string,
  nodeId: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<FoundShape | null> {
  const look = await getDatabase().sourceLook.findUnique({ where: { pipelineId_nodeId: { pipelineId, nodeId } } });
  if (look === null || look.source !== identifySource(settings)) return null;
  const parsed = foundShapeSchema.safeParse(look.shape);
  return parsed.success ? parsed.data : null;
}
