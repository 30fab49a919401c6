import { decryptSecret, encryptSecret } from '#core/security/encrypt-secret.ts';
import type { SecretPlace } from '#core/security/secret-place.ts';
import type { Connection } from '#prisma/generated/client.ts';

export type Secret = Readonly<Record<string, string>>;

type SealedColumns = Pick<Connection, 'secretCiphertext' | 'secretKeyVersion'>;

/** The columns that hold the secret of a connection, encrypted for exactly that row. */
export async function sealSecret(workspaceId: string, connectionId: string, secret: Secret): Promise<SealedColumns> {
  if (Object.keys(secret).length === 0) return { secretCiphertext: null, secretKeyVersion: null };
  const { ciphertext, keyVersion } = await encryptSecret(JSON.stringify(secret), place(workspaceId, connectionId));
  return { secretCiphertext: ciphertext, secretKeyVersion: keyVersion };
}

/** The secret of a connection. Throws as `decryptSecret` does. */
export async function unsealSecret(
  connection: SealedColumns & Pick<Connection, 'id' | 'workspaceId'>,
): Promise<Secret> {
  const { id, workspaceId, secretCiphertext: ciphertext, secretKeyVersion: keyVersion } = connection;
  if (ciphertext === null || keyVersion === null) return {};
  return JSON.parse(await decryptSecret({ ciphertext, keyVersion }, place(workspaceId, id))) as Secret;
}

function place(workspaceId: string, row: string): SecretPlace {
  return { workspaceId, table: 'connections', row, column: 'secret_ciphertext' };
}
