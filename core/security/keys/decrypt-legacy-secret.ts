import { TelarError } from '#core/platform/telar-error.ts';
import type { EncryptedSecret, SecretPlace } from '../secret-place.ts';
import { decryptBytes } from './cipher.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * The text of a secret that was encrypted before there were data keys: AES-256-GCM under a key of the ring, nonce first.
 * Throws `encryption_key_missing`, or `secret_unreadable` when key, place or bytes differ.
 */
export function decryptLegacySecret(
  { ciphertext, keyVersion }: EncryptedSecret,
  { workspaceId, table, row, column }: SecretPlace,
  ring: KeyRing,
): string {
  const key = ring.get(keyVersion);
  if (key === undefined)
    throw new TelarError('encryption_key_missing', { params: { version: keyVersion }, actor: 'admin', status: 500 });
  try {
    const context = Buffer.from(JSON.stringify([keyVersion, workspaceId, table, row, column]));
    return decryptBytes('aes-256-gcm', key, ciphertext, context).toString();
  } catch (cause) {
    throw new TelarError('secret_unreadable', { actor: 'admin', status: 500, cause });
  }
}
