import { isUtf8 } from 'node:buffer';
import { Blowfish } from 'egoroof-blowfish';
import { TelarError } from '#core/platform/telar-error.ts';

export interface BlowfishText {
  readonly ciphertext: Uint8Array;
  /** 8 bytes for CBC; null for ECB. */
  readonly iv: Uint8Array | null;
}

/**
 * What another system once encrypted with Blowfish, PKCS #5 padding, to be encrypted anew at once. Blowfish does not notice
 * changed bytes and its blocks are too short for it to be used again: there is no way to encrypt with it here. Throws
 * `blowfish_unreadable` when the key or the bytes do not give a text.
 */
export function decryptBlowfish({ ciphertext, iv }: BlowfishText, key: Uint8Array): string {
  const isWhole = ciphertext.length > 0 && ciphertext.length % 8 === 0 && (iv === null || iv.length === 8);
  if (!isWhole || key.length < 4 || key.length > 56) throw new TelarError('blowfish_unreadable', { status: 422 });
  const cipher = new Blowfish(key, iv === null ? Blowfish.MODE.ECB : Blowfish.MODE.CBC, Blowfish.PADDING.PKCS5);
  if (iv !== null) cipher.setIv(iv);
  const text = cipher.decode(ciphertext, Blowfish.TYPE.UINT8_ARRAY);
  // The library takes padding off without checking it; only right padding gives the same bytes again.
  const isPadded = Buffer.from(cipher.encode(text)).equals(ciphertext);
  if (!isPadded || !isUtf8(text)) throw new TelarError('blowfish_unreadable', { status: 422 });
  return Buffer.from(text).toString();
}
