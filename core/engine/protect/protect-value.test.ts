import { createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createValueProtector, type ProtectionKeys } from './protect-value.ts';

const filled = (byte: number) => new Uint8Array(32).fill(byte);
const keys: ProtectionKeys = {
  hash: filled(1),
  token: filled(2),
  encrypt: filled(3),
  encryptSame: filled(4),
  nonce: filled(5),
};
const protector = createValueProtector(keys);

interface HmacVector {
  readonly key: string;
  readonly msg: string;
  readonly tag: string;
  readonly result: string;
}

/** Project Wycheproof's vectors whose key, tag and text are of the kind that is used here. */
function listHmacVectors(): HmacVector[] {
  const path = new URL('../../security/keys/fixtures/wycheproof-hmac_sha256.json.gz', import.meta.url);
  const { testGroups } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as {
    testGroups: { keySize: number; tagSize: number; tests: HmacVector[] }[];
  };
  return testGroups.filter(({ keySize, tagSize }) => keySize === 256 && tagSize === 256).flatMap(({ tests }) => tests);
}

describe('hash', () => {
  it('is HMAC-SHA-256', () => {
    const expected = createHmac('sha256', keys.hash).update('ana@example.com').digest('hex');
    expect(protector.hash('ana@example.com')).toBe(expected);
    expect(createValueProtector({ ...keys, hash: filled(9) }).hash('ana@example.com')).not.toBe(expected);
  });

  it('agrees with the vectors of Project Wycheproof', () => {
    const texts = listHmacVectors().filter(
      ({ msg }) => Buffer.from(Buffer.from(msg, 'hex').toString()).toString('hex') === msg,
    );
    const judged = texts.map(({ key, msg, tag, result }) => {
      const own = createValueProtector({ ...keys, hash: Buffer.from(key, 'hex') }).hash(
        Buffer.from(msg, 'hex').toString(),
      );
      return (own === tag) === (result === 'valid');
    });
    expect(judged.length).toBeGreaterThan(30);
    expect(judged).not.toContain(false);
  });
});

describe('token', () => {
  it('is the same for the same text, and another for another prefix', () => {
    const token = protector.tokenise('ana@example.com', 'tok');
    const expected = createHmac('sha256', keys.token).update('tok\0ana@example.com').digest('hex').slice(0, 32);
    expect(token).toBe(`tok_${expected}`);
    expect(protector.tokenise('ana@example.com', 'tok')).toBe(token);
    expect(protector.tokenise('ana@example.com', 'lead').slice(5)).not.toBe(token.slice(4));
  });
});

/** Opens it with nothing of ours. */
function openApart(mark: string, key: Uint8Array, text: string): string {
  const sealed = Buffer.from(text.slice(mark.length), 'base64url');
  const decryption = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decryption.setAAD(Buffer.from(mark)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decryption.update(sealed.subarray(12, -16)), decryption.final()]).toString();
}

describe('encryption', () => {
  it('is AES-256-GCM, different each time', () => {
    const [one, other] = [protector.encrypt('Ana'), protector.encrypt('Ana')];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^enc1_[\w-]{42}$/);
    expect(openApart('enc1_', keys.encrypt, one)).toBe('Ana');
  });

  it('is the same each time where asked, under a nonce of its own for every text', () => {
    const sealed = protector.encryptSame('Ana');
    expect(protector.encryptSame('Ana')).toBe(sealed);
    expect(openApart('enc1s_', keys.encryptSame, sealed)).toBe('Ana');
    const nonce = createHmac('sha256', keys.nonce).update('Ana').digest().subarray(0, 12);
    expect(Buffer.from(sealed.slice(6), 'base64url').subarray(0, 12)).toEqual(nonce);
    const nonces = Array.from({ length: 500 }, (_, index) => protector.encryptSame(`Ana ${index}`).slice(6, 22));
    expect(new Set(nonces).size).toBe(500);
  });

  it('uses no nonce twice', () => {
    const nonces = Array.from({ length: 1500 }, () => protector.encrypt('Ana').slice(5, 21));
    expect(new Set(nonces).size).toBe(1500);
  });

  it('comes back whole, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(protector.decrypt(protector.encrypt(text))).toBe(text);
        expect(protector.decrypt(protector.encryptSame(text))).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('does not open what was changed, cut, moved or made elsewhere', () => {
    for (const sealed of [protector.encrypt('Ana García'), protector.encryptSame('Ana García')]) {
      const other = createValueProtector({ ...keys, encrypt: randomBytes(32), encryptSame: randomBytes(32) });
      expect(other.decrypt(sealed)).toBeNull();
      const mark = sealed.indexOf('_') + 1;
      const changed = [...sealed].map(
        (letter, at) => sealed.slice(0, at) + (letter === 'A' ? 'B' : 'A') + sealed.slice(at + 1),
      );
      expect(changed.slice(mark).map(protector.decrypt)).toEqual(changed.slice(mark).map(() => null));
      expect([sealed.slice(0, -1), `${sealed}A`, ` ${sealed}`, sealed.slice(mark), ''].map(protector.decrypt)).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
    }
    expect(protector.decrypt(protector.encrypt('Ana').replace('enc1_', 'enc1s_'))).toBeNull();
    expect(protector.decrypt('Ana')).toBeNull();
  });
});
