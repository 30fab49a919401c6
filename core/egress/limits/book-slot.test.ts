import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestLimit } from '#connectors/kit/connection-limits.ts';
import { allowedDelayMs, bookSlot, findStart, returnSlot } from './book-slot.ts';
import { emptyState } from './limit-state.ts';

const limit = fc.record({
  requests: fc.integer({ min: 1, max: 60 }),
  windowMs: fc.constantFrom(1_000, 2_000, 10_000, 20_000, 60_000, 3_600_000),
});

/** Starts of as many requests, each asked for as soon as possible or after a pause. */
function takeStarts(windows: readonly RequestLimit[], pausesMs: readonly number[]): number[] {
  let pace: Pick<typeof emptyState, 'lastStart' | 'booked'> = emptyState;
  let now = 1_800_000_000_123;
  return pausesMs.map((pauseMs) => {
    now += pauseMs;
    const start = findStart(pace, windows, now);
    pace = bookSlot(pace, windows, start, now);
    // Whoever books waits for its moment only sometimes: slots are booked ahead too.
    if (pauseMs > 0) now = Math.max(now, start);
    return start;
  });
}

/** Whether a window that long holds more: then so many starts later one begins too soon. */
function isExceeded(starts: readonly number[], { requests, windowMs }: RequestLimit): boolean {
  return starts.some((start, index) => (starts[index + requests] ?? Number.POSITIVE_INFINITY) - start < windowMs);
}

describe('slots', () => {
  it('never fill a sliding window beyond its limit, even when each is used as late as it may be', () => {
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30_000 })), {
      minLength: 80,
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        fc.array(limit, { minLength: 1, maxLength: 3 }),
        pauses,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 200, maxLength: 200 }),
        (windows, pausesMs, delays) => {
          const allowed = allowedDelayMs(windows);
          const starts = takeStarts(windows, pausesMs);
          expect(starts.every((start, index) => index === 0 || start >= (starts[index - 1] ?? 0))).toBe(true);
          const late = starts.map((start, index) => start + allowed * (delays[index] ?? 0)).sort((a, b) => a - b);
          for (const each of windows) expect(isExceeded(late, each)).toBe(false);
        },
      ),
    );
  });

  it.each([
    { requests: 5, windowMs: 1_000 },
    { requests: 110, windowMs: 10_000 },
    { requests: 100, windowMs: 20_000 },
    { requests: 60, windowMs: 3_600_000 },
    { requests: 1_000, windowMs: 86_400_000 },
  ])('leave at least 95 % of $requests in $windowMs ms', (each) => {
    const starts = takeStarts(
      [each],
      Array.from({ length: each.requests * 12 + 1 }, () => 0),
    );
    const windows = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / each.windowMs;
    expect((starts.length - 1) / windows).toBeGreaterThanOrEqual(0.95 * each.requests);
  });

  it('control: without the margin, requests that may be late exceed the limit', () => {
    const each = { requests: 10, windowMs: 1_000 };
    const starts = Array.from({ length: 40 }, (_, index) => index * 100);
    expect(isExceeded(starts, each)).toBe(false);
    expect(
      isExceeded(
        starts.map((start, index) => start + (index === 12 ? allowedDelayMs([each]) : 0)),
        each,
      ),
    ).toBe(true);
  });

  it('of a long window may be taken at once; the next one waits for the first to leave it', () => {
    const starts = takeStarts([{ requests: 3, windowMs: 60_000 }], [0, 0, 0, 0]);
    expect(starts.map((start) => start - (starts[0] ?? 0)).slice(0, 3)).toEqual([0, 0, 0]);
    expect((starts[3] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(60_000);
  });

  it('that are given back can be taken again', () => {
    const windows = [
      { requests: 1, windowMs: 60_000 },
      { requests: 1, windowMs: 1_000 },
    ];
    const now = 1_800_000_000_000;
    const booked = bookSlot(emptyState, windows, findStart(emptyState, windows, now), now);
    expect(findStart(booked, windows, now)).toBeGreaterThan(now + 60_000);
    expect(findStart(returnSlot(booked, windows, now), windows, now)).toBe(now);
  });

  it('that are given back take no other with them', () => {
    const windows = [{ requests: 1, windowMs: 12_000 }];
    const now = 1_800_000_000_000;
    const first = bookSlot(emptyState, windows, now, now);
    const ahead = findStart(first, windows, now);
    expect(findStart(returnSlot(bookSlot(first, windows, ahead, now), windows, ahead), windows, now)).toBe(ahead);
  });
});
