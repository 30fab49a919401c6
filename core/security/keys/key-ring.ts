import { createHmac, randomBytes } from 'node:crypto';
import { readConfig } from '#core/platform/read-config.ts';
import { readSecrets, writeSecrets } from '#core/platform/read-secrets.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { keyBytes } from './cipher.ts';

/** Key-encryption keys by version, as this machine holds them. */
export type KeyRing = ReadonlyMap<number, Buffer>;

/** A new key-encryption key. */
export function generateKey(): Buffer {
  return randomBytes(keyBytes);
}

/** Whether the ring is in the environment, where Telar cannot write, and not in the data folder. */
export function isRingInEnvironment(): boolean {
  return readConfig().encryptionKey !== null;
}

/** The ring as it is now: another process may have added to it. Throws `config_invalid`. */
export function readKeyRing(): KeyRing {
  const { encryptionKey, dataDir } = readConfig();
  return parseKeyRing(encryptionKey ?? readSecrets(dataDir).encryptionKey);
}

/** Parses a ring: 32 bytes in base64, or several as `1:<base64>,2:<base64>`. Throws `config_invalid`. */
export function parseKeyRing(text: string): KeyRing {
  const ring = new Map<number, Buffer>();
  for (const part of text.split(',')) {
    const [, version = '1', base64 = ''] = /^(?:([1-9]\d{0,5}):)?([A-Za-z0-9+/_=-]+)$/.exec(part.trim()) ?? [];
    const key = Buffer.from(base64, 'base64');
    if (key.length !== keyBytes) {
      const params = { variable: 'TELAR_ENCRYPTION_KEY', expected: '32 bytes in base64' };
      throw new TelarError('config_invalid', { params, actor: 'admin', status: 500 });
    }
    ring.set(Number(version), key);
  }
  return ring;
}

export function formatKeyRing(ring: KeyRing): string {
  return [...ring].map(([version, key]) => `${version}:${key.toString('base64')}`).join(',');
}

/**
 * Adds keys to the ring in the data folder. Throws `key_ring_in_environment` when it is not there, and
 * `key_version_taken` when another key has one of the versions, unless that version is `replaceable`.
 */
export function addToKeyRing(added: KeyRing, replaceable: ReadonlySet<number> = new Set()): void {
  if (isRingInEnvironment()) throw new TelarError('key_ring_in_environment', { actor: 'admin', status: 409 });
  const { dataDir } = readConfig();
  const ring = new Map(readKeyRing());
  for (const [version, key] of added) {
    const known = ring.get(version);
    if (known !== undefined && !known.equals(key) && !replaceable.has(version))
      throw new TelarError('key_version_taken', { params: { version }, actor: 'admin', status: 409 });
    ring.set(version, key);
  }
  writeSecrets(dataDir, { ...readSecrets(dataDir), encryptionKey: formatKeyRing(ring) });
}

/** Tells one key from another without telling anything of it: the first 8 bytes of an HMAC-SHA256 under it. */
export function computeCheckValue(key: Uint8Array): string {
  return createHmac('sha256', key).update('telar key check').digest('hex').slice(0, 16);
}
