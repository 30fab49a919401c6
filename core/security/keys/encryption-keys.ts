import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { EncryptionKey } from '#prisma/generated/client.ts';
import type { KeyService, KeyServiceName, KeyVersion } from './key-service.ts';
import { localKeyService } from './local-key-service.ts';
import { vaultKeyService } from './vault-key-service.ts';

const services: Readonly<Record<KeyServiceName, KeyService>> = { local: localKeyService, vault: vaultKeyService };

/** The service where new versions are made. */
export function chooseKeyService(): KeyService {
  return services[readConfig().vault === null ? 'local' : 'vault'];
}

/** Wraps a data key with that version, at the service that keeps it. */
export function wrapWith(key: EncryptionKey, dataKey: Uint8Array, context: string): Promise<Uint8Array<ArrayBuffer>> {
  return findService(key).wrap(toKeyVersion(key), dataKey, context);
}

/** Unwraps a data key that was wrapped with that version. */
export function unwrapWith(key: EncryptionKey, wrapped: Uint8Array, context: string): Promise<Buffer> {
  return findService(key).unwrap(toKeyVersion(key), wrapped, context);
}

/**
 * The active version, which stays so until the transaction ends. The first time, what the key service holds already is
 * written down: the newest becomes the active one.
 */
export async function lockActiveKey(transaction: Transaction): Promise<EncryptionKey> {
  const [active] = await transaction.$queryRaw<{ version: number }[]>`
    SELECT version FROM encryption_keys WHERE state = 'active' FOR SHARE`;
  if (active === undefined) await registerFirstKeys(transaction);
  return transaction.encryptionKey.findFirstOrThrow({ where: { state: 'active' } });
}

/** Lets one process at a time change the versions, until the transaction ends. */
export async function lockKeyVersions(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('telar_encryption_keys'))`;
}

/** The version of the active key; null while nothing was ever encrypted. */
export async function readActiveVersion(): Promise<number | null> {
  const active = await getDatabase().encryptionKey.findFirst({ where: { state: 'active' }, select: { version: true } });
  return active?.version ?? null;
}

async function registerFirstKeys(transaction: Transaction): Promise<void> {
  await lockKeyVersions(transaction);
  if ((await transaction.encryptionKey.count()) > 0) return;
  const service = chooseKeyService();
  const versions = await service.listVersions();
  await transaction.encryptionKey.createMany({
    data: versions.map((held, index) => ({
      ...held,
      version: service.name === 'local' ? held.reference : index + 1,
      service: service.name,
      state: index === versions.length - 1 ? ('active' as const) : ('decrypt_only' as const),
    })),
  });
}

function findService({ version, service }: EncryptionKey): KeyService {
  const found = Object.hasOwn(services, service) ? services[service as KeyServiceName] : undefined;
  if (found === undefined)
    throw new TelarError('encryption_key_missing', { params: { version }, actor: 'admin', status: 500 });
  return found;
}

function toKeyVersion({ version, reference, checkValue }: EncryptionKey): KeyVersion {
  return { version, reference, checkValue };
}
