import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { decryptBytes, encryptBytes, nonceBytes } from '#core/security/keys/cipher.ts';

/** 32 bytes each, of one workspace, every key for one purpose. */
export interface ProtectionKeys {
  readonly hash: Uint8Array;
  readonly token: Uint8Array;
  readonly encrypt: Uint8Array;
  readonly encryptSame: Uint8Array;
  readonly nonce: Uint8Array;
}

/** Turns texts into what may be shown, and back where that is possible. */
export interface ValueProtector {
  /** HMAC-SHA-256, in hex. */
  readonly hash: (text: string) => string;
  /** The same for the same text and prefix, and no way back: `tok_` and 128 bits in hex. */
  readonly tokenise: (text: string, prefix: string) => string;
  /** AES-256-GCM under a random nonce: different each time. */
  readonly encrypt: (text: string) => string;
  /**
   * The same for the same text: the nonce is an HMAC of the text under a key of its own, as in SIV modes (RFC 5297), so
   * one nonce never serves two texts but by chance (2⁻³³ among 2³² texts). Who sees it learns which texts are equal.
   */
  readonly encryptSame: (text: string) => string;
  /** What was encrypted in either way; null when it was not, or under another key, or when it was changed. */
  readonly decrypt: (protectedText: string) => string | null;
}

const randomMark = 'enc1_';
const sameMark = 'enc1s_';

export function createValueProtector(keys: ProtectionKeys): ValueProtector {
  const [hash, token, nonce] = [keys.hash, keys.token, keys.nonce].map((key) => createSecretKey(key));
  if (hash === undefined || token === undefined || nonce === undefined) throw new Error('Keys are given above');
  const nonceOf = (text: Buffer) => hmac(nonce, text).subarray(0, nonceBytes);
  const seal = (mark: string, key: Uint8Array, text: Buffer, givenNonce?: Buffer) =>
    mark + encryptBytes('aes-256-gcm', key, text, Buffer.from(mark), givenNonce).toString('base64url');
  const open = (mark: string, key: Uint8Array, text: string) =>
    decryptBytes('aes-256-gcm', key, decodeBase64Url(text.slice(mark.length)), Buffer.from(mark));
  return {
    hash: (text) => hmac(hash, text).toString('hex'),
    tokenise: (text, prefix) => `${prefix}_${hmac(token, `${prefix}\0${text}`).toString('hex', 0, 16)}`,
    encrypt: (text) => seal(randomMark, keys.encrypt, Buffer.from(text)),
    encryptSame: (text) => {
      const bytes = Buffer.from(text);
      return seal(sameMark, keys.encryptSame, bytes, nonceOf(bytes));
    },
    decrypt: (text) => {
      try {
        if (text.startsWith(randomMark)) return open(randomMark, keys.encrypt, text).toString();
        return text.startsWith(sameMark) ? open(sameMark, keys.encryptSame, text).toString() : null;
      } catch {
        return null;
      }
    },
  };
}

function hmac(key: KeyObject, text: string | Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Node's own decoder passes over what is no base64, which would let a changed text through. */
function decodeBase64Url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new RangeError('Not base64url');
  return bytes;
}
