import { addressPattern } from '#connectors/kit/address-pattern.ts';
import { recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { getDatabase } from '#core/platform/database.ts';
import { withShortSession } from '#core/runs/short-session.ts';
import type { RowStorage } from '#core/runs/stored-rows.ts';
import { decryptSecret } from '#core/security/encrypt-secret.ts';
import type { Erasure, Prisma } from '#prisma/generated/client.ts';
import { eraseFromEvents } from './erase-events.ts';
import { eraseFromMadeFiles, eraseFromUploads } from './erase-files.ts';
import { eraseFromNotes } from './erase-notes.ts';
import { eraseFromHeld, eraseFromMemory, eraseFromRuns, eraseFromSamples } from './erase-runs.ts';
import { eraseFromTargets } from './erase-targets.ts';
import { eraseFromTests } from './erase-tests.ts';
import type { Erasing } from './erasing.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';
import { nameLeftovers } from './name-leftovers.ts';
import { erasurePlace } from './request-erasure.ts';

/** Whoever has not said for so long that it is still at it has died. */
const claimedMs = 10 * 60_000;
const longestMs = 60 * 60_000;

/** In this order: what is gone from a target or a file comes back from nowhere of ours. */
const places: readonly ((erasing: Erasing, storage: RowStorage) => Promise<ErasureReceipt[]>)[] = [
  eraseFromTargets,
  eraseFromEvents,
  eraseFromUploads,
  eraseFromMadeFiles,
  eraseFromSamples,
  eraseFromHeld,
  eraseFromMemory,
  eraseFromRuns,
  eraseFromTests,
  eraseFromNotes,
  nameLeftovers,
];

/**
 * Deletes a person's rows in every target that runs wrote them to, then wherever Telar keeps rows of the workspace, with a
 * receipt for each place. The address itself is forgotten with that. Runs that were there before are waited for: they
 * would bring the rows back. Two at once do no harm.
 */
export async function erasePerson(erasureId: string, signal: AbortSignal): Promise<void> {
  const erasure = await claim(erasureId);
  if (erasure === null) return;
  const erasing = await describeErasing(erasure, signal);
  const receipts: ErasureReceipt[] = [];
  for (const erase of places) {
    receipts.push(...(await withShortSession((session, folder) => erase(erasing, { session, folder }), longestMs)));
    await getDatabase().erasure.updateMany({ where: { id: erasureId }, data: { claimedAt: new Date() } });
  }
  await finish(erasure, receipts);
}

async function claim(id: string): Promise<Erasure | null> {
  const free = [{ claimedAt: null }, { claimedAt: { lt: new Date(Date.now() - claimedMs) } }];
  const erasure = await getDatabase().erasure.findFirst({ where: { id, status: 'pending', OR: free } });
  if (erasure === null) return null;
  const { workspaceId, requestedAt, claimedAt } = erasure;
  const underWay = await getDatabase().run.count({
    where: { workspaceId, status: { in: ['queued', 'running'] }, createdAt: { lte: requestedAt } },
  });
  if (underWay > 0) return null;
  const claimed = await getDatabase().erasure.updateMany({
    where: { id, status: 'pending', claimedAt },
    data: { claimedAt: new Date() },
  });
  return claimed.count === 1 ? erasure : null;
}

async function describeErasing(erasure: Erasure, signal: AbortSignal): Promise<Erasing> {
  const { id, workspaceId, personHash, emailCiphertext: ciphertext, emailKeyVersion: keyVersion } = erasure;
  if (ciphertext === null || keyVersion === null) throw new Error('An erasure that waits has lost its address');
  const email = await decryptSecret({ ciphertext, keyVersion }, erasurePlace(workspaceId, id));
  return { workspaceId, personHash, email, pattern: addressPattern(email), signal };
}

async function finish({ id, workspaceId, personHash }: Erasure, receipts: readonly ErasureReceipt[]): Promise<void> {
  await getDatabase().$transaction(async (transaction) => {
    const done = await transaction.erasure.updateMany({
      where: { id, status: 'pending' },
      data: {
        status: 'done',
        finishedAt: new Date(),
        emailCiphertext: null,
        emailKeyVersion: null,
        receipts: receipts as unknown as Prisma.InputJsonValue,
      },
    });
    if (done.count === 0) return;
    const object = { id, name: personHash.slice(0, 12) };
    const actor = { kind: 'system' as const, id: null, name: '' };
    await recordAuditEvent(transaction, { workspaceId, actor, action: 'person.erased', object });
  });
}
