import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

/** Authenticated ciphers with 256-bit keys, 96-bit nonces and 128-bit tags, under their names in OpenSSL. */
export const cipherNames = ['aes-256-gcm', 'chacha20-poly1305'] as const;

export type CipherName = (typeof cipherNames)[number];

/** A key object is three times as fast where one key serves many texts. */
export type CipherKey = Uint8Array | KeyObject;

export const keyBytes = 32;
export const nonceBytes = 12;
export const tagBytes = 16;

/** Nonce, ciphertext and tag, in this order, under a fresh nonce; a given one must never serve two texts under one key. */
export function encryptBytes(
  cipher: CipherName,
  key: CipherKey,
  text: Uint8Array,
  context: Uint8Array,
  nonce: Uint8Array = randomBytes(nonceBytes),
): Buffer {
  const encryption = createEncryption(cipher, key, nonce).setAAD(context, { plaintextLength: text.length });
  return Buffer.concat([nonce, encryption.update(text), encryption.final(), encryption.getAuthTag()]);
}

/** What was encrypted. Throws when key, context or any byte is not the one it was encrypted with. */
export function decryptBytes(cipher: CipherName, key: CipherKey, sealed: Uint8Array, context: Uint8Array): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new RangeError('Too short for a nonce and a tag');
  const body = sealed.subarray(nonceBytes, -tagBytes);
  const decryption = createDecryption(cipher, key, sealed.subarray(0, nonceBytes));
  decryption.setAAD(context, { plaintextLength: body.length }).setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decryption.update(body), decryption.final()]);
}

function createEncryption(cipher: CipherName, key: CipherKey, nonce: Uint8Array) {
  if (cipher === 'aes-256-gcm') return createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  return createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
}

function createDecryption(cipher: CipherName, key: CipherKey, nonce: Uint8Array) {
  if (cipher === 'aes-256-gcm') return createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  return createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
}
