import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './hash-password.ts';

describe('hashPassword', () => {
  it('accepts the same password, also in another Unicode form, and no other', async () => {
    const hash = await hashPassword('contraseña larga');
    expect(await verifyPassword('contraseña larga'.normalize('NFD'), hash)).toBe(true);
    expect(await verifyPassword('contrasena larga', hash)).toBe(false);
    expect(await hashPassword('contraseña larga')).not.toBe(hash);
  });

  it('verifies a hash made at another cost', async () => {
    const cheap = 'scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA==$';
    const { scryptSync } = await import('node:crypto');
    const key = scryptSync('older password', Buffer.alloc(16), 32, { N: 16384, r: 8, p: 1 });
    expect(await verifyPassword('older password', cheap + key.toString('base64'))).toBe(true);
  });

  it('does the work of a check when there is no user', async () => {
    const hash = await hashPassword('some password');
    const time = async (check: () => Promise<boolean>) => {
      const start = performance.now();
      expect(await check()).toBe(false);
      return performance.now() - start;
    };
    const wrong = await time(() => verifyPassword('wrong password', hash));
    const unknown = await time(() => verifyPassword('wrong password', null));
    expect(unknown).toBeGreaterThan(wrong / 3);
  });
});
