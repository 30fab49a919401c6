import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { decryptBytes, encryptBytes, nonceBytes } from '#core/security/keys/cipher.ts';

/** 32 bytes each, of one workspace, every key for one purpose. */
export interface ProtectionKeys {
  readonly hash: Uint8Array;
  readonly token: Uint8Array;
  readonly encrypt: Uint8Array;
  readonly encryptSame: Uint8Array;
  readonly nonce: Uint8Array;
}

/** A text, or its bytes in UTF-8. */
type Text = string | Uint8Array;

/** Turns texts into what may be shown, and back where that is possible. */
export interface ValueProtector {
  /** HMAC-SHA-256, in hex. */
  readonly hash: (text: Text) => string;
  /** The same for the same text and prefix, and no way back: `tok_` and 128 bits in hex. */
  readonly tokenise: (text: Text, prefix: string) => string;
  /** AES-256-GCM under a random nonce: different each time. */
  readonly encrypt: (text: Text) => string;
  /**
   * The same for the same text: the nonce is an HMAC of the text under a key of its own, as in SIV modes (RFC 5297), so
   * one nonce never serves two texts but by chance (2⁻³³ among 2³² texts). Who sees it learns which texts are equal.
   */
  readonly encryptSame: (text: Text) => string;
  /** What was encrypted in either way; null when it was not, or under another key, or when it was changed. */
  readonly decrypt: (protectedText: string) => string | null;
}

export function createValueProtector(keys: ProtectionKeys): ValueProtector {
  const nonceKey = createSecretKey(keys.nonce);
  const tokenKey = createSecretKey(keys.token);
  const hashKey = createSecretKey(keys.hash);
  const random = createSealer('enc1_', keys.encrypt);
  const same = createSealer('enc1s_', keys.encryptSame);
  const takeNonce = createNonces();
  return {
    hash: (text) => hmac(hashKey, text).toString('hex'),
    tokenise: (text, prefix) => `${prefix}_${hmac(tokenKey, `${prefix}\0`, text).toString('hex', 0, 16)}`,
    encrypt: (text) => random.seal(toBytes(text), takeNonce()),
    encryptSame: (text) => {
      const bytes = toBytes(text);
      return same.seal(bytes, hmac(nonceKey, bytes).subarray(0, nonceBytes));
    },
    decrypt: (text) => {
      const sealer = [random, same].find(({ mark }) => text.startsWith(mark));
      try {
        return sealer?.open(text) ?? null;
      } catch {
        return null;
      }
    },
  };
}

/** Texts in base64url behind a mark, which is authenticated with them. */
function createSealer(mark: string, bytes: Uint8Array) {
  const [key, context] = [createSecretKey(bytes), Buffer.from(mark)];
  return {
    mark,
    seal: (text: Uint8Array, nonce: Uint8Array) =>
      mark + encryptBytes('aes-256-gcm', key, text, context, nonce).toString('base64url'),
    open: (text: string) =>
      decryptBytes('aes-256-gcm', key, decodeBase64Url(text.slice(mark.length)), context).toString(),
  };
}

/** Random nonces, each given once; they are drawn many at a time, which costs as much as one. */
function createNonces(): () => Uint8Array {
  let [drawn, next] = [new Uint8Array(), 0];
  return () => {
    if (next === drawn.length) [drawn, next] = [randomBytes(512 * nonceBytes), 0];
    next += nonceBytes;
    return drawn.subarray(next - nonceBytes, next);
  };
}

function hmac(key: KeyObject, ...texts: readonly Text[]): Buffer {
  const digest = createHmac('sha256', key);
  for (const text of texts) digest.update(text);
  return digest.digest();
}

function toBytes(text: Text): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text) : text;
}

/** Node's own decoder passes over what is no base64, which would let a changed text through. */
function decodeBase64Url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new RangeError('Not base64url');
  return bytes;
}
