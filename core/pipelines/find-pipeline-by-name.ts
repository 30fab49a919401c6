import { nearestName } from '#core/graph/nearest-name.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/**
 * The id of the pipeline of that id, else of that exact name. Throws `pipeline_unknown` (404), with the nearest name,
 * or `pipeline_ambiguous` (409), with the ids of those that share the name.
 */
export async function findPipelineByName(workspaceId: string, idOrName: string): Promise<string> {
  const pipelines = await getDatabase().pipeline.findMany({
    where: { workspaceId, archivedAt: null },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  if (pipelines.some(({ id }) => id === idOrName)) return idOrName;
  const ids = pipelines.filter(({ name }) => name === idOrName).map(({ id }) => id);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  if (only !== undefined) {
    throw new TelarError('pipeline_ambiguous', { params: { name: idOrName, ids: ids.join(', ') }, status: 409 });
  }
  const names = pipelines.map(({ name }) => name);
  const params = { name: idOrName, suggestion: nearestName(idOrName, names) ?? 'none' };
  throw new TelarError('pipeline_unknown', { params, status: 404 });
}
