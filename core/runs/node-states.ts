import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { Prisma, type StateCause } from '#prisma/generated/client.ts';

/** Which memory is meant: of one step of a pipeline, and of one stream of it where it reads several. */
export interface StatePlace {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly nodeId: string;
  readonly stream: string;
}

/** JSON that only the sync mode which wrote it understands. */
export interface OpaqueState {
  /** Files in the blob store that live as long as the state. */
  readonly blobKeys?: readonly string[];
  readonly [more: string]: unknown;
}

export interface KeptState {
  /** Grows with every change; null before the first. */
  readonly id: bigint | null;
  readonly state: OpaqueState | null;
}

/** What the step remembers now. */
export async function readState(place: StatePlace, transaction: Transaction = getDatabase()): Promise<KeptState> {
  const newest = await transaction.nodeState.findFirst({ where: { ...place }, orderBy: { id: 'desc' } });
  return { id: newest?.id ?? null, state: (newest?.state ?? null) as OpaqueState | null };
}

export interface StateChange {
  readonly state: OpaqueState | null;
  readonly cause: StateCause;
  readonly runId?: string;
  readonly changedBy?: string;
  /** The state this one was derived from. When someone changed it since, theirs stays and false is answered. */
  readonly basedOn?: bigint | null;
}

/** Writes a new state in the caller's transaction. Answers whether it was written. */
export async function writeState(transaction: Transaction, place: StatePlace, change: StateChange): Promise<boolean> {
  const { state, cause, runId = null, changedBy = null, basedOn } = change;
  const lock = `${place.pipelineId}/${place.nodeId}/${place.stream}`;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${lock}))`;
  if (basedOn !== undefined && (await readState(place, transaction)).id !== basedOn) return false;
  const data = { ...place, state: state === null ? Prisma.DbNull : (state as object), cause, runId, changedBy };
  await transaction.nodeState.create({ data });
  return true;
}
