import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Keys by version. New secrets use `current`; older versions stay readable while they are listed. */
export interface EncryptionKeys {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
}

/**
 * Parses TELAR_ENCRYPTION_KEY: 32 bytes in base64, or several as `1:<base64>,2:<base64>` while
 * rotating, the highest version being the current one. Throws `config_invalid` naming the variable.
 */
export function readEncryptionKeys(value = readConfig().encryptionKey): EncryptionKeys {
  const keys = new Map<number, Buffer>();
  for (const part of value.split(',')) {
    const [, version, base64] = /^(?:(\d{1,6}):)?([A-Za-z0-9+/_=-]+)$/.exec(part.trim()) ?? [];
    const key = Buffer.from(base64 ?? '', 'base64');
    if (key.length !== 32) {
      throw new TelarError('config_invalid', {
        params: { variable: 'TELAR_ENCRYPTION_KEY', expected: '32 bytes in base64' },
        actor: 'admin',
        status: 500,
      });
    }
    keys.set(Number(version ?? 1), key);
  }
  return { current: Math.max(...keys.keys()), keys };
}
