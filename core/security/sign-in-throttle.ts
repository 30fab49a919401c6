import { TelarError } from '#core/platform/telar-error.ts';

const windowMs = 15 * 60_000;
const maxEntries = 20_000;

/** Failures allowed per window before further attempts are refused. */
const limits = { pair: 8, account: 40, address: 80 } as const;

interface Bucket {
  count: number;
  resetsAt: number;
}

export interface SignInThrottle {
  /** Counts an attempt before its password is checked. Throws `sign_in_throttled` (429). */
  readonly begin: (account: string, address: string) => void;
  /** Forgets the attempts of an account from an address once it has signed in. */
  readonly succeed: (account: string, address: string) => void;
}

/**
 * Bounds guesses per account and address, and more loosely per account and per address alone, since
 * a forwarded address can be made up. Kept in memory of the web process, at most 20,000 entries, oldest out.
 */
export function createSignInThrottle(now: () => number = Date.now): SignInThrottle {
  const buckets = new Map<string, Bucket>();

  function listKeys(account: string, address: string) {
    return [
      { key: `pair ${account} ${address}`, limit: limits.pair },
      { key: `account ${account}`, limit: limits.account },
      { key: `address ${address}`, limit: limits.address },
    ];
  }

  function findBucket(key: string): Bucket | undefined {
    const bucket = buckets.get(key);
    return bucket && bucket.resetsAt > now() ? bucket : undefined;
  }

  function count(key: string): void {
    const bucket = findBucket(key) ?? { count: 0, resetsAt: now() + windowMs };
    bucket.count += 1;
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > maxEntries) buckets.delete(buckets.keys().next().value ?? '');
  }

  return {
    begin: (account, address) => {
      const keys = listKeys(account, address);
      const full = keys.map(({ key, limit }) => ({ limit, bucket: findBucket(key) }));
      const waitMs = Math.max(
        0,
        ...full.map(({ limit, bucket }) => (bucket && bucket.count >= limit ? bucket.resetsAt - now() : 0)),
      );
      if (waitMs > 0) {
        throw new TelarError('sign_in_throttled', { params: { minutes: Math.ceil(waitMs / 60_000) }, status: 429 });
      }
      for (const { key } of keys) count(key);
    },
    succeed: (account, address) => {
      for (const { key } of listKeys(account, address)) {
        const bucket = findBucket(key);
        if (bucket) bucket.count -= 1;
      }
      buckets.delete(`pair ${account} ${address}`);
    },
  };
}
