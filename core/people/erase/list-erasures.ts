import type { Locale } from '#core/contracts/identity.ts';
import type { ErasureView } from '#core/contracts/people.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentFailure } from '#core/platform/present-error.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';

const listed = 50;

/** The newest erasures of a workspace, each with its receipts. */
export async function listErasures(workspaceId: string, locale: Locale): Promise<ErasureView[]> {
  const erasures = await getDatabase().erasure.findMany({
    where: { workspaceId },
    orderBy: { requestedAt: 'desc' },
    take: listed,
  });
  return erasures.map(({ id, status, personHash, requestedBy, requestedAt, finishedAt, receipts }) => ({
    ...{ id, status, requestedBy, person: personHash.slice(0, 12) },
    requestedAt: requestedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    receipts: (receipts as unknown as ErasureReceipt[]).map(({ failure, ...receipt }) => ({
      ...receipt,
      reason: failure === undefined ? null : presentFailure(failure, locale).message,
    })),
  }));
}
