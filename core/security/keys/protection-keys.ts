import { hkdfSync } from 'node:crypto';
import { getDatabase } from '#core/platform/database.ts';
import { decryptSecret, encryptSecret } from '../encrypt-secret.ts';
import { keyBytes } from './cipher.ts';
import { generateKey } from './key-ring.ts';

const purposes = ['hash', 'token', 'encrypt', 'encryptSame', 'nonce'] as const;

/** Keys to protect values in rows with, one for each purpose. */
export type WorkspaceKeys = Readonly<Record<(typeof purposes)[number], Uint8Array>>;

/** The keys of the workspace, which stay the same over every rotation. Its secret is made when it has none. */
export async function findProtectionKeys(workspaceId: string): Promise<WorkspaceKeys> {
  const secret = Buffer.from((await readSecret(workspaceId)) ?? (await createSecret(workspaceId)), 'base64');
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, workspaceId, `telar protect ${purpose} 1`, keyBytes));
  return Object.fromEntries(purposes.map((purpose) => [purpose, derive(purpose)])) as WorkspaceKeys;
}

async function readSecret(workspaceId: string): Promise<string | null> {
  const stored = await getDatabase().protectionKey.findUnique({ where: { workspaceId } });
  if (stored === null) return null;
  const { secretCiphertext: ciphertext, secretKeyVersion: keyVersion } = stored;
  return decryptSecret({ ciphertext, keyVersion }, placeOf(workspaceId));
}

/** Of several processes at once, the first one's secret stays. */
async function createSecret(workspaceId: string): Promise<string> {
  const sealed = await encryptSecret(generateKey().toString('base64'), placeOf(workspaceId));
  const data = { workspaceId, secretCiphertext: sealed.ciphertext, secretKeyVersion: sealed.keyVersion };
  await getDatabase().protectionKey.createMany({ data, skipDuplicates: true });
  const secret = await readSecret(workspaceId);
  if (secret === null) throw new Error('The secret was written above');
  return secret;
}

function placeOf(workspaceId: string) {
  return { workspaceId, table: 'protection_keys', row: workspaceId, column: 'secret_ciphertext' };
}
