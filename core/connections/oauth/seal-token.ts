import { decryptSecret, encryptSecret } from '#core/security/encrypt-secret.ts';
import type { ConnectionGrant } from '#prisma/generated/client.ts';

/** What of a token's answer is kept, encrypted. */
export interface StoredToken {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly answer: Readonly<Record<string, string>>;
}

type SealedColumns = Pick<ConnectionGrant, 'tokenCiphertext' | 'tokenKeyVersion'>;

/** The columns that hold a token, encrypted for exactly that row. */
export async function sealToken(workspaceId: string, connectionId: string, token: StoredToken): Promise<SealedColumns> {
  const { ciphertext, keyVersion } = await encryptSecret(JSON.stringify(token), place(workspaceId, connectionId));
  return { tokenCiphertext: ciphertext, tokenKeyVersion: keyVersion };
}

/** Throws as `decryptSecret` does. */
export async function unsealToken(grant: ConnectionGrant): Promise<StoredToken> {
  const { tokenCiphertext: ciphertext, tokenKeyVersion: keyVersion, workspaceId, connectionId } = grant;
  return JSON.parse(await decryptSecret({ ciphertext, keyVersion }, place(workspaceId, connectionId))) as StoredToken;
}

function place(workspaceId: string, row: string) {
  return { workspaceId, table: 'connection_grants', row, column: 'token_ciphertext' };
}
