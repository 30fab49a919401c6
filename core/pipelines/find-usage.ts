import { getDatabase } from '#core/platform/database.ts';

export interface PipelineUsage {
  readonly pipelineId: string;
  readonly name: string;
}

/** Which pipelines name what in that setting of a node, in their draft or their live version: by the setting's value. */
export async function findUsage(
  workspaceId: string,
  setting: 'connectionId' | 'fileId',
): Promise<Map<string, PipelineUsage[]>> {
  const rows = await getDatabase().$queryRaw<{ value: string; pipelineId: string; name: string }[]>`
    SELECT DISTINCT node->'settings'->>${setting} AS value, p.id AS "pipelineId", p.name
    FROM pipelines p LEFT JOIN pipeline_versions v ON v.id = p.published_version_id,
      jsonb_array_elements(p.draft_graph->'nodes' || coalesce(v.graph->'nodes', '[]')) AS node
    WHERE p.workspace_id = ${workspaceId} AND p.archived_at IS NULL AND node->'settings'->>${setting} <> ''
    ORDER BY p.name, p.id`;
  return groupByValue(rows);
}

/** Which live pipelines name what in that setting of a node of their published version: by the setting's value. */
export async function findLiveUsage(
  workspaceId: string,
  setting: 'connectionId' | 'fileId',
): Promise<Map<string, PipelineUsage[]>> {
  const rows = await getDatabase().$queryRaw<{ value: string; pipelineId: string; name: string }[]>`
    SELECT DISTINCT node->'settings'->>${setting} AS value, p.id AS "pipelineId", p.name
    FROM pipelines p JOIN pipeline_versions v ON v.id = p.published_version_id,
      jsonb_array_elements(v.graph->'nodes') AS node
    WHERE p.workspace_id = ${workspaceId} AND p.archived_at IS NULL AND node->'settings'->>${setting} <> ''
    ORDER BY p.name, p.id`;
  return groupByValue(rows);
}

function groupByValue(rows: readonly ({ value: string } & PipelineUsage)[]): Map<string, PipelineUsage[]> {
  const usage = new Map<string, PipelineUsage[]>();
  for (const { value, pipelineId, name } of rows) {
    usage.set(value, [...(usage.get(value) ?? []), { pipelineId, name }]);
  }
  return usage;
}
