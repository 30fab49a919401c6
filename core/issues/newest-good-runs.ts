import { Prisma } from '#prisma/generated/client.ts';

/** The newest good run of every live pipeline, with the number of the version that ran: the body of a common table expression. */
export function newestGoodRuns(workspaceId: string, since: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (r.pipeline_id) r.id, r.pipeline_id, r.created_at, r.graph, v.number
    FROM runs r
    JOIN pipelines p ON p.id = r.pipeline_id AND p.archived_at IS NULL AND p.published_version_id IS NOT NULL
    JOIN pipeline_versions v ON v.id = r.version_id
    WHERE r.workspace_id = ${workspaceId} AND r.status = 'succeeded' AND r.created_at > ${since}
      AND r.trigger NOT IN ('replay', 'undo')
    ORDER BY r.pipeline_id, r.created_at DESC, r.id DESC`;
}
