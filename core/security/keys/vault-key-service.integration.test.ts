import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { Config } from '#core/platform/read-config.ts';
import type { Session } from '#core/security/session.ts';
import { createTestConnection, createTestSession } from './create-test-secrets.ts';
import { forgetDataKeys } from './data-keys.ts';
import { readKeyRing } from './key-ring.ts';
import { renewSecrets } from './renew-secrets.ts';
import { rotateKeys } from './rotate-keys.ts';
import { startTransitServer, type TransitServer } from './transit-server.test-kit.ts';
import { vaultKeyService } from './vault-key-service.ts';

const chosen = vi.hoisted(() => ({ vault: null as Config['vault'] }));
vi.mock('#core/platform/read-config.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('#core/platform/read-config.ts')>();
  return { ...original, readConfig: () => ({ ...original.readConfig(), vault: chosen.vault }) };
});

provideTestDatabase();

let vault: TransitServer;
let session: Session;
const by = () => ({ workspaceId: session.workspaceId, actor: { kind: 'cli', id: null, name: 'Ana' } as const });
const password = async (id: string) => (await resolveConnection(session.workspaceId, id)).secret.password;
const useVault = (changes: Partial<NonNullable<Config['vault']>> = {}) => {
  chosen.vault = { address: vault.url, token: vault.token, mount: 'transit', key: 'telar', ...changes };
};

beforeAll(async () => {
  vault = await startTransitServer();
  session = await createTestSession();
});
beforeEach(() => {
  vault.sealed = false;
  useVault();
  forgetDataKeys();
});
afterAll(() => vault.close());

describe('keys kept by Vault', () => {
  it('wrap and unwrap, bound to their context, in the version asked for', async () => {
    const dataKey = Buffer.alloc(32, 7);
    const first = { version: 1, ...(await vaultKeyService.listVersions())[0]! };
    const second = await vaultKeyService.createVersion(2);
    expect([first.reference, second.reference]).toEqual([1, 2]);
    for (const version of [first, second]) {
      const wrapped = await vaultKeyService.wrap(version, dataKey, 'here');
      expect(Buffer.from(wrapped).toString()).toMatch(new RegExp(`^vault:v${version.reference}:`));
      expect(await vaultKeyService.unwrap(version, wrapped, 'here')).toEqual(dataKey);
      await expect(vaultKeyService.unwrap(version, wrapped, 'there')).rejects.toThrow('secret_unreadable');
    }
  });

  it('take over from keys on this machine by a rotation, and hand back', async () => {
    chosen.vault = null;
    const id = await createTestConnection(session, 'secret');
    useVault({ key: 'takeover' });
    expect(await rotateKeys(by(), 1)).toBe(2);
    expect(await renewSecrets()).toEqual({ dataKeys: 1, secrets: 1, unreadable: 0 });
    const keys = await getDatabase().encryptionKey.findMany({ orderBy: { version: 'asc' } });
    expect(keys.map(({ service, state }) => `${service} ${state}`)).toEqual(['local retired', 'vault active']);
    forgetDataKeys();
    expect(await password(id)).toBe('secret');
    expect([...readKeyRing().keys()]).toEqual([1]);

    await rotateKeys(by(), 2);
    await renewSecrets();
    forgetDataKeys();
    expect(await password(id)).toBe('secret');

    chosen.vault = null;
    await rotateKeys(by(), 3);
    useVault({ key: 'takeover' });
    await renewSecrets();
    chosen.vault = null;
    forgetDataKeys();
    expect(await password(id)).toBe('secret');
    expect([...readKeyRing().keys()]).toEqual([1, 4]);
  });

  it('see data keys alone, never a secret', async () => {
    const id = await createTestConnection(session, 'a canary in the mine');
    await password(id);
    const seen = vault.bodies.join('\n');
    expect(seen).toContain('plaintext');
    expect(seen).not.toContain(Buffer.from('a canary in the mine').toString('base64').slice(0, 24));
  });

  it('say what is wrong: sealed, refused, unreachable, no key of that version', async () => {
    const version = { version: 9, reference: 9, checkValue: null };
    const wrap = () => vaultKeyService.wrap(version, Buffer.alloc(32), 'here');
    await expect(wrap()).rejects.toMatchObject({ code: 'vault_refused', params: { status: 400 } });
    vault.sealed = true;
    await expect(wrap()).rejects.toMatchObject({ code: 'vault_unavailable', retryable: true });
    vault.sealed = false;
    useVault({ token: 'wrong' });
    await expect(wrap()).rejects.toMatchObject({ code: 'vault_refused', params: { status: 403 }, actor: 'admin' });
    useVault({ address: 'http://127.0.0.1:1' });
    await expect(wrap()).rejects.toThrow('egress_unreachable');
  });
});
