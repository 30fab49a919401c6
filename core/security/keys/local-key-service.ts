import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { addToKeyRing, computeCheckValue, generateKey, isRingInEnvironment, readKeyRing } from './key-ring.ts';
import type { KeyService, KeyVersion } from './key-service.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';

/** Keys in the data folder or the environment of this machine, see `key-ring.ts`. */
export const localKeyService: KeyService = {
  name: 'local',
  listVersions: async () =>
    [...readKeyRing()]
      .sort(([a], [b]) => a - b)
      .map(([reference, key]) => ({ reference, checkValue: computeCheckValue(key) })),
  createVersion: async (version) => {
    const known = readKeyRing().get(version);
    const key = known ?? generateKey();
    if (known === undefined) {
      if (isRingInEnvironment()) throw new TelarError('key_ring_in_environment', { actor: 'admin', status: 409 });
      addToKeyRing(new Map([[version, key]]));
    }
    return { version, reference: version, checkValue: computeCheckValue(key) };
  },
  wrap: async (version, dataKey, context) => {
    const sealed = sealBytes(
      readConfig().cipher,
      { version: version.version, key: findKey(version) },
      dataKey,
      context,
    );
    return new Uint8Array(sealed);
  },
  unwrap: async (version, wrapped, context) => openBytes(findKey(version), wrapped, context),
};

function findKey({ version, reference, checkValue }: KeyVersion): Buffer {
  const key = readKeyRing().get(reference);
  const problem = { params: { version }, actor: 'admin', status: 500 } as const;
  if (key === undefined) throw new TelarError('encryption_key_missing', problem);
  if (computeCheckValue(key) !== checkValue) throw new TelarError('encryption_key_wrong', problem);
  return key;
}
