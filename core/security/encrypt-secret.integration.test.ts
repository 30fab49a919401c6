import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { readSecrets, writeSecrets } from '#core/platform/read-secrets.ts';
import { decryptSecret, encryptSecret } from './encrypt-secret.ts';
import { encryptBytes } from './keys/cipher.ts';
import { forgetDataKeys } from './keys/data-keys.ts';
import { formatKeyRing, generateKey, readKeyRing } from './keys/key-ring.ts';
import type { EncryptedSecret, SecretPlace } from './secret-place.ts';

provideTestDatabase();

let place: SecretPlace;
let other: string;
beforeAll(async () => {
  place = { workspaceId: await createWorkspace(), table: 'connections', row: 'conn_1', column: 'secret_ciphertext' };
  other = await createWorkspace();
});
beforeEach(forgetDataKeys);

async function createWorkspace(): Promise<string> {
  const id = createId('ws');
  await getDatabase().workspace.create({ data: { id, name: 'Test' } });
  return id;
}

/** As secrets were encrypted before there were data keys. */
function encryptLegacy(text: string, { workspaceId, table, row, column }: SecretPlace, version = 1): EncryptedSecret {
  const context = Buffer.from(JSON.stringify([version, workspaceId, table, row, column]));
  const bytes = encryptBytes('aes-256-gcm', readKeyRing().get(version)!, Buffer.from(text), context);
  return { ciphertext: new Uint8Array(bytes), keyVersion: version };
}

describe('an encrypted secret', () => {
  it('opens where it was encrypted, also for a process that knows no key yet', async () => {
    const secret = await encryptSecret('ñandú', place);
    expect(await decryptSecret(secret, place)).toBe('ñandú');
    forgetDataKeys();
    expect(await decryptSecret(secret, place)).toBe('ñandú');
    expect(secret.keyVersion).toBe(1);
  });

  it.each(['table', 'row', 'column'])('does not open in another %s', async (part) => {
    const secret = await encryptSecret('text', place);
    await expect(decryptSecret(secret, { ...place, [part]: 'other' })).rejects.toThrow('secret_unreadable');
  });

  it('does not open in another workspace, whose key is another one', async () => {
    const secret = await encryptSecret('text', place);
    await expect(decryptSecret(secret, { ...place, workspaceId: other })).rejects.toThrow('encryption_key_missing');
    await encryptSecret('text', { ...place, workspaceId: other });
    await expect(decryptSecret(secret, { ...place, workspaceId: other })).rejects.toThrow('secret_unreadable');
  });

  it('does not open when the data keys of two workspaces were swapped', async () => {
    const secret = await encryptSecret('text', place);
    await encryptSecret('text', { ...place, workspaceId: other });
    await swapDataKeys();
    forgetDataKeys();
    await expect(decryptSecret(secret, place)).rejects.toThrow('secret_unreadable');
    await swapDataKeys();
    forgetDataKeys();
    expect(await decryptSecret(secret, place)).toBe('text');
  });

  it('says so when its key version is unknown, and when the key of that version is another one', async () => {
    const secret = await encryptSecret('text', place);
    const unknown = Uint8Array.from(secret.ciphertext);
    unknown[5] = 9;
    const asked = decryptSecret({ ciphertext: unknown, keyVersion: 9 }, place);
    await expect(asked).rejects.toMatchObject({ code: 'encryption_key_missing', params: { version: 9 } });
    await withRing(new Map([[1, generateKey()]]), () =>
      expect(decryptSecret(secret, place)).rejects.toThrow('encryption_key_wrong'),
    );
    await withRing(new Map([[2, generateKey()]]), () =>
      expect(decryptSecret(secret, place)).rejects.toThrow('encryption_key_missing'),
    );
    expect(await decryptSecret(secret, place)).toBe('text');
  });

  it('is made with one key per workspace, however many processes begin together', async () => {
    const fresh = { ...place, workspaceId: await createWorkspace() };
    const secrets = await Promise.all(
      Array.from({ length: 8 }, () => {
        forgetDataKeys();
        return encryptSecret('text', fresh);
      }),
    );
    forgetDataKeys();
    for (const secret of secrets) expect(await decryptSecret(secret, fresh)).toBe('text');
    expect(await getDatabase().dataKey.count({ where: { workspaceId: fresh.workspaceId } })).toBe(1);
  });

  it('opens when it was encrypted before there were data keys, and fails closed then too', async () => {
    const secret = encryptLegacy('old', place);
    expect(await decryptSecret(secret, place)).toBe('old');
    await expect(decryptSecret(secret, { ...place, row: 'conn_2' })).rejects.toThrow('secret_unreadable');
    await expect(decryptSecret({ ...secret, keyVersion: 4 }, place)).rejects.toThrow('encryption_key_missing');
    const changed = Uint8Array.from(secret.ciphertext);
    changed[20]! ^= 1;
    await expect(decryptSecret({ ...secret, ciphertext: changed }, place)).rejects.toThrow('secret_unreadable');
  });
});

function swapDataKeys() {
  return getDatabase().$executeRaw`
    UPDATE data_keys AS mine SET wrapped = theirs.wrapped FROM data_keys AS theirs
    WHERE mine.workspace_id IN (${place.workspaceId}, ${other}) AND theirs.workspace_id IN (${place.workspaceId}, ${other})
      AND mine.workspace_id <> theirs.workspace_id`;
}

/** Does something while the data folder holds other keys. */
async function withRing(ring: ReadonlyMap<number, Buffer>, action: () => Promise<unknown>): Promise<void> {
  const { dataDir } = readConfig();
  const secrets = readSecrets(dataDir);
  writeSecrets(dataDir, { ...secrets, encryptionKey: formatKeyRing(ring) });
  forgetDataKeys();
  await action();
  writeSecrets(dataDir, secrets);
  forgetDataKeys();
}
