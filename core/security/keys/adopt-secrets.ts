import { z } from 'zod';
import { updateConnection } from '#core/connections/update-connection.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { decryptBlowfish } from './decrypt-blowfish.ts';

/** Secrets of connections as another system kept them, encrypted with Blowfish; bytes are in base64. */
export const legacySecretsSchema = z.array(
  z.strictObject({
    /** Name or id of a connection that is here already. */
    connection: z.string().min(1),
    /** Name of the secret: `password`. */
    secret: z.string().min(1),
    ciphertext: z.base64(),
    /** Null for ECB. */
    iv: z.base64().nullable(),
  }),
);

export type LegacySecrets = z.infer<typeof legacySecretsSchema>;

/**
 * Decrypts secrets of another system and encrypts them anew, each into its connection; answers how many. All are decrypted
 * before the first is stored. Throws `blowfish_unreadable` or `connection_not_found`.
 */
export async function adoptSecrets(session: Session, secrets: LegacySecrets, key: Uint8Array): Promise<number> {
  const texts = secrets.map(({ ciphertext, iv }) =>
    decryptBlowfish(
      { ciphertext: Buffer.from(ciphertext, 'base64'), iv: iv === null ? null : Buffer.from(iv, 'base64') },
      key,
    ),
  );
  const ids = await Promise.all(secrets.map(({ connection }) => findByName(session.workspaceId, connection)));
  for (const [index, id] of ids.entries()) {
    const name = secrets[index]?.secret ?? '';
    await updateConnection(session, id, { secret: { [name]: texts[index] ?? '' } });
  }
  return ids.length;
}

async function findByName(workspaceId: string, nameOrId: string): Promise<string> {
  const [found, another] = await getDatabase().connection.findMany({
    where: { workspaceId, OR: [{ id: nameOrId }, { name: nameOrId }] },
    select: { id: true },
    take: 2,
  });
  if (found === undefined || another !== undefined) throw new TelarError('connection_not_found', { status: 404 });
  return found.id;
}
