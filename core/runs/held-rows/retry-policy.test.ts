import { expect, it } from 'vitest';
import { TelarError } from '#core/platform/telar-error.ts';
import { maxAttempts, planNextAttempt } from './retry-policy.ts';

const now = new Date('2026-03-01T10:00:00Z');
const down = new TelarError('http_server_error', { actor: 'vendor', retryable: true }).toJSON();

it('waits longer after every attempt, and gives up after the last', () => {
  const waits = Array.from({ length: maxAttempts }, (_, index) => planNextAttempt(down, index + 1, now).nextAt);
  const minutes = waits.map((at) => at && (at.getTime() - now.getTime()) / 60_000);
  expect(minutes).toEqual([1, 2, 5, 10, 30, 60, 120, 240, null]);
});

it('asks no sooner than the other side wants, told in seconds or as a moment', () => {
  const limited = (params: Record<string, number>) =>
    planNextAttempt(new TelarError('x', { params, retryable: true }).toJSON(), 1, now).nextAt?.toISOString();
  expect(limited({ seconds: 600 })).toBe('2026-03-01T10:10:00.000Z');
  expect(limited({ until: now.getTime() + 7_200_000 })).toBe('2026-03-01T12:00:00.000Z');
  expect(limited({ seconds: 3 })).toBe('2026-03-01T10:01:00.000Z');
});

it('leaves what does not pass by itself to somebody at once, and names who when it no longer is tried', () => {
  const refused = new TelarError('http_unauthorized').toJSON();
  expect(planNextAttempt(refused, 1, now)).toEqual({ status: 'failed', nextAt: null, error: refused });
  const busy = { ...down, actor: 'nobody' as const };
  expect(planNextAttempt(busy, maxAttempts, now).error).toMatchObject({ actor: 'admin', retryable: false });
});
