import type { ConnectionLimits, RequestLimit } from '#connectors/kit/connection-limits.ts';
import { connectionKinds } from '#connectors/registry.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { DatabaseClock } from './database-clock.ts';
import { emptyState, type LimitState } from './limit-state.ts';
import type { DayBudget } from './take-turn.ts';

/** A connection's pace and what bounds it, all of one moment. */
export interface LimitReading {
  /** On the database's clock, as every moment here. */
  readonly now: number;
  /** Of the connection. */
  readonly name: string;
  /** 0: nothing was stored yet. */
  readonly version: number;
  readonly state: LimitState;
  readonly limits: ConnectionLimits;
  readonly budget: DayBudget;
  readonly timeZone: string;
}

export interface LimitChange {
  readonly state: LimitState;
  /** Requests to add to the hour's count. */
  readonly requests?: number;
  readonly interactive?: number;
  /** Tell every process that a request under way has ended. */
  readonly tellLanding?: boolean;
}

interface LimitRow {
  now: number;
  name: string;
  connector: string;
  version: number | null;
  state: Partial<LimitState> | null;
  windows: RequestLimit[] | null;
  maxConcurrent: number | null;
  dailyRequests: number | null;
  timeZone: string;
  resetsAt: number;
  used: number;
  usedInteractive: number;
}

/** The clock that all moments are told by; shared by every connection. */
export const databaseClock = new DatabaseClock();

/** Reads a connection's pace. Throws `connection_not_found` (404). */
export async function readLimits(connectionId: string): Promise<LimitReading> {
  const askedAt = performance.now();
  const [row] = await getDatabase().$queryRaw<LimitRow[]>`
    SELECT
      (extract(epoch FROM moment.now) * 1000)::float8 AS "now",
      c.name, c.connector, p.version, p.state, l.windows,
      l.max_concurrent AS "maxConcurrent", l.daily_requests AS "dailyRequests", zone.name AS "timeZone",
      (extract(epoch FROM (date_trunc('day', moment.now AT TIME ZONE zone.name) + interval '1 day')
        AT TIME ZONE zone.name) * 1000)::float8 AS "resetsAt",
      usage.used, usage.used_interactive AS "usedInteractive"
    FROM connections c
    CROSS JOIN LATERAL (SELECT clock_timestamp() AS now) moment
    LEFT JOIN connection_paces p ON p.connection_id = c.id
    LEFT JOIN connection_limits l ON l.connection_id = c.id
    CROSS JOIN LATERAL (SELECT coalesce(l.time_zone, 'UTC') AS name) zone
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(u.requests), 0)::int AS used, coalesce(sum(u.interactive), 0)::int AS used_interactive
      FROM connection_usage u
      WHERE u.connection_id = c.id AND u.hour >= date_trunc('day', moment.now, zone.name)
    ) usage
    WHERE c.id = ${connectionId}`;
  if (row === undefined) throw new TelarError('connection_not_found', { status: 404 });
  databaseClock.observe(row.now, askedAt, performance.now());
  return presentReading(row);
}

function presentReading({ now, name, connector, version, state, timeZone, ...row }: LimitRow): LimitReading {
  const { used, usedInteractive, resetsAt, dailyRequests } = row;
  const declared = connectionKinds[connector as ConnectorId].limits;
  return {
    now,
    name,
    timeZone,
    version: version ?? 0,
    state: { ...emptyState, ...state },
    limits: {
      windows: row.windows ?? declared?.windows ?? [],
      maxConcurrent: row.maxConcurrent ?? declared?.maxConcurrent ?? null,
    },
    budget: { requests: dailyRequests, used, usedInteractive, resetsAt },
  };
}

/**
 * Replaces the pace that was read and counts the requests, both or neither. False: another process was faster, and what
 * was decided must be decided anew. The commit does not wait for the disk: after a crash of the database the last
 * moments are forgotten, which its restart outlasts.
 */
export async function swapLimits(connectionId: string, read: LimitReading, change: LimitChange): Promise<boolean> {
  const { state, requests = 0, interactive = 0, tellLanding = false } = change;
  const { version, timeZone } = read;
  const [row] = await getDatabase().$queryRaw<{ swapped: number }[]>`
    WITH swapped AS (
      INSERT INTO connection_paces AS p (connection_id, version, state)
      VALUES (${connectionId}, ${version + 1}::int, ${JSON.stringify(state)}::jsonb)
      ON CONFLICT (connection_id) DO UPDATE SET version = excluded.version, state = excluded.state
      WHERE p.version = ${version}::int
      RETURNING connection_id
    ), counted AS (
      INSERT INTO connection_usage AS u (connection_id, hour, requests, interactive)
      SELECT connection_id, date_trunc('hour', clock_timestamp(), ${timeZone}), ${requests}::int, ${interactive}::int
      FROM swapped WHERE ${requests}::int <> 0
      ON CONFLICT (connection_id, hour) DO UPDATE
      SET requests = u.requests + excluded.requests, interactive = u.interactive + excluded.interactive
    )
    SELECT
      (SELECT count(*)::int FROM swapped) AS swapped,
      set_config('synchronous_commit', 'off', true),
      CASE WHEN ${tellLanding} THEN pg_notify('telar_landing', ${connectionId})::text END`;
  return row?.swapped === 1;
}

/** Changes the pace until nobody was faster. */
export async function changeLimits(
  connectionId: string,
  change: (reading: LimitReading) => LimitChange,
): Promise<{ before: LimitState; after: LimitState }> {
  for (;;) {
    const reading = await readLimits(connectionId);
    const wanted = change(reading);
    if (await swapLimits(connectionId, reading, wanted)) return { before: reading.state, after: wanted.state };
  }
}
