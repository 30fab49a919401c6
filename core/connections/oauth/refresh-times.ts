const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Of a token's life, left when it is renewed; at least one minute and at most ten. */
const shareLeft = 0.2;
/** A token this close to its end counts as ended: the request it is for also takes time. */
const leewayMs = 10_000;
const firstDelayMs = 30_000;
const maxDelayMs = 60 * minuteMs;

/** What a renewal goes by. */
export interface TokenLife {
  /** Null: the vendor does not say. */
  readonly expiresAt: Date | null;
  readonly refreshable: boolean;
}

/**
 * When to renew a token that was handed out now: before it ends, and at least daily, because many vendors end grants that
 * lie idle. `chance` (0 to 1) spreads those that were handed out together. Null: never, there is nothing to renew it with.
 */
export function nextRefresh({ expiresAt, refreshable }: TokenLife, now: Date, chance: number): Date | null {
  if (!refreshable) return expiresAt;
  const daily = now.getTime() + dayMs * (1 - chance / 6);
  if (expiresAt === null) return new Date(daily);
  const life = expiresAt.getTime() - now.getTime();
  const marginMs = Math.min(10 * minuteMs, Math.max(minuteMs, life * shareLeft), life / 2);
  return new Date(Math.min(daily, expiresAt.getTime() - marginMs));
}

/** When to try again after so many failures in a row: doubling from 30 seconds to an hour, of which a random half. */
export function nextAttempt(failures: number, now: Date, chance: number): Date {
  const delayMs = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 20));
  return new Date(now.getTime() + delayMs * (0.5 + chance / 2));
}

export function hasEnded(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() - leewayMs <= now.getTime();
}
