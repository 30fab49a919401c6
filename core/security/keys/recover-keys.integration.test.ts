import { execFile, spawnSync } from 'node:child_process';
import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { readSecrets, writeSecrets } from '#core/platform/read-secrets.ts';
import type { Session } from '#core/security/session.ts';
import { createTestConnection, createTestSession } from './create-test-secrets.ts';
import { forgetDataKeys } from './data-keys.ts';
import { drillRecovery } from './drill-recovery.ts';
import { importKey, prepareImport } from './import-key.ts';
import { formatKeyRing, generateKey, readKeyRing } from './key-ring.ts';
import { splitKeyRing } from './key-shares.ts';
import { recoverKeys, splitKeys } from './recover-keys.ts';
import { renewSecrets } from './renew-secrets.ts';
import { rotateKeys } from './rotate-keys.ts';

provideTestDatabase();

const hasPgDump = spawnSync('pg_dump', ['--version']).status === 0;
if (!hasPgDump) console.warn('The recovery drill is not tested: pg_dump is not installed.');

const known = 'a "known" secret\nof ñandú';
let session: Session;
let connectionId: string;
let shares: string[];
let dump: string;
const by = () => ({ workspaceId: session.workspaceId, actor: { kind: 'cli', id: null, name: 'Ana' } as const });
const password = async () => (await resolveConnection(session.workspaceId, connectionId)).secret.password;

/** The machine is another one: its data folder came with a key of its own. */
function loseKeys(): void {
  const { dataDir } = readConfig();
  writeSecrets(dataDir, { ...readSecrets(dataDir), encryptionKey: formatKeyRing(new Map([[1, generateKey()]])) });
  forgetDataKeys();
}

beforeAll(async () => {
  session = await createTestSession();
  connectionId = await createTestConnection(session, known);
  await rotateKeys(by(), null);
  shares = await splitKeys(by(), { shares: 5, threshold: 3 });
  dump = join(readConfig().dataDir, 'dump.sql');
  if (!hasPgDump) return;
  const { stdout } = await promisify(execFile)('pg_dump', [process.env.DATABASE_URL!], { maxBuffer: 1e8 });
  await writeFile(dump, stdout);
});

describe.skipIf(!hasPgDump)('the drill', () => {
  const three = () => [shares[4]!, shares[0]!, shares[2]!];

  it('opens a known secret from a dump and three shares, without the keys of this machine', async () => {
    loseKeys();
    await expect(password()).rejects.toThrow('encryption_key_wrong');
    const drill = await drillRecovery(dump, three(), known);
    expect(drill).toEqual({ versions: [1, 2], opened: 1, unreadable: [], isKnownFound: true });
    expect(await drillRecovery(dump, three(), 'another secret')).toMatchObject({ opened: 1, isKnownFound: false });
    await writeFile(`${dump}.gz`, gzipSync(await readFile(dump)));
    expect(await drillRecovery(`${dump}.gz`, three(), null)).toMatchObject({ opened: 1, isKnownFound: null });
  });

  it('opens nothing with two shares, or with those of another ring', async () => {
    await expect(drillRecovery(dump, shares.slice(0, 2), known)).rejects.toThrow('shares_too_few');
    const others = new Map([1, 2].map((version) => [version, generateKey()]));
    const foreign = await splitKeyRing(others, { shares: 3, threshold: 2 });
    const drill = await drillRecovery(dump, foreign, known);
    expect(drill).toMatchObject({ opened: 0, unreadable: [{ code: 'secret_unreadable' }], isKnownFound: false });
  });

  it('does not open a dump in which two rows were swapped, and says what is no dump', async () => {
    const text = await readFile(dump, 'utf8');
    await writeFile(`${dump}.swapped`, text.replaceAll(connectionId, 'conn_other'));
    expect(await drillRecovery(`${dump}.swapped`, three(), known)).toMatchObject({ opened: 0, isKnownFound: false });
    await writeFile(`${dump}.empty`, 'not a dump\n');
    await expect(drillRecovery(`${dump}.empty`, three(), null)).rejects.toThrow('dump_unreadable');
    await expect(drillRecovery(`${dump}.none`, three(), null)).rejects.toThrow('dump_unreadable');
  });
});

describe('recovery', () => {
  it('refuses shares of another installation', async () => {
    const foreign = await splitKeyRing(new Map([[1, generateKey()]]), { shares: 3, threshold: 2 });
    await expect(recoverKeys(by(), foreign)).rejects.toThrow('shares_of_another_installation');
  });

  it('puts the keys back on a new machine, where they open everything again', async () => {
    loseKeys();
    await expect(password()).rejects.toThrow('encryption_key_wrong');
    expect(await recoverKeys(by(), shares.slice(1, 4))).toEqual([1, 2]);
    expect(await password()).toBe(known);
    expect(statSync(join(readConfig().dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(await recoverKeys(by(), shares.slice(0, 3))).toEqual([1, 2]);
    const deeds = await getDatabase().auditEvent.findMany({
      where: { objectType: 'encryption_key' },
      orderBy: { at: 'asc' },
    });
    expect(deeds.map(({ action }) => action.split('.')[1])).toEqual(['rotated', 'split', 'recovered', 'recovered']);
    for (const share of [...shares, ...readKeyRing().values()].map((secret) => secret.toString('base64')))
      expect(JSON.stringify(deeds)).not.toContain(share);
  });
});

describe('a key from outside', () => {
  const path = () => join(readConfig().dataDir, 'key-import.pem');
  const wrap = (key: Buffer, pem: string, oaepHash = 'sha256') =>
    publicEncrypt({ key: createPublicKey(pem), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, key);

  it('becomes the active one, and its import key is gone afterwards', async () => {
    await expect(importKey(by(), Buffer.alloc(384))).rejects.toThrow('import_not_prepared');
    const pem = prepareImport();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    const key = randomBytes(32);
    const version = await importKey(by(), wrap(key, pem));
    expect([version, readKeyRing().get(version)]).toEqual([3, key]);
    expect(existsSync(path())).toBe(false);
    await renewSecrets();
    forgetDataKeys();
    expect(await password()).toBe(known);
  });

  it('is refused when it is no 256-bit key, wrapped otherwise, or damaged', async () => {
    const pem = prepareImport();
    const damaged = wrap(randomBytes(32), pem);
    damaged[100]! ^= 1;
    for (const wrapped of [wrap(randomBytes(16), pem), wrap(randomBytes(32), pem, 'sha1'), damaged, Buffer.alloc(5)])
      await expect(importKey(by(), wrapped)).rejects.toThrow('wrapped_key_invalid');
    expect(existsSync(path())).toBe(true);
    expect(await getDatabase().encryptionKey.count()).toBe(3);
  });
});
