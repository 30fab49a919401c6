import type { KeysView } from '#core/contracts/keys.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { isRingInEnvironment } from './key-ring.ts';
import { countStale } from './renew-secrets.ts';

/** Versions of the key-encryption key of this installation, newest first, and what still waits for the active one. */
export async function listKeys(): Promise<KeysView> {
  const { vault, cipher } = readConfig();
  const keys = await getDatabase().encryptionKey.findMany({ orderBy: { version: 'desc' } });
  return {
    storage: vault !== null ? 'vault' : isRingInEnvironment() ? 'environment' : 'data_folder',
    cipher,
    versions: keys.map(({ version, state, service, createdAt, retiredAt }) => ({
      version,
      state,
      service,
      createdAt: createdAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
    })),
    waiting: await countStale(),
  };
}
