import { decryptSecret, encryptSecret, type SecretPlace } from '#core/security/encrypt-secret.ts';
import type { Connection } from '#prisma/generated/client.ts';

export type Secret = Readonly<Record<string, string>>;

type SealedColumns = Pick<Connection, 'secretCiphertext' | 'secretKeyVersion'>;

/** The columns that hold the secret of a connection, encrypted for exactly that row. */
export function sealSecret(workspaceId: string, connectionId: string, secret: Secret): SealedColumns {
  if (Object.keys(secret).length === 0) return { secretCiphertext: null, secretKeyVersion: null };
  const { ciphertext, keyVersion } = encryptSecret(JSON.stringify(secret), place(workspaceId, connectionId));
  return { secretCiphertext: ciphertext, secretKeyVersion: keyVersion };
}

/** The secret of a connection. Throws `secret_unreadable`. */
export function unsealSecret(connection: SealedColumns & Pick<Connection, 'id' | 'workspaceId'>): Secret {
  const { id, workspaceId, secretCiphertext: ciphertext, secretKeyVersion: keyVersion } = connection;
  if (ciphertext === null || keyVersion === null) return {};
  return JSON.parse(decryptSecret({ ciphertext, keyVersion }, place(workspaceId, id))) as Secret;
}

function place(workspaceId: string, row: string): SecretPlace {
  return { workspaceId, table: 'connections', row, column: 'secret_ciphertext' };
}
