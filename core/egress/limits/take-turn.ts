import type { ConnectionLimits } from '#connectors/kit/connection-limits.ts';
import { bookSlot, findStart, spacing } from './book-slot.ts';
import { admit, findRetryAt } from './circuit.ts';
import type { LimitState } from './limit-state.ts';

/** A person waits for the answer · a run does. */
export type Priority = 'interactive' | 'run';

/** A request that wants to be sent. */
export interface Turn {
  readonly ticket: string;
  readonly priority: Priority;
  readonly waitedMs: number;
  /** How long it may be under way. */
  readonly timeoutMs: number;
}

/** The day's budget and what is gone of it. */
export interface DayBudget {
  /** Null: there is none. */
  readonly requests: number | null;
  readonly used: number;
  /** Of those, for people. */
  readonly usedInteractive: number;
  readonly resetsAt: number;
}

export type Refusal =
  /** The budget of the day is spent. */
  | { readonly kind: 'budget'; readonly until: number }
  /** The vendor keeps failing. */
  | { readonly kind: 'circuit'; readonly until: number }
  /** The vendor asked for silence. */
  | { readonly kind: 'pause'; readonly until: number }
  /** The limit leaves no room for longer than this request waits. */
  | { readonly kind: 'limit'; readonly until: number };

export type Verdict =
  | { readonly kind: 'granted'; readonly start: number }
  /** Ask again then, or once a request under way has ended if `isCrowded`. */
  | { readonly kind: 'later'; readonly at: number; readonly isCrowded: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Share of a day's budget that runs leave to people. */
const interactiveShare = 0.1;
/** A run that has waited so long queues up as a person does. */
const patienceMs = 5_000;
/** Runs book so far ahead, and further where answers take long; people therefore get one of the next slots. */
const horizonMs = 400;
const longestWaitMs = { interactive: 15_000, run: 65 * 60_000 };
/** Who is asked to wait for longer comes back another time, as in `sendWithRetry`. */
const longestPauseMs = { interactive: 15_000, run: 60_000 };
/** An answer is read for so long after the deadline of its request. */
const flightGraceMs = 5_000;
const callMs = 2_000;
/** Nobody books so far ahead: the clock was set back. */
const farAheadMs = 60_000;

/** Whether others do not pass it: people, and runs that have waited for long, in the order in which they came. */
export function isImpatient({ priority, waitedMs }: Turn): boolean {
  return priority === 'interactive' || waitedMs >= patienceMs;
}

/**
 * Decides about one request at `now`: the state after it, and whether and when it may start. Under a limit that is not
 * before `leadMs` from now, when whoever asked has heard the answer.
 */
export function takeTurn(
  known: LimitState,
  limits: ConnectionLimits,
  budget: DayBudget,
  turn: Turn,
  { now, leadMs }: { now: number; leadMs: number },
): { state: LimitState; verdict: Verdict } {
  const state = known.lastStart > now + farAheadMs ? { ...known, lastStart: now, booked: {} } : known;
  const refuse = (refusal: Refusal) => ({ state, verdict: { kind: 'refused', refusal } as const });
  const retryAt = findRetryAt(state, now);
  if (retryAt !== null) return refuse({ kind: 'circuit', until: retryAt });
  if (isSpent(budget, turn.priority)) return refuse({ kind: 'budget', until: budget.resetsAt });
  if (state.pausedUntil - now > longestPauseMs[turn.priority])
    return refuse({ kind: 'pause', until: state.pausedUntil });
  const flights = listFlights(state, now);
  if (isCrowded(state, limits, turn, flights.length, now)) return waitForLanding(state, turn, flights, now);
  const earliest = Math.max(now + (limits.windows.length > 0 ? leadMs : 0), state.pausedUntil);
  const start = findStart(state, limits.windows, earliest);
  if (start - now + turn.waitedMs > longestWaitMs[turn.priority]) return refuse({ kind: 'limit', until: start });
  const horizon = isImpatient(turn) ? longestWaitMs.interactive : horizonMs + 4 * leadMs + spacing(limits.windows);
  if (start > now + horizon) {
    return { state, verdict: { kind: 'later', at: start - horizon / 2, isCrowded: false } };
  }
  return { state: depart(state, limits, turn, { start, now, flights }), verdict: { kind: 'granted', start } };
}

/** Runs stop where what is left is kept for people; people do not. */
function isSpent(budget: DayBudget, priority: Priority): boolean {
  if (budget.requests === null) return false;
  return budget.used >= budget.requests - (priority === 'interactive' ? 0 : keptForPeople(budget));
}

/** What people have not used yet of the tenth of the budget that is theirs. */
export function keptForPeople({ requests, usedInteractive }: DayBudget): number {
  return Math.max(0, Math.ceil((requests ?? 0) * interactiveShare) - usedInteractive);
}

/** A run leaves the place that becomes free to the person who waits for one. */
function isCrowded(
  { calledUntil }: LimitState,
  { maxConcurrent }: ConnectionLimits,
  turn: Turn,
  flying: number,
  now: number,
): boolean {
  if (maxConcurrent === null) return false;
  const kept = !isImpatient(turn) && calledUntil > now ? 1 : 0;
  return flying >= Math.max(1, maxConcurrent - kept);
}

function waitForLanding(state: LimitState, turn: Turn, flights: readonly (readonly [string, number])[], now: number) {
  const calledUntil = turn.priority === 'interactive' ? now + callMs : state.calledUntil;
  const at = Math.min(now + callMs, ...flights.map(([, until]) => until));
  return {
    state: { ...state, crowdedUntil: now + 2 * callMs, calledUntil },
    verdict: { kind: 'later', at, isCrowded: true } as const,
  };
}

function depart(
  state: LimitState,
  { windows, maxConcurrent }: ConnectionLimits,
  { ticket, priority, timeoutMs }: Turn,
  { start, now, flights }: { start: number; now: number; flights: readonly (readonly [string, number])[] },
): LimitState {
  const endsBy = start + timeoutMs + flightGraceMs;
  const calledUntil = priority === 'interactive' ? 0 : state.calledUntil;
  const kept = maxConcurrent === null ? {} : Object.fromEntries([...flights, [ticket, endsBy]]);
  return admit({ ...bookSlot(state, windows, start, now), flights: kept, calledUntil }, ticket, endsBy);
}

/** Requests under way; one whose process died counts until its deadline. */
function listFlights({ flights }: LimitState, now: number): [string, number][] {
  return Object.entries(flights).filter(([, until]) => until > now);
}
