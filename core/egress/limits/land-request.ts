import type { RequestLimit } from '#connectors/kit/connection-limits.ts';
import { returnSlot } from './book-slot.ts';
import { noteAnswer, noteFailure, noteNothing } from './circuit.ts';
import type { LimitState, VendorUsage } from './limit-state.ts';

/** How a request ended, as far as the pace of its connection is concerned. */
export interface Landing {
  readonly kind:
    | 'answered'
    /** The vendor is broken: 5xx, no answer in time, not there. */
    | 'failed'
    /** The vendor answered that it was too much. */
    | 'throttled'
    /** Says nothing about the vendor: cancelled, or never sent. */
    | 'nothing'
    /** Its slot was not used. */
    | 'unused';
  /** The vendor asked for silence for so long. */
  readonly pauseMs?: number;
  readonly vendor?: Omit<VendorUsage, 'at'>;
}

const firstThrottleMs = 1_000;
const maxThrottleMs = 60_000;
const shownFromMs = 15_000;

/** The state after a request has ended; `start` is that of its slot. */
export function landRequest(
  known: LimitState,
  windows: readonly RequestLimit[],
  { ticket, start }: { ticket: string; start: number },
  { kind, pauseMs, vendor }: Landing,
  now: number,
): LimitState {
  const { [ticket]: _, ...flights } = known.flights;
  let state: LimitState = { ...known, flights };
  if (vendor !== undefined) state = { ...state, vendor: { ...vendor, at: now } };
  if (kind === 'unused') state = returnSlot(state, windows, start);
  if (kind === 'failed') state = noteFailure(state, ticket, now);
  else if (kind === 'nothing' || kind === 'unused') state = noteNothing(state, ticket, now);
  else state = noteAnswer(state, ticket);
  // Of requests that were under way together, the first to be told "too many" speaks for all.
  if (kind === 'throttled' && state.pausedUntil <= now) {
    const askedMs = pauseMs ?? Math.min(maxThrottleMs, firstThrottleMs * 2 ** state.throttles);
    return pause({ ...state, throttles: state.throttles + 1 }, askedMs, now);
  }
  if (pauseMs !== undefined) return pause(state, pauseMs, now);
  const isOver = kind === 'answered' && state.pausedUntil <= now;
  return isOver ? { ...state, throttles: 0, isPauseShown: false } : state;
}

/** Short pauses would be over before anybody had read of them. */
function pause(state: LimitState, milliseconds: number, now: number): LimitState {
  const isPauseShown = state.isPauseShown || milliseconds >= shownFromMs;
  return { ...state, pausedUntil: Math.max(state.pausedUntil, now + milliseconds), isPauseShown };
}
