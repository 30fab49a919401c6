import { getDatabase } from '#core/platform/database.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';
import { newestGoodRuns } from './newest-good-runs.ts';

/** One cause in one pipeline, as the database sums it up. */
export interface CauseInPipeline {
  readonly kind: 'failure' | 'rejected' | 'differs';
  readonly cause: string;
  readonly connectionId: string | null;
  readonly pipelineId: string;
  readonly nodeId: string | null;
  readonly nodeName: string | null;
  readonly error: SerializedError;
  readonly runId: string;
  readonly runs: number;
  readonly rows: number;
  readonly versionNumber: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** When the first of the targets at fault is tried again by itself; null: none is. */
  readonly nextTryAt: Date | null;
  /** See `Issue`; at most 100. */
  readonly replayRunIds: readonly string[];
}

/** Codes of failures that are about an account's credentials, whatever the system calls them. */
const accessCodes =
  '^(http_unauthorized|secret_\\w+|oauth_\\w+|connection_setting_invalid|ssh_(refused|key_\\w+|host_key_\\w+)|\\w+_(password_wrong|login_refused|permission_denied))$';

/** Codes of failures of an account or its system, which every step that uses it would meet. */
const connectionCodes =
  '^(connection_(budget|circuit|rate|limit)_\\w+|egress_\\w+|ssh_\\w+|http_(rate_limited|server_error)|\\w+_(connection_refused|connection_lost|host_unknown|host_blocked|unreachable|starting|database_missing|too_many_connections|tls_\\w+|certificate_\\w+))$';

/** Codes of failures of sources that are not as their steps know them. */
export const sourceCodes: readonly string[] = ['source_field_missing', 'source_field_retyped', 'source_field_added'];

/**
 * Failures of live pipelines since their last good run, and of events that were never dealt with, by cause and pipeline.
 * Failures of an account, and a change in a source, have one cause in all pipelines; others belong to their step. Runs that only bring refused rows
 * in again, or take back what a run did, show nothing about the pipeline itself.
 */
