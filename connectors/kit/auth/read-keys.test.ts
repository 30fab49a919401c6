import { generateKeyPairSync } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { readSshKey } from './read-ssh-key.ts';
import { readSigningKey, signJwt } from './sign-jwt.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('a signed assertion', () => {
  it('is what an independent library reads', async () => {
    const { key, keyId, issuer } = readSigningKey(
      JSON.stringify({ client_email: 'robot@example.com', private_key: pem, private_key_id: 'k1' }),
    );
    const token = signJwt({ iss: issuer, aud: 'https://vendor.example', exp: Date.now() / 1000 + 60 }, key, keyId);
    const publicKey = await importSPKI(rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'RS256');
    const { payload, protectedHeader } = await jwtVerify(token, publicKey, { audience: 'https://vendor.example' });
    expect([payload.iss, protectedHeader.kid]).toEqual(['robot@example.com', 'k1']);
    const [head, , signature] = token.split('.');
    const forged = [head, Buffer.from('{"iss":"other"}').toString('base64url'), signature].join('.');
    await expect(jwtVerify(forged, publicKey)).rejects.toThrow();
  });

  it.each([
    ['nothing', ''],
    ['no key', 'hello'],
    ['a broken file', '{"private_key": '],
    [
      'another kind of key',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    ],
  ])('needs an RSA key: %s', (_name, text) => {
    expect(() => readSigningKey(text)).toThrow('signing_key_invalid');
  });
});

/** Made with `ssh-keygen -t ed25519 -N ''`, which shows the fingerprint; used nowhere. */
const openSsh = `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACCzFLCq7q/+pp4KWCXntfR/KLceaWDCxH/zZAyeA37l2QAAAIi0LhLRtC4S
0QAAAAtzc2gtZWQyNTUxOQAAACCzFLCq7q/+pp4KWCXntfR/KLceaWDCxH/zZAyeA37l2Q
AAAECiXscpxY3ksXzuTA0UpPCezvNKRxbpSY2UrOGWXUNlKbMUsKrur/6mngpYJee19H8o
tx5pYMLEf/NkDJ4DfuXZAAAAAAECAwQF
-----END OPENSSH PRIVATE KEY-----`;

describe('an SSH key', () => {
  it('in OpenSSH form tells its kind and the fingerprint that ssh-keygen shows', () => {
    expect(readSshKey(openSsh)).toEqual({
      type: 'ssh-ed25519',
      fingerprint: 'SHA256:/5ouspu+NpcHRiRbeCevsur8DVHRM6u6DQbb7G9tJ60',
      encrypted: false,
    });
  });

  it('in PEM tells its kind, and opens with its passphrase only', () => {
    const locked = rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' });
    expect(readSshKey(pem)).toEqual({ type: 'rsa', fingerprint: null, encrypted: false });
    expect(readSshKey(locked.toString(), 'open').encrypted).toBe(true);
    expect(() => readSshKey(locked.toString(), 'wrong')).toThrow('ssh_key_passphrase');
  });

  it.each([
    ['cut off', openSsh.replace(/\n[^\n]+\n-----END/, '\n-----END')],
    ['a public key', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['nothing', ''],
  ])('is refused: %s', (_name, text) => {
    expect(() => readSshKey(text)).toThrow('ssh_key_invalid');
  });
});
