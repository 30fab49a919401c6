import { getDatabase } from '#core/platform/database.ts';
import { newestGoodRuns } from './newest-good-runs.ts';
import type { CauseInPipeline } from './read-failures.ts';

/** Targets of live pipelines that did not hold what they should once the newest good run was done with them. */
export function readDifferences(workspaceId: string, since: Date): Promise<CauseInPipeline[]> {
  return getDatabase().$queryRaw<CauseInPipeline[]>`
    WITH newest AS (${newestGoodRuns(workspaceId, since)})
    SELECT 'differs' AS kind, (warning->>'code') || ':' || newest.pipeline_id || ':' || s.node_id AS cause,
      newest.pipeline_id AS "pipelineId", NULL AS "connectionId", s.node_id AS "nodeId",
      (SELECT node->>'name' FROM jsonb_array_elements(newest.graph->'nodes') node WHERE node->>'id' = s.node_id)
        AS "nodeName",
      jsonb_build_object('code', warning->>'code', 'params', warning->'params', 'actor', 'user', 'retryable', false,
        'nodeId', s.node_id) AS error,
      newest.id AS "runId", 1 AS runs, 0 AS rows, newest.number AS "versionNumber", newest.created_at AS "firstAt",
      newest.created_at AS "lastAt", NULL::timestamptz AS "nextTryAt", ARRAY[]::text[] AS "replayRunIds"
    FROM newest JOIN run_steps s ON s.run_id = newest.id
    CROSS JOIN LATERAL jsonb_array_elements(coalesce(s.warnings, '[]')) warning
    WHERE warning->>'code' IN ('target_rows_differ', 'target_count_differs')`;
}
