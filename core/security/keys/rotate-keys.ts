import { type AuditActor, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { chooseKeyService, lockActiveKey, lockKeyVersions } from './encryption-keys.ts';
import type { KeyService, KeyVersion } from './key-service.ts';

export interface KeyChange {
  readonly workspaceId: string;
  readonly actor: AuditActor;
}

/**
 * Makes a new version of the key-encryption key the active one and tells every process; answers it. What is encrypted from
 * then on uses it, what was encrypted before stays readable and follows in the background (`renew-secrets.ts`).
 * Asked to rotate `from` a version that is not active any more, answers the one that is: asking twice rotates once.
 */
export function rotateKeys(by: KeyChange, from: number | null): Promise<number> {
  return activateKey(by, 'rotated', from, (service, version) => service.createVersion(version));
}

/** Makes what `create` makes the active version. The caller's key change is written down. */
export function activateKey(
  { workspaceId, actor }: KeyChange,
  deed: 'rotated' | 'imported',
  from: number | null,
  create: (service: KeyService, version: number) => Promise<KeyVersion>,
): Promise<number> {
  return getDatabase().$transaction(async (transaction) => {
    await lockKeyVersions(transaction);
    const active = await lockActiveKey(transaction);
    if (from !== null && from !== active.version) return active.version;
    const service = chooseKeyService();
    const { version, reference, checkValue } = await create(service, (await readNewest(transaction)) + 1);
    await transaction.encryptionKey.update({ where: { version: active.version }, data: { state: 'decrypt_only' } });
    await transaction.encryptionKey.create({
      data: { version, reference, checkValue, service: service.name, state: 'active' },
    });
    await recordAuditEvent(transaction, {
      workspaceId,
      actor,
      action: `encryption_key.${deed}`,
      object: { id: null, name: String(version) },
      before: { activeVersion: active.version, service: active.service },
      after: { activeVersion: version, service: service.name },
    });
    await publish('keys', String(version), transaction);
    return version;
  });
}

async function readNewest(transaction: Transaction): Promise<number> {
  const { _max } = await transaction.encryptionKey.aggregate({ _max: { version: true } });
  return _max.version ?? 0;
}
