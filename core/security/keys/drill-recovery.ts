import { TelarError } from '#core/platform/telar-error.ts';
import { describePlace, isSealed } from '../encrypt-secret.ts';
import type { EncryptedSecret, SecretPlace } from '../secret-place.ts';
import { describeDataKey } from './data-keys.ts';
import { decryptLegacySecret } from './decrypt-legacy-secret.ts';
import type { KeyRing } from './key-ring.ts';
import { combineShares } from './key-shares.ts';
import { type DumpRow, readBytes, readDump } from './read-dump.ts';
import { openBytes, readKeyVersion } from './sealed-bytes.ts';
import { sealedColumns } from './sealed-columns.ts';

export interface RecoveryDrill {
  readonly versions: readonly number[];
  /** Secrets of the dump that open. */
  readonly opened: number;
  /** Places of those that do not, with the code of the reason. */
  readonly unreadable: readonly { readonly place: SecretPlace; readonly code: string }[];
  /** Whether the known text is part of a secret that opened; null when none was given. */
  readonly isKnownFound: boolean | null;
}

/**
 * Opens every secret of a dump with the keys that shares give, in memory alone: what a recovery would be able to do. Needs
 * neither the database nor the keys of this machine. Throws as `combineShares` does, or `dump_unreadable`.
 */
export async function drillRecovery(
  dumpPath: string,
  shares: readonly string[],
  known: string | null,
): Promise<RecoveryDrill> {
  const ring = await combineShares(shares);
  const tables = new Set(['encryption_keys', 'data_keys', ...sealedColumns.map(({ table }) => table)]);
  const dump = await readDump(dumpPath, tables);
  if (!dump.has('encryption_keys')) throw new TelarError('dump_unreadable', { params: { path: dumpPath } });
  const unreadable: { place: SecretPlace; code: string }[] = [];
  let opened = 0;
  let isKnownFound = false;
  for (const { secret, place } of listSecrets(dump)) {
    try {
      const text = openSecret(secret, place, ring, dump);
      opened += 1;
      isKnownFound ||= known !== null && (text.includes(known) || text.includes(JSON.stringify(known).slice(1, -1)));
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      unreadable.push({ place, code: error.code });
    }
  }
  return { versions: [...ring.keys()], opened, unreadable, isKnownFound: known === null ? null : isKnownFound };
}

function* listSecrets(dump: Map<string, DumpRow[]>): Generator<{ secret: EncryptedSecret; place: SecretPlace }> {
  for (const { table, id, ciphertext, keyVersion } of sealedColumns) {
    for (const row of dump.get(table) ?? []) {
      const bytes = row[ciphertext] ?? null;
      if (bytes === null) continue;
      const place = { workspaceId: row.workspace_id ?? '', table, row: row[id] ?? '', column: ciphertext };
      yield { secret: { ciphertext: readBytes(bytes), keyVersion: Number(row[keyVersion]) }, place };
    }
  }
}

function openSecret(secret: EncryptedSecret, place: SecretPlace, ring: KeyRing, dump: Map<string, DumpRow[]>): string {
  const { ciphertext, keyVersion } = secret;
  if (!isSealed(ciphertext, keyVersion)) return decryptLegacySecret(secret, place, ring);
  const { workspaceId } = place;
  const version = readKeyVersion(ciphertext);
  const dataKey = dump
    .get('data_keys')
    ?.find((row) => row.workspace_id === workspaceId && Number(row.version) === version);
  const encryptionKey = dump.get('encryption_keys')?.find((row) => row.version === dataKey?.wrapped_by);
  const key = encryptionKey?.service === 'local' ? ring.get(Number(encryptionKey.reference)) : undefined;
  if (dataKey === undefined || key === undefined)
    throw new TelarError('encryption_key_missing', { params: { version }, actor: 'admin', status: 500 });
  const unwrapped = openBytes(key, readBytes(dataKey.wrapped ?? ''), describeDataKey(workspaceId, version));
  return openBytes(unwrapped, ciphertext, describePlace(place)).toString();
}
