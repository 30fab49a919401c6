import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { encryptSecret } from '#core/security/encrypt-secret.ts';
import type { Session } from '#core/security/session.ts';
import { findPersonKey, hashPerson, tidyEmail } from '../person-key.ts';

/** Asks that somebody's rows be deleted wherever runs wrote them; one that waits already is the same. Answers its id. */
export async function requestErasure(session: Session, email: string): Promise<string> {
  const { workspaceId, userName } = session;
  const personHash = hashPerson(await findPersonKey(workspaceId), email);
  const id = createId('eras');
  const sealed = await encryptSecret(tidyEmail(email), erasurePlace(workspaceId, id));
  return getDatabase().$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`erasure/${workspaceId}/${personHash}`}))`;
    const waiting = await transaction.erasure.findFirst({ where: { workspaceId, personHash, status: 'pending' } });
    if (waiting !== null) return waiting.id;
    await transaction.erasure.create({
      data: {
        ...{ id, workspaceId, personHash, requestedBy: userName },
        ...{ emailCiphertext: sealed.ciphertext as Uint8Array<ArrayBuffer>, emailKeyVersion: sealed.keyVersion },
      },
    });
    const object = { id, name: personHash.slice(0, 12) };
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'person.erasure_requested',
      object,
    });
    return id;
  });
}

export function erasurePlace(workspaceId: string, id: string) {
  return { workspaceId, table: 'erasures', row: id, column: 'email_ciphertext' };
}
