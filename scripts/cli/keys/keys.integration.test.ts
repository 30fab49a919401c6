import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Blowfish } from 'egoroof-blowfish';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnection } from '#core/connections/create-connection.ts';
import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { readSecrets, writeSecrets } from '#core/platform/read-secrets.ts';
import { forgetDataKeys } from '#core/security/keys/data-keys.ts';
import { formatKeyRing, generateKey } from '#core/security/keys/key-ring.ts';
import { setUp } from '#core/security/set-up.ts';
import { runCli } from '../run-cli.ts';

provideTestDatabase();

let folder: string;
let workspaceId: string;
let connectionId: string;
const password = async () => (await resolveConnection(workspaceId, connectionId)).secret.password;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-keys-'));
  const owner = { name: 'Ana', email: 'ana@example.com', password: '0123456789', workspaceName: 'Demo' };
  const made = await setUp(owner, 'en');
  workspaceId = made.workspaceId;
  const names = { userName: 'Ana', email: 'ana@example.com', workspaceName: 'Demo' };
  connectionId = await createConnection(
    { ...made, ...names, locale: 'en', role: 'owner' },
    {
      connector: 'postgres',
      name: 'Warehouse',
      config: { host: 'db', database: 'crm', user: 'telar' },
      secret: { password: 'hunter2' },
    },
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function telar(...args: string[]) {
  const said = { output: '', notes: '' };
  const code = await runCli(['--lang', 'en', 'keys', ...args], {
    folder,
    print: (text) => {
      said.output += `${text}\n`;
    },
    note: (text) => {
      said.notes += `${text}\n`;
    },
    interrupted: new AbortController().signal,
  });
  return { code, ...said };
}

describe('telar keys', () => {
  it('rotates and lists', async () => {
    expect(await telar('rotate')).toMatchObject({ code: 0, output: 'Encrypted anew: 1 secret, 1 data key.\n' });
    const { code, output } = await telar();
    expect([code, output]).toEqual([0, expect.stringMatching(/2 +active +local[\s\S]*1 +retired +local/)]);
    expect(output).toContain('Everything is encrypted with the active version.');
    expect(await password()).toBe('hunter2');
  });

  it('splits into files of their own, recovers from three, and not from two', async () => {
    expect(await telar('split', '--shares', '5', '--threshold', '3', '--folder', 'shares')).toMatchObject({ code: 0 });
    const files = await readdir(join(folder, 'shares'));
    expect(files).toHaveLength(5);
    expect((await stat(join(folder, 'shares', files[0]!))).mode & 0o777).toBe(0o600);
    const { dataDir } = readConfig();
    writeSecrets(dataDir, { ...readSecrets(dataDir), encryptionKey: formatKeyRing(new Map([[1, generateKey()]])) });
    forgetDataKeys();
    await expect(password()).rejects.toThrow('encryption_key_missing');
    const few = await telar('recover', 'shares/share-1.txt', 'shares/share-2.txt');
    expect([few.code, few.notes]).toEqual([
      1,
      expect.stringContaining('3 different shares are needed and 2 were given'),
    ]);
    const three = ['shares/share-5.txt', 'shares/share-1.txt', 'shares/share-2.txt'];
    expect((await telar('recover', '--print', ...three)).output).toMatch(/^TELAR_ENCRYPTION_KEY=1:.{44},2:.{44}\n$/);
    await expect(password()).rejects.toThrow('encryption_key_missing');
    expect(await telar('recover', ...three)).toMatchObject({ code: 0, notes: 'The keys are back: version 1, 2.\n' });
    expect(await password()).toBe('hunter2');
  });

  it('imports a wrapped key', async () => {
    const { code, output } = await telar('import', '--prepare');
    const options = { key: createPublicKey(output), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    await writeFile(join(folder, 'wrapped.bin'), publicEncrypt(options, randomBytes(32)));
    const imported = await telar('import', '--file', 'wrapped.bin');
    expect([code, imported.code, imported.notes]).toEqual([0, 0, expect.stringContaining('version 3 and active')]);
    expect(await password()).toBe('hunter2');
    expect((await telar('import')).code).toBe(2);
  });

  it('adopts what was encrypted with Blowfish, all or nothing', async () => {
    const cipher = new Blowfish(Buffer.from('legacy key'), Blowfish.MODE.CBC, Blowfish.PADDING.PKCS5);
    cipher.setIv('8 bytes!');
    const encode = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
    const entry = { connection: 'Warehouse', secret: 'password', ciphertext: encode(cipher.encode('old secret')) };
    await writeFile(join(folder, 'legacy.key'), 'legacy key');
    await writeFile(join(folder, 'legacy.json'), JSON.stringify([{ ...entry, iv: encode('8 bytes!') }]));
    await writeFile(join(folder, 'wrong.json'), JSON.stringify([{ ...entry, iv: null }]));
    expect((await telar('adopt', 'wrong.json', '--key-file', 'legacy.key')).code).toBe(1);
    expect(await password()).toBe('hunter2');
    expect(await telar('adopt', 'legacy.json', '--key-file', 'legacy.key')).toMatchObject({
      code: 0,
      output: '1 secret was encrypted anew.\n',
    });
    expect(await password()).toBe('old secret');
    const key = 'shares/share-1.txt';
    expect((await telar('adopt', key, '--key-file', 'legacy.key')).notes).toContain('is not a list of secrets');
  });

  it('explains itself, and what is mistyped', async () => {
    expect((await telar('rotate', '--help')).output).toContain('Usage: telar keys rotate [options]');
    expect((await telar('recover', '--help')).output).toContain('telar keys recover <files with shares> …');
    const wrong = await telar('rotat');
    expect([wrong.code, wrong.notes]).toEqual([2, expect.stringContaining('Did you mean keys rotate?')]);
    expect(Buffer.from((await telar('generate')).output, 'base64')).toHaveLength(32);
    expect(await readFile(join(folder, 'legacy.key'), 'utf8')).toBe('legacy key');
  });
});
