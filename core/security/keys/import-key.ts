import { constants, createPrivateKey, generateKeyPairSync, type KeyObject, privateDecrypt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { keyBytes } from './cipher.ts';
import { addToKeyRing, computeCheckValue } from './key-ring.ts';
import { activateKey, type KeyChange } from './rotate-keys.ts';

const modulusBits = 3072;

/**
 * Makes the key pair for one import and answers the public key as PEM (SPKI). Wrap 32 bytes with it by RSA-OAEP, SHA-256 for
 * both hash and mask, no label, and hand the result to `importKey`. The private key waits in the data folder until then.
 */
export function prepareImport(): string {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: modulusBits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const { dataDir } = readConfig();
  mkdirSync(dataDir, { recursive: true });
  rmSync(importKeyPath(), { force: true });
  writeFileSync(importKeyPath(), privateKey, { mode: 0o600, flag: 'wx' });
  return publicKey;
}

/**
 * Makes a key from outside the active key-encryption key; answers its version. Throws `import_not_prepared`,
 * `wrapped_key_invalid`, `import_needs_local_keys` or `key_ring_in_environment`.
 */
export async function importKey(by: KeyChange, wrapped: Uint8Array): Promise<number> {
  const key = unwrapOaep(readImportKey(), wrapped);
  if (key.length !== keyBytes) throw new TelarError('wrapped_key_invalid', { status: 422 });
  const version = await activateKey(by, 'imported', null, async (service, version) => {
    if (service.name !== 'local') throw new TelarError('import_needs_local_keys', { actor: 'admin', status: 409 });
    addToKeyRing(new Map([[version, key]]));
    return { version, reference: version, checkValue: computeCheckValue(key) };
  });
  rmSync(importKeyPath());
  return version;
}

/** What was encrypted by RSA-OAEP with SHA-256 and no label. Throws `wrapped_key_invalid`, whatever is wrong with it. */
export function unwrapOaep(privateKey: KeyObject, wrapped: Uint8Array): Buffer {
  try {
    return privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped);
  } catch {
    throw new TelarError('wrapped_key_invalid', { status: 422 });
  }
}

function readImportKey(): KeyObject {
  try {
    return createPrivateKey(readFileSync(importKeyPath()));
  } catch (cause) {
    throw new TelarError('import_not_prepared', { status: 409, cause });
  }
}

function importKeyPath(): string {
  return join(readConfig().dataDir, 'key-import.pem');
}
