import { TelarError } from '#core/platform/telar-error.ts';
import type { LimitReading } from './limit-store.ts';
import type { Priority, Refusal } from './take-turn.ts';

/** Why a request is held back, with the moment when it is worth another try. */
export function describeRefusal({ kind, until }: Refusal, priority: Priority, reading: LimitReading): TelarError {
  const params = { connection: reading.name, until };
  if (kind === 'budget') {
    const { used, requests } = reading.budget;
    return new TelarError('connection_budget_spent', {
      params: { ...params, used, requests: requests ?? 0, priority },
      actor: 'admin',
      status: 429,
    });
  }
  const passing = { params, actor: 'nobody', retryable: true, status: 503 } as const;
  if (kind === 'circuit') return new TelarError('connection_circuit_open', { ...passing, actor: 'vendor' });
  return kind === 'pause'
    ? new TelarError('connection_rate_limited', passing)
    : new TelarError('connection_limit_reached', passing);
}
