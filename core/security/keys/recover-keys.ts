import { recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { forgetDataKeys } from './data-keys.ts';
import { addToKeyRing, computeCheckValue, type KeyRing, readKeyRing } from './key-ring.ts';
import { combineShares, type SharePlan, splitKeyRing } from './key-shares.ts';
import type { KeyChange } from './rotate-keys.ts';

/** Splits every key that this machine holds into shares; it is written down that somebody did. */
export async function splitKeys({ workspaceId, actor }: KeyChange, plan: SharePlan): Promise<string[]> {
  const ring = readKeyRing();
  const shares = await splitKeyRing(ring, plan);
  await getDatabase().$transaction((transaction) =>
    recordAuditEvent(transaction, {
      workspaceId,
      actor,
      action: 'encryption_key.split',
      object: { id: null, name: [...ring.keys()].join(', ') },
      after: { ...plan, versions: [...ring.keys()] },
    }),
  );
  return shares;
}

/**
 * The ring that shares give, checked against the database: `shares_of_another_installation` when it was encrypted with
 * another key of one of the versions.
 */
export async function recoverKeyRing(shares: readonly string[]): Promise<KeyRing> {
  const ring = await combineShares(shares);
  const wrong = (await listKnown(ring)).find(({ isRight }) => !isRight);
  if (wrong !== undefined)
    throw new TelarError('shares_of_another_installation', { params: { version: wrong.version }, actor: 'admin' });
  return ring;
}

/**
 * Puts recovered keys into the data folder. A key that is there is replaced only by the one that the database proves to be
 * right. Answers the versions. Throws as `recoverKeyRing` and `addToKeyRing` do.
 */
export async function recoverKeys({ workspaceId, actor }: KeyChange, shares: readonly string[]): Promise<number[]> {
  const ring = await recoverKeyRing(shares);
  const proven = new Set((await listKnown(ring)).map(({ version }) => version));
  addToKeyRing(ring, proven);
  forgetDataKeys();
  const versions = [...ring.keys()];
  await getDatabase().$transaction((transaction) =>
    recordAuditEvent(transaction, {
      workspaceId,
      actor,
      action: 'encryption_key.recovered',
      object: { id: null, name: versions.join(', ') },
      after: { versions },
    }),
  );
  return versions;
}

/** Versions of the ring that the database knows, and whether theirs is the key it was encrypted with. */
async function listKnown(ring: KeyRing): Promise<{ version: number; isRight: boolean }[]> {
  const known = await getDatabase().encryptionKey.findMany({ where: { service: 'local' } });
  return known.flatMap(({ reference, checkValue }) => {
    const key = ring.get(reference);
    return key === undefined ? [] : [{ version: reference, isRight: computeCheckValue(key) === checkValue }];
  });
}
