import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptSecret, encryptSecret } from './encrypt-secret.ts';
import { readEncryptionKeys } from './read-encryption-keys.ts';

const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');
const keys = readEncryptionKeys(first);
const place = { workspaceId: 'ws_1', table: 'connections', row: 'conn_1', column: 'secret' };

describe('encryptSecret', () => {
  it('gives the text back, under a fresh nonce each time', () => {
    const sealed = encryptSecret('{"password":"ñandú"}', place, keys);
    expect(decryptSecret(sealed, place, keys)).toBe('{"password":"ñandú"}');
    expect(encryptSecret('{"password":"ñandú"}', place, keys).ciphertext).not.toEqual(sealed.ciphertext);
    expect(Buffer.from(sealed.ciphertext).includes('ñandú')).toBe(false);
  });

  it.each(Object.keys(place))('does not decrypt when the %s differs', (part) => {
    const sealed = encryptSecret('text', place, keys);
    expect(() => decryptSecret(sealed, { ...place, [part]: 'other' }, keys)).toThrow('secret_unreadable');
  });

  it('does not decrypt when any byte differs, or bytes are missing', () => {
    const { ciphertext, keyVersion } = encryptSecret('text', place, keys);
    for (let index = 0; index < ciphertext.length; index += 1) {
      const changed = Uint8Array.from(ciphertext);
      changed[index]! ^= 1;
      expect(() => decryptSecret({ ciphertext: changed, keyVersion }, place, keys)).toThrow('secret_unreadable');
      expect(() => decryptSecret({ ciphertext: ciphertext.slice(0, index), keyVersion }, place, keys)).toThrow();
    }
  });

  it('reads older versions while rotating and writes the newest', () => {
    const old = encryptSecret('text', place, keys);
    const rotating = readEncryptionKeys(`1:${first},2:${second}`);
    expect(decryptSecret(old, place, rotating)).toBe('text');
    expect(encryptSecret('text', place, rotating).keyVersion).toBe(2);
    expect(() => decryptSecret(old, place, readEncryptionKeys(`2:${second}`))).toThrow('secret_unreadable');
  });

  it.each(['', 'short', '1:', `${first},nonsense`])('refuses the key setting %j', (value) => {
    expect(() => readEncryptionKeys(value)).toThrow('config_invalid');
  });
});
