import type { ConnectionLimits } from '#connectors/kit/connection-limits.ts';
import { connectionKinds } from '#connectors/registry.ts';
import { mayUse } from '#core/connections/check-access.ts';
import { findConnection } from '#core/connections/find-connection.ts';
import type { BudgetSettings, BudgetView } from '#core/contracts/budgets.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import type { ConnectionLimit } from '#prisma/generated/client.ts';
import { forecastUse, type RecentUse } from './forecast-use.ts';
import type { LimitState } from './limit-state.ts';
import { readLimits } from './limit-store.ts';

const shownDays = 14;
/** The first minutes of a new connection say nothing about its day. */
const leastMs = 3_600_000;

/** What a connection may take, has taken and will take. Throws `connection_not_found` (404). */
export async function readBudget(session: Session, connectionId: string): Promise<BudgetView> {
  const connection = await findConnection(session.workspaceId, connectionId);
  if (!mayUse(session, connection)) throw new TelarError('connection_not_found', { status: 404 });
  const stored = await getDatabase().connectionLimit.findUnique({ where: { connectionId } });
  const { state, budget, now, timeZone } = await readLimits(connectionId);
  const recent = await countRecent(connectionId, connection.createdAt.getTime(), now);
  const forecast = forecastUse(budget, recent, now);
  const { limits, origins } = connectionKinds[connection.connector as ConnectorId];
  const { vendor } = state;
  return {
    sendsRequests: origins !== undefined,
    settings: presentSettings(stored),
    declared: {
      windows: presentWindows(limits?.windows ?? []),
      maxConcurrent: limits?.maxConcurrent ?? null,
    },
    today: {
      used: budget.used,
      interactive: budget.usedInteractive,
      resetsAt: toIso(budget.resetsAt),
      forecast: forecast.requests,
      spentAt: forecast.spentAt === null ? null : toIso(forecast.spentAt),
    },
    days: await listDays(connectionId, timeZone),
    ...presentState(state, now),
    vendor: vendor && { ...vendor, at: toIso(vendor.at) },
  };
}

export function presentSettings(stored: ConnectionLimit | null): BudgetSettings {
  return {
    windows: stored?.windows ? presentWindows(stored.windows as unknown as ConnectionLimits['windows']) : null,
    maxConcurrent: stored?.maxConcurrent ?? null,
    dailyRequests: stored?.dailyRequests ?? null,
    timeZone: stored?.timeZone ?? 'UTC',
  };
}

function presentWindows(windows: ConnectionLimits['windows']) {
  return windows.map(({ requests, windowMs }) => ({ requests, windowSeconds: windowMs / 1000 }));
}

function presentState({ openUntil, probe, pausedUntil }: LimitState, now: number): Pick<BudgetView, 'state' | 'until'> {
  // An open circuit whose time has come waits for somebody to try.
  if (openUntil > now || probe !== null) return { state: 'failing', until: toIso(openUntil) };
  return pausedUntil > now ? { state: 'paused', until: toIso(pausedUntil) } : { state: 'flowing', until: null };
}

/** Requests since the beginning of the hour before the last one. */
async function countRecent(connectionId: string, createdAt: number, now: number): Promise<RecentUse> {
  const [row] = await getDatabase().$queryRaw<{ since: number; requests: number }[]>`
    SELECT (extract(epoch FROM span.since) * 1000)::float8 AS since, coalesce(sum(u.requests), 0)::int AS requests
    FROM (SELECT date_trunc('hour', clock_timestamp()) - interval '2 hours' AS since) span
    LEFT JOIN connection_usage u ON u.connection_id = ${connectionId} AND u.hour >= span.since
    GROUP BY span.since`;
  return { requests: row?.requests ?? 0, overMs: Math.max(leastMs, now - Math.max(row?.since ?? now, createdAt)) };
}

function listDays(connectionId: string, timeZone: string): Promise<{ day: string; requests: number }[]> {
  return getDatabase().$queryRaw`
    SELECT to_char(hour AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, sum(requests)::int AS requests
    FROM connection_usage
    WHERE connection_id = ${connectionId} AND hour > clock_timestamp() - ${shownDays} * interval '1 day'
    GROUP BY 1 ORDER BY 1`;
}

function toIso(moment: number): string {
  return new Date(moment).toISOString();
}