export function readFailures(workspaceId: string, since: Date): Promise<CauseInPipeline[]> {
  return getDatabase().$queryRaw<CauseInPipeline[]>`
    WITH failed AS (
      SELECT r.id, r.pipeline_id, r.created_at, r.error, r.error->>'code' AS code, r.error->>'nodeId' AS node_id,
        coalesce(r.error->>'field', '') AS field, v.number, e.id AS event_id,
        (SELECT min(h.next_at) FROM held_rows h WHERE h.run_id = r.id AND h.status = 'waiting') AS next_try_at,
        node.value->'settings' AS settings, node.value->>'name' AS node_name, nullif(node.value->'settings'->>'connectionId', '') AS connection_id
      FROM runs r
      JOIN pipelines p ON p.id = r.pipeline_id AND p.archived_at IS NULL AND p.published_version_id IS NOT NULL
      JOIN pipeline_versions v ON v.id = r.version_id
      LEFT JOIN hook_events e ON e.run_id = r.id
      LEFT JOIN LATERAL jsonb_array_elements(r.graph->'nodes') node ON node.value->>'id' = r.error->>'nodeId'
      WHERE r.workspace_id = ${workspaceId} AND r.status IN ('failed', 'retrying') AND r.error IS NOT NULL
        AND r.created_at > ${since} AND r.trigger NOT IN ('replay', 'undo')
        -- What a run holds for a target is dealt with when the target has it or somebody gave it up.
        AND CASE WHEN r.parked_at IS NOT NULL
          THEN EXISTS (SELECT FROM held_rows h WHERE h.run_id = r.id AND h.status IN ('waiting', 'failed'))
        WHEN r.trigger = 'webhook' THEN e.id IS NOT NULL ELSE NOT EXISTS (
          SELECT FROM runs later WHERE later.pipeline_id = r.pipeline_id AND later.status = 'succeeded'
            AND later.version_id IS NOT NULL AND later.created_at > r.created_at
            AND later.trigger NOT IN ('replay', 'undo')) END),
    caused AS (
      SELECT *, CASE
        WHEN connection_id IS NOT NULL AND code ~ ${accessCodes} THEN 'access:' || connection_id
        WHEN connection_id IS NOT NULL AND code ~ ${connectionCodes} THEN code || ':' || connection_id
        WHEN connection_id IS NOT NULL AND code = ANY(${sourceCodes}) THEN code || ':' || connection_id || ':'
          || md5(concat_ws(chr(31), settings->>'mode', settings->>'schema', settings->>'table', settings->>'query',
            settings->>'url', settings->>'method', settings->>'rowsPath')) || ':' || coalesce(error->'params'->>'field', '')
        ELSE code || ':' || pipeline_id || ':' || coalesce(node_id, '') || ':' || field END AS cause,
        connection_id IS NOT NULL AND (code ~ ${accessCodes} OR code ~ ${connectionCodes}) AS of_connection
      FROM failed)
    SELECT 'failure' AS kind, cause, pipeline_id AS "pipelineId",
      max(CASE WHEN of_connection THEN connection_id END) AS "connectionId",
      (array_agg(node_id ORDER BY created_at DESC, id DESC))[1] AS "nodeId",
      (array_agg(node_name ORDER BY created_at DESC, id DESC))[1] AS "nodeName",
      (array_agg(error ORDER BY created_at DESC, id DESC))[1] AS error,
      (array_agg(id ORDER BY created_at DESC, id DESC))[1] AS "runId",
      (array_agg(number ORDER BY created_at DESC, id DESC))[1] AS "versionNumber",
      count(*)::int AS runs, 0 AS rows, min(created_at) AS "firstAt", max(created_at) AS "lastAt",
      min(next_try_at) AS "nextTryAt",
      (array_agg(id ORDER BY created_at DESC, id DESC) FILTER (WHERE event_id IS NULL))[1:1]
        || (array_agg(id ORDER BY created_at, id) FILTER (WHERE event_id IS NOT NULL))[1:100] AS "replayRunIds"
    FROM caused GROUP BY cause, pipeline_id`;
}

/** Reasons for which live pipelines have set rows aside, as long as their newest good run did and not all of its rows are dealt with. */
export function readRejections(workspaceId: string, since: Date): Promise<CauseInPipeline[]> {
  return getDatabase().$queryRaw<CauseInPipeline[]>`
    WITH newest AS (${newestGoodRuns(workspaceId, since)})
    SELECT 'rejected' AS kind, 'rejected:' || (cause.value->>'reason') || ':' || newest.pipeline_id || ':' || s.node_id
        || ':' || coalesce(cause.value->>'field', '') AS cause,
      newest.pipeline_id AS "pipelineId", NULL AS "connectionId", s.node_id AS "nodeId",
      (SELECT node->>'name' FROM jsonb_array_elements(newest.graph->'nodes') node WHERE node->>'id' = s.node_id)
        AS "nodeName",
      jsonb_build_object('code', cause.value->>'reason', 'actor', 'user', 'retryable', false, 'nodeId', s.node_id,
        'params', jsonb_build_object('field', coalesce(cause.value->>'field', ''),
          'value', coalesce(cause.value->>'value', ''))) AS error,
      newest.id AS "runId", 1 AS runs, (cause.value->>'rows')::int AS rows, newest.number AS "versionNumber",
      newest.created_at AS "firstAt", newest.created_at AS "lastAt", NULL::timestamptz AS "nextTryAt", ARRAY[]::text[] AS "replayRunIds"
    FROM newest
    JOIN run_steps s ON s.run_id = newest.id AND s.rows_rejected > (
      SELECT count(*) FROM rejected_records done WHERE done.run_id = s.run_id AND done.node_id = s.node_id
        AND done.status IN ('dismissed', 'landed', 'passed'))
    CROSS JOIN LATERAL jsonb_array_elements(coalesce(s.rejected_causes, '[]')) cause`;
}
