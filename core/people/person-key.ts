import { createHmac, hkdfSync } from 'node:crypto';
import { type Sql, sql } from '#core/compiler/sql.ts';
import { findProtectionKeys } from '#core/security/keys/protection-keys.ts';

const blockBytes = 64;

/** The workspace's key for finding people, which says nothing about values that a step protects. */
export async function findPersonKey(workspaceId: string): Promise<Uint8Array> {
  const { hash } = await findProtectionKeys(workspaceId);
  return new Uint8Array(hkdfSync('sha256', hash, workspaceId, 'telar find person 1', 32));
}

/** An e-mail address as it is compared: without the blanks around it, in small letters. */
export function tidyEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** HMAC-SHA-256 of the address, in hex. */
export function hashPerson(key: Uint8Array, email: string): string {
  return createHmac('sha256', key).update(tidyEmail(email)).digest('hex');
}

/** The same in the engine, over a text that is tidied already: its own SHA-256 is as fast as it reads. */
export function hashPersonSql(key: Uint8Array, email: Sql): Sql {
  const padded = (pad: number) => {
    const block = Buffer.alloc(blockBytes, pad);
    key.forEach((byte, index) => {
      block[index] = byte ^ pad;
    });
    return block.toString('hex');
  };
  return sql`sha256(unhex(${padded(0x5c)}) || unhex(sha256(unhex(${padded(0x36)}) || encode(${email}))))`;
}
