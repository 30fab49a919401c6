import type { Day } from '#core/contracts/home.ts';
import { getDatabase } from '#core/platform/database.ts';

const hourMs = 3600_000;
const hours = 24;

interface HourRow {
  readonly at: Date;
  readonly succeeded: bigint;
  readonly failed: bigint;
  readonly cancelled: bigint;
  readonly running: bigint;
  readonly rows_loaded: bigint;
  readonly rows_rejected: bigint;
}

/** What ran in a workspace in the hour of `now` and the 23 before it, counted in the database. */
export async function summarizeDay(workspaceId: string, now: Date = new Date()): Promise<Day> {
  const lastHour = Math.floor(now.getTime() / hourMs) * hourMs;
  const since = new Date(lastHour - (hours - 1) * hourMs);
  const rows = await readHours(workspaceId, since);
  const byHour = new Map(rows.map((row) => [row.at.getTime(), row]));
  const sum = (key: Exclude<keyof HourRow, 'at'>) => rows.reduce((total, row) => total + Number(row[key]), 0);
  return {
    hours: Array.from({ length: hours }, (_, index) => {
      const at = since.getTime() + index * hourMs;
      const row = byHour.get(at);
      return {
        at: new Date(at).toISOString(),
        succeeded: Number(row?.succeeded ?? 0),
        failed: Number(row?.failed ?? 0),
        rowsLoaded: Number(row?.rows_loaded ?? 0),
      };
    }),
    runs: sum('succeeded') + sum('failed') + sum('cancelled') + sum('running'),
    succeeded: sum('succeeded'),
    failed: sum('failed'),
    running: sum('running'),
    rowsLoaded: sum('rows_loaded'),
    rowsRejected: sum('rows_rejected'),
  };
}

function readHours(workspaceId: string, since: Date): Promise<HourRow[]> {
  return getDatabase().$queryRaw<HourRow[]>`
    SELECT date_bin('1 hour', r.created_at, ${since}) AS at,
      count(*) FILTER (WHERE r.status = 'succeeded') AS succeeded,
      count(*) FILTER (WHERE r.status = 'failed') AS failed,
      count(*) FILTER (WHERE r.status = 'cancelled') AS cancelled,
      count(*) FILTER (WHERE r.status IN ('queued', 'running', 'retrying')) AS running,
      sum(r.rows_loaded)::bigint AS rows_loaded, sum(r.rows_rejected)::bigint AS rows_rejected
    FROM runs r WHERE r.workspace_id = ${workspaceId} AND r.created_at >= ${since}
    GROUP BY 1`;
}
