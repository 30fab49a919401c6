import { describe, expect, it } from 'vitest';
import { hasEnded, nextAttempt, nextRefresh } from './refresh-times.ts';

const now = new Date('2026-11-24T12:00:00Z');
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe('a token is renewed', () => {
  it.each<[string, Date | null, boolean, number, Date | null]>([
    ['ten minutes before an hour ends', inMinutes(60), true, 0, inMinutes(50)],
    ['in the last fifth of half an hour', inMinutes(30), true, 0, inMinutes(24)],
    ['halfway through a minute', inMinutes(1), true, 0, inMinutes(0.5)],
    ['daily where the vendor names no end', null, true, 0, inMinutes(24 * 60)],
    [
      'daily although it holds for a month, not all in one moment',
      inMinutes(60 * 24 * 30),
      true,
      1,
      inMinutes(20 * 60),
    ],
    ['never without a refresh token; its end is looked at', inMinutes(60), false, 0, inMinutes(60)],
    ['never when it has neither end nor refresh token', null, false, 0, null],
  ])('%s', (_name, expiresAt, refreshable, chance, expected) => {
    expect(nextRefresh({ expiresAt, refreshable }, now, chance)).toEqual(expected);
  });

  it('after failures later each time, at most an hour', () => {
    const minutes = [1, 2, 3, 8, 50].map(
      (failures) => (nextAttempt(failures, now, 1).getTime() - now.getTime()) / 60_000,
    );
    expect(minutes).toEqual([0.5, 1, 2, 60, 60]);
    expect(nextAttempt(1, now, 0)).toEqual(inMinutes(0.25));
  });

  it('counts as ended shortly before its end', () => {
    expect([hasEnded(inMinutes(1), now), hasEnded(inMinutes(0.1), now), hasEnded(null, now)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
