import { Blowfish } from 'egoroof-blowfish';
import { describe, expect, it } from 'vitest';
import { decryptBlowfish } from './decrypt-blowfish.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

describe('a text encrypted with Blowfish', () => {
  /** Eric Young's vectors, published with the algorithm at https://www.schneier.com/academic/blowfish/ */
  it.each([
    ['0000000000000000', '0000000000000000', '4EF997456198DD78'],
    ['FFFFFFFFFFFFFFFF', 'FFFFFFFFFFFFFFFF', '51866FD5B85ECB8A'],
    ['3000000000000000', '1000000000000001', '7D856F9A613063F2'],
    ['1111111111111111', '1111111111111111', '2466DD878B963C9D'],
    ['0123456789ABCDEF', '1111111111111111', '61F9C3802281B096'],
  ])('is computed as published: key %s', (key, text, ciphertext) => {
    const cipher = new Blowfish(hex(key), Blowfish.MODE.ECB, Blowfish.PADDING.PKCS5);
    expect(
      Buffer.from(cipher.encode(hex(text)))
        .toString('hex', 0, 8)
        .toUpperCase(),
    ).toBe(ciphertext);
  });

  const key = Buffer.from('legacy key');
  const iv = Buffer.from('8 bytes!');
  const encrypt = (text: string, mode = Blowfish.MODE.CBC) => {
    const cipher = new Blowfish(key, mode, Blowfish.PADDING.PKCS5);
    cipher.setIv(iv);
    return cipher.encode(text);
  };

  it.each(['ñandú', '8 bytes.', '', 'a longer secret, of several blocks'])('is read: %j', (text) => {
    expect(decryptBlowfish({ ciphertext: encrypt(text), iv }, key)).toBe(text);
    expect(decryptBlowfish({ ciphertext: encrypt(text, Blowfish.MODE.ECB), iv: null }, key)).toBe(text);
  });

  it('is refused with another key, cut short, or with an initialization vector of another length', () => {
    const ciphertext = encrypt('a longer secret, of several blocks');
    const refused = [
      () => decryptBlowfish({ ciphertext, iv }, Buffer.from('another key')),
      () => decryptBlowfish({ ciphertext: ciphertext.subarray(0, 12), iv }, key),
      () => decryptBlowfish({ ciphertext: ciphertext.subarray(0, 16), iv }, key),
      () => decryptBlowfish({ ciphertext: new Uint8Array(), iv }, key),
      () => decryptBlowfish({ ciphertext, iv: iv.subarray(1) }, key),
      () => decryptBlowfish({ ciphertext, iv }, Buffer.from('abc')),
    ];
    for (const attempt of refused) expect(attempt).toThrow('blowfish_unreadable');
  });
});
