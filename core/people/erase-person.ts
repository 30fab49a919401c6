import { targetConnectors } from '#connectors/registry.ts';
import { recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from '#core/runs/connector-context.ts';
import { withShortSession } from '#core/runs/short-session.ts';
import { decryptSecret } from '#core/security/encrypt-secret.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { erasePlaces } from './erase-kept-rows.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';
import { listSightings } from './find-person.ts';
import { erasurePlace } from './request-erasure.ts';

/**
 * Deletes a person's rows in every target that runs wrote them to, then in the rows that are kept of those runs, and
 * keeps a receipt for each place. The address itself is forgotten with that. Two at once do no harm.
 */
export async function erasePerson(erasureId: string, signal: AbortSignal): Promise<void> {
  const erasure = await getDatabase().erasure.findFirst({ where: { id: erasureId, status: 'pending' } });
  if (erasure === null || erasure.emailCiphertext === null || erasure.emailKeyVersion === null) return;
  const { workspaceId, personHash, emailCiphertext: ciphertext, emailKeyVersion: keyVersion } = erasure;
  const email = await decryptSecret({ ciphertext, keyVersion }, erasurePlace(workspaceId, erasureId));
  const receipts: ErasureReceipt[] = [];
  for (const target of await listTargets(workspaceId, personHash)) {
    receipts.push(await eraseAtTarget(workspaceId, target, email, signal));
  }
  const sightings = await listSightings(workspaceId, personHash);
  receipts.push(await erasePlaces(workspaceId, [...new Set(sightings.map(({ runId }) => runId))], email));
  await getDatabase().$transaction(async (transaction) => {
    const done = await transaction.erasure.updateMany({
      where: { id: erasureId, status: 'pending' },
      data: {
        status: 'done',
        finishedAt: new Date(),
        emailCiphertext: null,
        emailKeyVersion: null,
        receipts: receipts as unknown as Prisma.InputJsonValue,
      },
    });
    if (done.count === 0) return;
    const object = { id: erasureId, name: personHash.slice(0, 12) };
    const actor = { kind: 'system' as const, id: null, name: '' };
    await recordAuditEvent(transaction, { workspaceId, actor, action: 'person.erased', object });
  });
}

interface ErasedTarget {
  readonly kind: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Fields that hold addresses. */
  readonly fields: readonly string[];
}

/** Every place that somebody was written to, once. */
async function listTargets(workspaceId: string, personHash: string): Promise<ErasedTarget[]> {
  const written = (await listSightings(workspaceId, personHash)).filter(({ role }) => role === 'written');
  const targets = new Map<string, ErasedTarget>();
  for (const { runId, nodeId } of written) {
    const index = await getDatabase().personIndex.findUnique({
      where: { runId_nodeId_role: { runId, nodeId, role: 'written' } },
      include: { run: { select: { graph: true } } },
    });
    const node = index && migrateGraph(index.run.graph).nodes.find(({ id }) => id === nodeId);
    if (!index || !node) continue;
    const settings = node.settings as Readonly<Record<string, unknown>>;
    const { connectionId, schema, table, url, mapping } = settings;
    const place = JSON.stringify([node.kind, connectionId, schema, table, url, mapping, index.columns]);
    const name = typeof table === 'string' ? `${node.name} (${String(schema)}.${table})` : node.name;
    if (!targets.has(place)) targets.set(place, { kind: node.kind, name, settings, fields: index.columns });
  }
  return [...targets.values()];
}

async function eraseAtTarget(
  workspaceId: string,
  { kind, name, settings, fields }: ErasedTarget,
  email: string,
  signal: AbortSignal,
): Promise<ErasureReceipt> {
  const erase = targetConnectors[kind as keyof typeof targetConnectors]?.erase;
  if (erase === undefined) {
    const failure = new TelarError('erase_not_possible', { actor: 'admin' }).toJSON();
    return { place: 'target', name, outcome: 'not_possible', rows: 0, failure };
  }
  try {
    const rows = await withShortSession(async (session, folder) => {
      const context = await createConnectorContext({ workspaceId, settings, session, folder, signal, dry: true });
      return erase({ ...context, fields, email });
    });
    return { place: 'target', name, outcome: rows > 0 ? 'done' : 'nothing', rows };
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof TelarError ? error : new TelarError('internal', { actor: 'admin', cause: error });
    return { place: 'target', name, outcome: 'failed', rows: 0, failure: cause.toJSON() };
  }
}
