import type { StandInRows } from '#core/contracts/pipelines.ts';
import { maxPins, type PinView } from '#core/contracts/test-run.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { decryptSecret, encryptSecret } from '#core/security/encrypt-secret.ts';
import type { SecretPlace } from '#core/security/secret-place.ts';
import type { Session } from '#core/security/session.ts';
import type { NodePin } from '#prisma/generated/client.ts';
import { withShortSession } from '../short-session.ts';
import { checkCells, measureRows } from './stand-in.ts';

interface PinScope {
  readonly workspaceId: string;
  readonly pipelineId: string;
}

/**
 * Pins rows to a step in place of those pinned before, encrypted: they may be anybody's. Throws `pin_too_large`,
 * `pin_value_unfit` and `pins_too_many`.
 */
export async function savePin(
  { workspaceId, userId, userName }: Session,
  pipelineId: string,
  {
    upstreamHash,
    runId = null,
    ...rows
  }: StandInRows & { readonly upstreamHash: string; readonly runId?: string | null },
): Promise<PinView> {
  const sizeBytes = measureRows(rows);
  await withShortSession((session) => checkCells(session, rows));
  const { nodeId, port } = rows;
  const place = { pipelineId_nodeId_port: { pipelineId, nodeId, port } };
  const known = await getDatabase().nodePin.findUnique({ where: place, select: { id: true } });
  if (known === null && (await getDatabase().nodePin.count({ where: { pipelineId } })) >= maxPins)
    throw new TelarError('pins_too_many', { params: { limit: maxPins }, status: 422 });
  const id = known?.id ?? createId('pin');
  const { fields, rows: cells } = rows;
  const { ciphertext, keyVersion } = await encryptSecret(
    JSON.stringify({ fields, rows: cells }),
    placeOf(workspaceId, id),
  );
  const kept = {
    rowsCiphertext: ciphertext,
    rowsKeyVersion: keyVersion,
    rowCount: cells.length,
    sizeBytes,
    upstreamHash,
    runId,
  };
  const saved = { ...kept, createdBy: userId, createdAt: new Date() };
  const pin = await getDatabase().nodePin.upsert({
    where: { ...place, id },
    create: { id, workspaceId, pipelineId, nodeId, port, ...saved },
    update: saved,
  });
  return presentPin(pin, userName);
}

/** What is pinned in a pipeline, without the rows. */
export async function listPins({ workspaceId, pipelineId }: PinScope): Promise<PinView[]> {
  const pins = await getDatabase().nodePin.findMany({
    where: { workspaceId, pipelineId },
    omit: { rowsCiphertext: true },
    orderBy: { createdAt: 'asc' },
  });
  const ids = pins.flatMap(({ createdBy }) => createdBy ?? []);
  const people = await getDatabase().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return pins.map((pin) => presentPin(pin, people.find(({ id }) => id === pin.createdBy)?.name ?? null));
}

/** Lets the rows at a port of a step go, or all those of a run. */
export async function removePins(
  { workspaceId, pipelineId }: PinScope,
  which: { readonly nodeId: string; readonly port: string } | { readonly runId: string },
): Promise<void> {
  await getDatabase().nodePin.deleteMany({ where: { workspaceId, pipelineId, ...which } });
}

/** The rows pinned to any of the nodes. Throws as `decryptSecret` does. */
export async function openPins(
  { workspaceId, pipelineId }: PinScope,
  nodeIds: ReadonlySet<string>,
): Promise<StandInRows[]> {
  const pins = await getDatabase().nodePin.findMany({
    where: { workspaceId, pipelineId, nodeId: { in: [...nodeIds] } },
  });
  return Promise.all(
    pins.map(async ({ id, nodeId, port, rowsCiphertext: ciphertext, rowsKeyVersion: keyVersion }) => {
      const text = await decryptSecret({ ciphertext, keyVersion }, placeOf(workspaceId, id));
      return { nodeId, port, ...(JSON.parse(text) as Pick<StandInRows, 'fields' | 'rows'>) };
    }),
  );
}

function presentPin(
  { nodeId, port, rowCount, upstreamHash, runId, createdAt }: Omit<NodePin, 'rowsCiphertext'>,
  pinnedBy: string | null,
): PinView {
  return { nodeId, port, rowCount, upstreamHash, runId, pinnedAt: createdAt.toISOString(), pinnedBy };
}

function placeOf(workspaceId: string, row: string): SecretPlace {
  return { workspaceId, table: 'node_pins', row, column: 'rows_ciphertext' };
}
