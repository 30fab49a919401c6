import type { RequestLimit } from '#connectors/kit/connection-limits.ts';
import type { BookedStretches, LimitState } from './limit-state.ts';

/** Windows up to this long are spent evenly; a longer one may be spent at once. */
const longestEvenMs = 10_000;
/** Part of an even window that requests may drift on their way without breaking the promise. */
const evenMargin = 0.03;
/** The same for a longer one, which is counted in stretches; one of them more is always counted. */
const bookedMargin = 0.02;
const stretchesPerWindow = 50;

type Pace = Pick<LimitState, 'lastStart' | 'booked'>;

/**
 * The earliest moment, not before `from`, at which a request may start so that every window of every limit holds at
 * most its number of starts. Slots are given out in order of time: the answer is never before the last one.
 *
 * Requests of an even window start `windowMs * 1.03 / requests` apart, so the one that comes `requests` later starts at
 * least 1.03 windows later. Of a longer window all stretches it can touch, lengthened by 2 %, hold `requests` together.
 * Both leave at least 95 % of the limit to be used.
 */
export function findStart({ lastStart, booked }: Pace, windows: readonly RequestLimit[], from: number): number {
  let start = Math.max(from, lastStart + spacing(windows));
  for (let moved = true; moved; ) {
    moved = false;
    for (const limit of windows.filter(isLong)) {
      const free = findFree(booked[limit.windowMs], limit, start);
      moved ||= free > start;
      start = free;
    }
  }
  return start;
}

/** The pace with a slot at `start` taken, at `now`. */
export function bookSlot<State extends Pace>(
  state: State,
  windows: readonly RequestLimit[],
  start: number,
  now: number,
): State {
  const booked = Object.fromEntries(
    windows.filter(isLong).map((limit) => [limit.windowMs, addStart(state.booked[limit.windowMs], limit, start, now)]),
  );
  return { ...state, lastStart: Math.max(state.lastStart, start), booked };
}

/** The pace with a slot given back that was not used. Of an even window only the last slot is of use to somebody else. */
export function returnSlot<State extends Pace>(state: State, windows: readonly RequestLimit[], start: number): State {
  const returned = windows.filter(isLong).flatMap((limit) => {
    const stretches = state.booked[limit.windowMs];
    if (stretches === undefined) return [];
    const index = stretchOf(limit, start) - stretches.first;
    const counts = stretches.counts.map((count, at) => (at === index ? Math.max(0, count - 1) : count));
    return [{ limit, stretches: { ...stretches, counts } }];
  });
  const booked = Object.fromEntries(returned.map(({ limit, stretches }) => [limit.windowMs, stretches]));
  const before = returned.map(({ limit, stretches }) => endOfLast(limit, stretches));
  const lastStart = state.lastStart === start ? Math.min(start - spacing(windows), ...before) : state.lastStart;
  return { ...state, lastStart, booked };
}

/** No start that is left lies behind it. */
function endOfLast({ windowMs }: RequestLimit, { first, counts }: BookedStretches): number {
  return (first + counts.findLastIndex((count) => count > 0) + 1) * (windowMs / stretchesPerWindow);
}

/** How long after its moment a slot may still be used; the rest of the margin is left to the network. */
export function allowedDelayMs(windows: readonly RequestLimit[]): number {
  return Math.min(...windows.map((limit) => (limit.windowMs * (isLong(limit) ? bookedMargin : evenMargin)) / 2));
}

/** Milliseconds between two starts. */
export function spacing(windows: readonly RequestLimit[]): number {
  const even = windows.filter((limit) => !isLong(limit));
  return Math.max(0, ...even.map(({ windowMs, requests }) => (windowMs * (1 + evenMargin)) / requests));
}

function isLong({ windowMs }: RequestLimit): boolean {
  return windowMs > longestEvenMs;
}

function stretchOf({ windowMs }: RequestLimit, moment: number): number {
  return Math.floor(moment / (windowMs / stretchesPerWindow));
}

/** Stretches that a window, lengthened by the margin, can touch. */
const touched = Math.ceil(stretchesPerWindow * (1 + bookedMargin)) + 1;

function findFree(stretches: BookedStretches | undefined, limit: RequestLimit, from: number): number {
  if (stretches === undefined) return from;
  const { first, counts } = stretches;
  const asked = stretchOf(limit, from);
  for (let stretch = asked; ; stretch += 1) {
    const held = counts.slice(Math.max(0, stretch - touched + 1 - first)).reduce((sum, count) => sum + count, 0);
    if (held < limit.requests) {
      return stretch === asked ? from : stretch * (limit.windowMs / stretchesPerWindow);
    }
  }
}

/** Stretches that no window of a later start can touch are forgotten. */
function addStart(
  stretches: BookedStretches | undefined,
  limit: RequestLimit,
  start: number,
  now: number,
): BookedStretches {
  const stretch = stretchOf(limit, start);
  const { first, counts } = stretches ?? { first: stretch, counts: [] };
  const oldest = Math.min(stretch, Math.max(first, stretchOf(limit, now) - touched + 1));
  const kept = Array.from({ length: stretch - oldest + 1 }, (_, index) => counts[oldest + index - first] ?? 0);
  kept[stretch - oldest] = (kept[stretch - oldest] ?? 0) + 1;
  return { first: oldest, counts: kept };
}
