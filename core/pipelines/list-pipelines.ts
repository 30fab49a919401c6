import type { Locale } from '#core/contracts/identity.ts';
import type { PipelineSummary, PipelineTrigger } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentRunSummary, runSummarySelect } from '#core/runs/present-run.ts';
import { findLiveUsage } from './find-usage.ts';

const dayMs = 24 * 3600_000;
const recentRuns = 20;

/** Aggregates are read per pipeline in the database: neither graphs nor run histories travel. */
interface PipelineRow {
  readonly id: string;
  readonly name: string;
  readonly published: boolean;
  readonly unpublished_changes: boolean;
  readonly draft_updated_at: Date;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly triggers: PipelineTrigger[];
  readonly scheduled: boolean;
  readonly last_succeeded_at: Date | null;
  readonly recent_run_ids: string[];
  readonly rows_24h: bigint;
  readonly next_due_at: Date | null;
  readonly paused: boolean;
  readonly missed_runs: bigint;
}

/** The pipelines of a workspace: those that need attention first, then the newest edit first. */
export async function listPipelines(
  workspaceId: string,
  locale: Locale,
  now: Date = new Date(),
): Promise<PipelineSummary[]> {
  const [rows, waiting] = await Promise.all([
    readPipelines(workspaceId, new Date(now.getTime() - dayMs)),
    readWaiting(workspaceId),
  ]);
  const runs = await getDatabase().run.findMany({
    where: { workspaceId, id: { in: rows.flatMap(({ recent_run_ids }) => recent_run_ids) } },
    select: runSummarySelect,
  });
  const runsById = new Map(runs.map((run) => [run.id, presentRunSummary(run, locale)]));
  const summaries = rows.map((row) => {
    const recent = row.recent_run_ids.flatMap((id) => runsById.get(id) ?? []);
    const ended = recent.findLast(({ status }) => ['succeeded', 'failed', 'retrying'].includes(status));
    const missedRuns = Number(row.missed_runs);
    const waitingFor = waiting.get(row.id) ?? null;
    return {
      id: row.id,
      name: row.name,
      published: row.published,
      unpublishedChanges: row.unpublished_changes,
      updatedAt: row.draft_updated_at.toISOString(),
      owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
      triggers: row.triggers,
      scheduled: row.scheduled,
      lastSucceededAt: row.last_succeeded_at?.toISOString() ?? null,
      recentRuns: recent,
      rows24h: Number(row.rows_24h),
      nextDueAt: row.next_due_at?.toISOString() ?? null,
      paused: row.paused,
      missedRuns,
      waitingFor,
      needsAttention: (ended !== undefined && ended.status !== 'succeeded') || missedRuns > 0 || waitingFor !== null,
    };
  });
  return summaries.sort((a, b) => Number(b.needsAttention) - Number(a.needsAttention));
}

/** By pipeline, the connection that keeps it waiting: of several, the one that has done so for longest. */
async function readWaiting(workspaceId: string): Promise<Map<string, NonNullable<PipelineSummary['waitingFor']>>> {
  const connections = await getDatabase().connection.findMany({
    where: { workspaceId, health: { in: ['needs_reconnect', 'revoked'] } },
    select: { id: true, name: true },
    orderBy: { healthSince: 'desc' },
  });
  if (connections.length === 0) return new Map();
  const usage = await findLiveUsage(workspaceId, 'connectionId');
  return new Map(
    connections.flatMap(({ id, name }) =>
      (usage.get(id) ?? []).map(({ pipelineId }) => [pipelineId, { connectionId: id, name }] as const),
    ),
  );
}

function readPipelines(workspaceId: string, since: Date): Promise<PipelineRow[]> {
  return getDatabase().$queryRaw<PipelineRow[]>`
    SELECT p.id, p.name, p.published_version_id IS NOT NULL AS published,
      coalesce(p.draft_graph <> v.graph, true) AS unpublished_changes, p.draft_updated_at,
      u.id AS owner_id, u.name AS owner_name,
      ARRAY(SELECT DISTINCT replace(node->>'kind', '-trigger', '')
        FROM jsonb_array_elements(coalesce(v.graph, p.draft_graph)->'nodes') node
        WHERE node->>'kind' IN ('schedule-trigger', 'webhook-trigger')
          AND NOT coalesce((node->>'disabled')::boolean, false) ORDER BY 1) AS triggers,
      EXISTS (SELECT 1 FROM schedules s WHERE s.pipeline_id = p.id
        AND (s.next_due_at IS NOT NULL OR s.paused_at IS NOT NULL)) AS scheduled,
      (SELECT r.finished_at FROM runs r WHERE r.pipeline_id = p.id AND r.status = 'succeeded'
        ORDER BY r.created_at DESC LIMIT 1) AS last_succeeded_at,
      ARRAY(SELECT id FROM (SELECT r.id, r.created_at FROM runs r WHERE r.pipeline_id = p.id
        ORDER BY r.created_at DESC LIMIT ${recentRuns}) recent ORDER BY created_at) AS recent_run_ids,
      (SELECT coalesce(sum(r.rows_loaded), 0)::bigint FROM runs r
        WHERE r.pipeline_id = p.id AND r.created_at > ${since}) AS rows_24h,
      (SELECT min(s.next_due_at) FROM schedules s
        WHERE s.pipeline_id = p.id AND s.paused_at IS NULL) AS next_due_at,
      coalesce((SELECT bool_and(s.paused_at IS NOT NULL) FROM schedules s
        WHERE s.pipeline_id = p.id), false) AS paused,
      (SELECT count(*) FROM expected_runs e JOIN schedules s ON s.id = e.schedule_id
        WHERE s.pipeline_id = p.id AND e.outcome = 'missed' AND e.due_at > ${since}) AS missed_runs
    FROM pipelines p LEFT JOIN pipeline_versions v ON v.id = p.published_version_id
      LEFT JOIN users u ON u.id = p.created_by
    WHERE p.workspace_id = ${workspaceId} AND p.archived_at IS NULL
    ORDER BY p.draft_updated_at DESC, p.id`;
}
