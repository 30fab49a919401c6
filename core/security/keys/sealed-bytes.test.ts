import { describe, expect, it } from 'vitest';
import { cipherNames } from './cipher.ts';
import { computeCheckValue, formatKeyRing, generateKey, parseKeyRing } from './key-ring.ts';
import { openBytes, readKeyVersion, sealBytes } from './sealed-bytes.ts';

const key = generateKey();
const text = Buffer.from('{"password":"ñandú"}');

describe.each(cipherNames)('bytes sealed with %s', (cipher) => {
  const sealed = sealBytes(cipher, { version: 70_000, key }, text, 'here');

  it('open with key and context, and name the version of the key', () => {
    expect(openBytes(key, sealed, 'here')).toEqual(text);
    expect(readKeyVersion(sealed)).toBe(70_000);
    expect(sealed.includes('ñandú')).toBe(false);
  });

  it('differ each time: nonces are 12 fresh bytes', () => {
    const nonces = Array.from({ length: 500 }, () =>
      sealBytes(cipher, { version: 1, key }, text, 'here').toString('hex', 6, 18),
    );
    expect(new Set(nonces).size).toBe(500);
  });

  it('do not open when any bit differs', () => {
    const codes = new Set<string>();
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      codes.add(codeOf(() => openBytes(key, changed, 'here')));
    }
    expect([...codes].sort()).toEqual(['secret_damaged', 'secret_unreadable']);
  });

  it('do not open when bytes are missing or added', () => {
    for (let length = 0; length < sealed.length; length += 1)
      expect(codeOf(() => openBytes(key, sealed.subarray(0, length), 'here'))).toMatch(/^secret_/);
    expect(codeOf(() => openBytes(key, sealed.subarray(0, 33), 'here'))).toBe('secret_damaged');
    expect(codeOf(() => openBytes(key, Buffer.concat([sealed, Buffer.of(0)]), 'here'))).toBe('secret_unreadable');
  });

  it('do not open with another key or context', () => {
    expect(codeOf(() => openBytes(generateKey(), sealed, 'here'))).toBe('secret_unreadable');
    expect(codeOf(() => openBytes(key, sealed, 'there'))).toBe('secret_unreadable');
  });
});

it('does not take what one cipher sealed for the work of the other', () => {
  const sealed = sealBytes('aes-256-gcm', { version: 1, key }, text, 'here');
  sealed[1] = 2;
  expect(codeOf(() => openBytes(key, sealed, 'here'))).toBe('secret_unreadable');
});

describe('a key ring', () => {
  it('is read as one key or several', () => {
    const ring = new Map([
      [1, key],
      [7, generateKey()],
    ]);
    expect(parseKeyRing(formatKeyRing(ring))).toEqual(ring);
    expect(parseKeyRing(key.toString('base64'))).toEqual(new Map([[1, key]]));
  });

  it.each(['', 'short', '1:', '0:', `${key.toString('base64')},nonsense`])('refuses %j', (value) => {
    expect(codeOf(() => parseKeyRing(value))).toBe('config_invalid');
  });

  it('has check values that tell keys apart and nothing else', () => {
    expect(computeCheckValue(key)).toMatch(/^[0-9a-f]{16}$/);
    expect(computeCheckValue(key)).not.toBe(computeCheckValue(generateKey()));
  });
});

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'opened';
  } catch (error) {
    return (error as Error).message;
  }
}
