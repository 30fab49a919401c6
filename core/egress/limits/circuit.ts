import type { LimitState } from './limit-state.ts';

/** Failures in a row after which the vendor is left alone. One request repeated to the end makes five. */
export const failuresToOpen = 8;
const firstOpenMs = 10_000;
const maxOpenMs = 300_000;

type Circuit = Pick<LimitState, 'failures' | 'openUntil' | 'openings' | 'probe'>;

/** When an open circuit is tried again; null when requests may pass, the first of them as the probe if it was open. */
export function findRetryAt({ openUntil }: Circuit, now: number): number | null {
  return openUntil > now ? openUntil : null;
}

/** The state once `ticket` passes: after an open circuit it is the probe, and nobody else passes before `endsBy`. */
export function admit<State extends Circuit>(state: State, ticket: string, endsBy: number): State {
  return state.openUntil === 0 ? state : { ...state, probe: ticket, openUntil: endsBy };
}

/** After an answer: that of the probe closes the circuit; late answers to older requests do not. */
export function noteAnswer<State extends Circuit>(state: State, ticket: string): State {
  if (state.openUntil !== 0 && state.probe !== ticket) return state;
  return { ...state, failures: 0, openUntil: 0, openings: 0, probe: null };
}

/** After a failure of the vendor: a probe's keeps the circuit open for twice as long, others open it once they are many. */
export function noteFailure<State extends Circuit>(state: State, ticket: string, now: number): State {
  const isOpen = state.openUntil !== 0;
  if (isOpen && state.probe !== ticket) return state;
  const failures = state.failures + 1;
  if (!isOpen && failures < failuresToOpen) return { ...state, failures };
  const openUntil = now + Math.min(maxOpenMs, firstOpenMs * 2 ** state.openings);
  return { ...state, failures, openUntil, openings: state.openings + 1, probe: null };
}

/** After a request that ended without saying anything about the vendor: the next one is the probe instead. */
export function noteNothing<State extends Circuit>(state: State, ticket: string, now: number): State {
  return state.probe === ticket ? { ...state, probe: null, openUntil: now } : state;
}
