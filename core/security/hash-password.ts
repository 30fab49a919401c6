import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of new hashes: 128 MiB and some 300 ms of one core. Stored with each hash, so it may grow. */
const cost = { N: 2 ** 17, r: 8, p: 1 };
const keyBytes = 32;
/** Hashing waits in line beyond this many at a time, so that sign-ins cannot exhaust memory. */
const maxParallel = 2;

interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** A salted scrypt hash in the form `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, cost, keyBytes);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/**
 * Whether the password fits the hash, compared in constant time. Without a hash (unknown user)
 * it does the same work and answers false, so that time does not tell which accounts exist.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? null : parseHash(hash);
  if (stored === null) {
    await deriveKey(password, randomBytes(16), cost, keyBytes);
    return false;
  }
  const key = await deriveKey(password, stored.salt, stored.cost, stored.key.length);
  return timingSafeEqual(key, stored.key);
}

function parseHash(hash: string): { cost: ScryptCost; salt: Buffer; key: Buffer } | null {
  const [scheme, N, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || !salt || !key) return null;
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}

let running = 0;
const waiting: (() => void)[] = [];

async function deriveKey(password: string, salt: Buffer, { N, r, p }: ScryptCost, bytes: number): Promise<Buffer> {
  if (running >= maxParallel) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, bytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
