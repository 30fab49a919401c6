import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TelarError } from '#core/platform/telar-error.ts';
import { type EncryptionKeys, readEncryptionKeys } from './read-encryption-keys.ts';

/** Where a secret is stored. A ciphertext moved to another place does not decrypt. */
export interface SecretPlace {
  readonly workspaceId: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

export interface EncryptedSecret {
  /** Nonce, ciphertext and tag, in this order. */
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly keyVersion: number;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under the current key, bound to its place. */
export function encryptSecret(
  text: string,
  place: SecretPlace,
  { current, keys }: EncryptionKeys = readEncryptionKeys(),
): EncryptedSecret {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keys.get(current)!, nonce).setAAD(describePlace(place, current));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { ciphertext: new Uint8Array(sealed), keyVersion: current };
}

/** The text, or `secret_unreadable` when key, place or bytes are not the ones it was encrypted with. */
export function decryptSecret(
  { ciphertext, keyVersion }: EncryptedSecret,
  place: SecretPlace,
  { keys }: EncryptionKeys = readEncryptionKeys(),
): string {
  try {
    const key = keys.get(keyVersion);
    if (key === undefined) throw new Error(`No encryption key of version ${keyVersion}`);
    const nonce = ciphertext.subarray(0, nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(describePlace(place, keyVersion)).setAuthTag(ciphertext.subarray(-tagBytes));
    return Buffer.concat([decipher.update(ciphertext.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString();
  } catch (cause) {
    throw new TelarError('secret_unreadable', { actor: 'admin', status: 500, cause });
  }
}

function describePlace({ workspaceId, table, row, column }: SecretPlace, keyVersion: number): Buffer {
  return Buffer.from(JSON.stringify([keyVersion, workspaceId, table, row, column]));
}
