import { fork } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { updateConnection } from '#core/connections/update-connection.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import type { Session } from '#core/security/session.ts';
import { encryptBytes } from './cipher.ts';
import { createTestConnection, createTestSession } from './create-test-secrets.ts';
import { forgetDataKeys } from './data-keys.ts';
import { readKeyRing } from './key-ring.ts';
import { countStale, renewSecrets } from './renew-secrets.ts';
import { rotateKeys } from './rotate-keys.ts';
import type { WorkerReport } from './rotation-worker.test-kit.ts';
import { sealedColumns } from './sealed-columns.ts';

provideTestDatabase();

let session: Session;
const by = () => ({
  workspaceId: session.workspaceId,
  actor: { kind: 'user', id: session.userId, name: 'Ana' } as const,
});
const password = async (id: string) => (await resolveConnection(session.workspaceId, id)).secret.password;
const states = async () => {
  const keys = await getDatabase().encryptionKey.findMany({ orderBy: { version: 'asc' } });
  return keys.map(({ version, state }) => `${version} ${state}`);
};

beforeAll(async () => {
  session = await createTestSession();
});

describe('rotation', () => {
  it('makes a key in the data folder, for its owner only, and asked twice from one version rotates once', async () => {
    const id = await createTestConnection(session, 'first');
    expect(await Promise.all([rotateKeys(by(), 1), rotateKeys(by(), 1)])).toEqual([2, 2]);
    expect(await states()).toEqual(['1 decrypt_only', '2 active']);
    expect([...readKeyRing().keys()]).toEqual([1, 2]);
    expect(statSync(join(readConfig().dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(await password(id)).toBe('first');
    await expect.poll(countStale).toBe(2);
    expect(await renewSecrets()).toEqual({ dataKeys: 1, secrets: 1, unreadable: 0 });
    expect(await renewSecrets()).toEqual({ dataKeys: 0, secrets: 0, unreadable: 0 });
    expect([await countStale(), await states()]).toEqual([0, ['1 retired', '2 active']]);
    forgetDataKeys();
    expect(await password(id)).toBe('first');
    const event = await getDatabase().auditEvent.findFirstOrThrow({ where: { action: 'encryption_key.rotated' } });
    expect(event).toMatchObject({ actorName: 'Ana', before: { activeVersion: 1 }, after: { activeVersion: 2 } });
  });

  it('goes on where it was cut off, in batches, around what cannot be opened and what others write', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, (_, index) => createTestConnection(session, `p${index}`)));
    await getDatabase().$executeRaw`
      UPDATE connections SET secret_ciphertext = set_byte(secret_ciphertext, 30, 255 - get_byte(secret_ciphertext, 30))
      WHERE id = ${ids[3]}`;
    await rotateKeys(by(), null);
    await updateConnection(session, ids[0]!, { secret: { password: 'newer' } });
    const renewed = await renewSecrets({ batchSize: 2 });
    expect(renewed.unreadable).toBe(1);
    expect(await renewSecrets({ batchSize: 2 })).toEqual({ dataKeys: 0, secrets: 0, unreadable: 1 });
    expect(await password(ids[0]!)).toBe('newer');
    for (const index of [1, 2, 4, 5, 6]) expect(await password(ids[index]!)).toBe(`p${index}`);
    await expect(password(ids[3]!)).rejects.toThrow('secret_unreadable');
    await getDatabase().connection.delete({ where: { id: ids[3]! } });
  });

  it('brings along what was encrypted before there were data keys, and keeps its key until then', async () => {
    const id = await createTestConnection(session, 'x');
    const context = Buffer.from(JSON.stringify([1, session.workspaceId, 'connections', id, 'secret_ciphertext']));
    const legacy = encryptBytes('aes-256-gcm', readKeyRing().get(1)!, Buffer.from('{"password":"old"}'), context);
    await getDatabase().connection.update({
      where: { id },
      data: { secretCiphertext: new Uint8Array(legacy), secretKeyVersion: 1 },
    });
    expect(await password(id)).toBe('old');
    expect(await renewSecrets()).toMatchObject({ secrets: 1 });
    expect(await password(id)).toBe('old');
    const { secretKeyVersion } = await getDatabase().connection.findUniqueOrThrow({ where: { id } });
    expect(secretKeyVersion).toBe(3);
  });

  it('fails no read and no write of two other processes that go on meanwhile', async () => {
    await getDatabase().connection.deleteMany();
    const connectionIds: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      const id = await createTestConnection(session, 'x');
      await updateConnection(session, id, { secret: { password: `password of ${id}` } });
      connectionIds.push(id);
    }
    const argument = JSON.stringify({ session, connectionIds });
    const kit = new URL('./rotation-worker.test-kit.ts', import.meta.url).pathname;
    const workers = [0, 1].map(() => fork(kit, [argument], { execArgv: [], env: { ...process.env } }));
    onTestFinished(() => {
      for (const worker of workers) worker.kill();
    });
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    const rotations = 3;
    for (let count = 0; count < rotations; count += 1) {
      await rotateKeys(by(), null);
      await Promise.all([renewSecrets({ batchSize: 3 }), renewSecrets({ batchSize: 5 })]);
    }
    // What the two wrote last with the former key, should they have been told late.
    await expect
      .poll(async () => ((await renewSecrets()).secrets === 0 ? countStale() : 1), { timeout: 20_000 })
      .toBe(0);
    const reports = workers.map((worker) => receiveReport(worker));
    for (const worker of workers) worker.send('stop');
    for (const { reads, writes, failures } of await Promise.all(reports)) {
      expect(failures).toEqual([]);
      expect(Math.min(reads, writes)).toBeGreaterThan(10);
    }
    expect(await states()).toEqual(['1 retired', '2 retired', '3 retired', '4 retired', '5 retired', '6 active']);
  }, 120_000);
});

it('reaches every encrypted column of the database', async () => {
  const columns = await getDatabase().$queryRaw<{ table: string; ciphertext: string }[]>`
    SELECT table_name AS "table", column_name AS ciphertext FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name LIKE '%\\_ciphertext' ORDER BY 1, 2`;
  expect(columns.length).toBeGreaterThan(0);
  expect(sealedColumns.map(({ table, ciphertext }) => ({ table, ciphertext }))).toEqual(columns);
});

function receiveReport(worker: ReturnType<typeof fork>): Promise<WorkerReport> {
  return new Promise((resolve) => {
    worker.on('message', (message) => {
      if (typeof message === 'object') resolve(message as WorkerReport);
    });
  });
}
