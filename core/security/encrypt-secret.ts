import { readConfig } from '#core/platform/read-config.ts';
import { findCurrentDataKey, findDataKey } from './keys/data-keys.ts';
import { decryptLegacySecret } from './keys/decrypt-legacy-secret.ts';
import { readKeyRing } from './keys/key-ring.ts';
import { listHeaders, openBytes, readKeyVersion, sealBytes } from './keys/sealed-bytes.ts';
import type { EncryptedSecret, SecretPlace } from './secret-place.ts';

/** Encrypts under the current key of the workspace, bound to its place. */
export async function encryptSecret(text: string, place: SecretPlace): Promise<EncryptedSecret> {
  const key = await findCurrentDataKey(place.workspaceId);
  const sealed = sealBytes(readConfig().cipher, key, Buffer.from(text), describePlace(place));
  return { ciphertext: new Uint8Array(sealed), keyVersion: key.version };
}

/**
 * The text. Throws `secret_unreadable` when place or bytes are not the ones it was encrypted with, `secret_damaged` when
 * bytes are missing, `encryption_key_missing` or `encryption_key_wrong` when the key is not the one it needs.
 */
export async function decryptSecret({ ciphertext, keyVersion }: EncryptedSecret, place: SecretPlace): Promise<string> {
  if (!isSealed(ciphertext, keyVersion)) return decryptLegacySecret({ ciphertext, keyVersion }, place, readKeyRing());
  const key = await findDataKey(place.workspaceId, readKeyVersion(ciphertext));
  return openBytes(key, ciphertext, describePlace(place)).toString();
}

/** What is not sealed was encrypted before there were data keys. */
export function isSealed(ciphertext: Uint8Array, keyVersion: number): boolean {
  return listHeaders(keyVersion).some((header) => header.equals(ciphertext.subarray(0, header.length)));
}

export function describePlace({ workspaceId, table, row, column }: SecretPlace): string {
  return JSON.stringify([workspaceId, table, row, column]);
}
