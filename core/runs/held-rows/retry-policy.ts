import type { SerializedError } from '#core/platform/telar-error.ts';

/** Minutes from an attempt that failed to the next: together about eight hours. */
const delaysMinutes = [1, 2, 5, 10, 30, 60, 120, 240] as const;

/** The first attempt counts as one. */
export const maxAttempts = delaysMinutes.length + 1;

export interface NextAttempt {
  readonly status: 'waiting' | 'failed';
  readonly nextAt: Date | null;
  readonly error: SerializedError;
}

/**
 * What follows when a target failed for the `attempts`-th time: another try if the failure may pass by itself, no sooner
 * than the other side asked for; else somebody must act.
 */
export function planNextAttempt(error: SerializedError, attempts: number, now: Date): NextAttempt {
  const minutes = delaysMinutes[attempts - 1];
  if (!error.retryable || minutes === undefined) return { status: 'failed', nextAt: null, error: nameActor(error) };
  const at = Math.max(now.getTime() + minutes * 60_000, readAskedTime(error, now));
  return { status: 'waiting', nextAt: new Date(at), error };
}

/** Failures tell when it is worth trying again as seconds from now or as a moment. */
function readAskedTime({ params: { seconds, until } }: SerializedError, now: Date): number {
  if (typeof until === 'number') return until;
  return typeof seconds === 'number' ? now.getTime() + seconds * 1000 : 0;
}

/** Nobody tries any more, so it is not nobody's any more. */
function nameActor(error: SerializedError): SerializedError {
  return { ...error, retryable: false, actor: error.actor === 'nobody' ? 'admin' : error.actor };
}
