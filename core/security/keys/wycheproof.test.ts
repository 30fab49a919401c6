import { createHmac, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type CipherName, decryptBytes, keyBytes, nonceBytes } from './cipher.ts';
import { unwrapOaep } from './import-key.ts';

/*
 * Project Wycheproof's vectors for what is used here. Each is judged: a valid one must give its message, an invalid one must
 * be refused. What is not offered here at all is an exception, listed by name, and must be refused too.
 */

interface Vector {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly ct: string;
  readonly tag: string;
  readonly label?: string;
}

interface Group {
  readonly keySize: number;
  readonly ivSize: number;
  readonly tagSize: number;
  readonly privateKeyPem: string;
  readonly tests: readonly Vector[];
}

interface Verdict {
  readonly total: number;
  readonly right: number;
  readonly wrong: readonly number[];
  readonly exceptions: Readonly<Record<string, number>>;
}

const hex = (text: string) => Buffer.from(text, 'hex');

/** `open` gives the message in hex or throws; `except` names why a vector asks for something that is not offered. */
function judge(
  name: string,
  open: (vector: Vector, group: Group) => string,
  except: (vector: Vector, group: Group) => string | null,
): Verdict {
  const path = new URL(`fixtures/wycheproof-${name}.json.gz`, import.meta.url);
  const { numberOfTests, testGroups } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as {
    numberOfTests: number;
    testGroups: readonly Group[];
  };
  const wrong: number[] = [];
  const exceptions: Record<string, number> = {};
  let right = 0;
  for (const group of testGroups) {
    for (const vector of group.tests) {
      const exception = except(vector, group);
      if (exception !== null) exceptions[exception] = (exceptions[exception] ?? 0) + 1;
      const expected = vector.result === 'valid' && exception === null ? vector.msg : 'refused';
      if (attempt(() => open(vector, group)) === expected) right += 1;
      else wrong.push(vector.tcId);
    }
  }
  return { total: numberOfTests, right, wrong, exceptions };
}

function attempt(open: () => string): string {
  try {
    return open();
  } catch {
    return 'refused';
  }
}

const decrypt =
  (cipher: CipherName) =>
  ({ key, iv, ct, tag, aad }: Vector) =>
    decryptBytes(cipher, hex(key), hex(iv + ct + tag), hex(aad)).toString('hex');

function exceptAead(_: Vector, { keySize, ivSize }: Group): string | null {
  if (keySize !== keyBytes * 8) return `keys of ${keySize} bits`;
  return ivSize === nonceBytes * 8 ? null : 'nonces that are not 96 bits';
}

describe('Wycheproof', () => {
  it('AES-GCM: 316 of 316', () => {
    expect(judge('aes_gcm', decrypt('aes-256-gcm'), exceptAead)).toEqual({
      total: 316,
      right: 316,
      wrong: [],
      exceptions: { 'keys of 128 bits': 108, 'keys of 192 bits': 103, 'nonces that are not 96 bits': 39 },
    });
  });

  it('ChaCha20-Poly1305: 325 of 325', () => {
    expect(judge('chacha20_poly1305', decrypt('chacha20-poly1305'), exceptAead)).toEqual({
      total: 325,
      right: 325,
      wrong: [],
      exceptions: { 'nonces that are not 96 bits': 9 },
    });
  });

  it('RSA-OAEP with SHA-256: 37 of 37', () => {
    const open = ({ ct }: Vector, { privateKeyPem }: Group) =>
      unwrapOaep(createPrivateKey(privateKeyPem), hex(ct)).toString('hex');
    const except = ({ label }: Vector) => (label ? 'with a label' : null);
    const verdict = judge('rsa_oaep_2048_sha256_mgf1sha256', open, except);
    expect(verdict).toEqual({ total: 37, right: 37, wrong: [], exceptions: { 'with a label': 8 } });
  });

  it('HMAC-SHA256: 174 of 174', () => {
    const open = ({ key, msg, tag }: Vector, { tagSize }: Group) => {
      const computed = createHmac('sha256', hex(key))
        .update(hex(msg))
        .digest('hex')
        .slice(0, tagSize / 4);
      if (computed !== tag) throw new Error('Another tag');
      return msg;
    };
    expect(judge('hmac_sha256', open, () => null)).toEqual({ total: 174, right: 174, wrong: [], exceptions: {} });
  });

  it('finds a cipher that does not look at the context', () => {
    const careless = ({ key, iv, ct, tag }: Vector) =>
      decryptBytes('aes-256-gcm', hex(key), hex(iv + ct + tag), Buffer.alloc(0)).toString('hex');
    expect(judge('aes_gcm', careless, exceptAead).wrong.length).toBeGreaterThan(5);
  });
});
