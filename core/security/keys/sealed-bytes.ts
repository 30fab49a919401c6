import { TelarError } from '#core/platform/telar-error.ts';
import { type CipherName, cipherNames, decryptBytes, encryptBytes, nonceBytes, tagBytes } from './cipher.ts';

/*
 * What is sealed says itself how it can be opened:
 *
 *   byte 0      format, 1
 *   byte 1      cipher, 1 AES-256-GCM, 2 ChaCha20-Poly1305
 *   bytes 2–5   version of the key, unsigned, big endian
 *   12 bytes    nonce
 *   …           ciphertext
 *   16 bytes    tag
 *
 * The first six bytes are authenticated together with the context.
 */

const format = 1;
const headerBytes = 6;

export interface SealingKey {
  readonly version: number;
  readonly key: Uint8Array;
}

/** Encrypts under the key, bound to the context. */
export function sealBytes(cipher: CipherName, { version, key }: SealingKey, text: Uint8Array, context: string): Buffer {
  const header = createHeader(cipher, version);
  return Buffer.concat([header, encryptBytes(cipher, key, text, Buffer.concat([header, Buffer.from(context)]))]);
}

/** What sealed bytes under the key of that version can begin with. */
export function listHeaders(version: number): Buffer[] {
  return cipherNames.map((cipher) => createHeader(cipher, version));
}

/** Version of the key that opens it. Throws `secret_damaged` when these are not sealed bytes. */
export function readKeyVersion(sealed: Uint8Array): number {
  return readHeader(sealed).version;
}

/** What was sealed. Throws `secret_damaged`, or `secret_unreadable` when key, context or bytes differ. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const { cipher } = readHeader(sealed);
  const header = sealed.subarray(0, headerBytes);
  try {
    return decryptBytes(cipher, key, sealed.subarray(headerBytes), Buffer.concat([header, Buffer.from(context)]));
  } catch (cause) {
    throw new TelarError('secret_unreadable', { actor: 'admin', status: 500, cause });
  }
}

function createHeader(cipher: CipherName, version: number): Buffer {
  const header = Buffer.from([format, cipherNames.indexOf(cipher) + 1, 0, 0, 0, 0]);
  header.writeUInt32BE(version, 2);
  return header;
}

function readHeader(sealed: Uint8Array): { cipher: CipherName; version: number } {
  const cipher = cipherNames[(sealed[1] ?? 0) - 1];
  if (sealed[0] !== format || cipher === undefined || sealed.length < headerBytes + nonceBytes + tagBytes)
    throw new TelarError('secret_damaged', { actor: 'admin', status: 500 });
  return { cipher, version: Buffer.from(sealed.subarray(2, headerBytes)).readUInt32BE() };
}
