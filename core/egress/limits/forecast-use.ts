import type { DayBudget } from './take-turn.ts';
import { keptForPeople } from './take-turn.ts';

/** Requests of the last hours. */
export interface RecentUse {
  readonly requests: number;
  readonly overMs: number;
}

export interface Forecast {
  /** Requests of the whole day. */
  readonly requests: number;
  /** When runs reach the end of the budget; null: not before it begins anew, or there is none. */
  readonly spentAt: number | null;
}

/** What the day comes to if it goes on as in the last hours. */
export function forecastUse(budget: DayBudget, recent: RecentUse, now: number): Forecast {
  const perMs = recent.overMs > 0 ? recent.requests / recent.overMs : 0;
  const requests = Math.round(budget.used + perMs * Math.max(0, budget.resetsAt - now));
  if (budget.requests === null) return { requests, spentAt: null };
  const left = budget.requests - keptForPeople(budget) - budget.used;
  const spentAt = left <= 0 ? now : perMs === 0 ? Number.POSITIVE_INFINITY : now + left / perMs;
  return { requests, spentAt: spentAt < budget.resetsAt ? spentAt : null };
}
