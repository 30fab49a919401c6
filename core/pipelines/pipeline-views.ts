import {
  maxPipelineViews,
  type PipelineFilters,
  type PipelineView,
  pipelineFiltersSchema,
} from '#core/contracts/pipeline-views.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { Prisma, type PipelineView as Stored } from '#prisma/generated/client.ts';

type Reader = Pick<Session, 'workspaceId' | 'userId'>;

/** The views of the list that somebody keeps, by name. */
export async function listPipelineViews({ workspaceId, userId }: Reader): Promise<PipelineView[]> {
  const views = await getDatabase().pipelineView.findMany({ where: { workspaceId, userId }, orderBy: { name: 'asc' } });
  return views.flatMap((view) => presentView(view) ?? []);
}

/** Keeps filters under a name, in place of those kept under it before. Throws `views_too_many`. */
export async function savePipelineView(
  { workspaceId, userId }: Reader,
  { name, filters }: { readonly name: string; readonly filters: PipelineFilters },
): Promise<PipelineView> {
  const { pipelineView } = getDatabase();
  const place = { workspaceId, userId, name };
  const others = await pipelineView.count({ where: { workspaceId, userId, name: { not: name } } });
  if (others >= maxPipelineViews)
    throw new TelarError('views_too_many', { params: { limit: maxPipelineViews }, status: 422 });
  const { id } = await pipelineView.upsert({
    where: { workspaceId_userId_name: place },
    create: { id: createId('view'), ...place, filters },
    update: { filters },
  });
  return { id, name, filters };
}

/** Throws `not_found` (404), also for views of others, and `view_name_taken`. */
export async function renamePipelineView({ workspaceId, userId }: Reader, id: string, name: string): Promise<void> {
  try {
    const { count } = await getDatabase().pipelineView.updateMany({
      where: { id, workspaceId, userId },
      data: { name },
    });
    if (count === 0) throw new TelarError('not_found', { status: 404 });
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
    throw new TelarError('view_name_taken', { params: { name }, field: 'name', status: 409 });
  }
}

/** Throws `not_found` (404), also for views of others. */
export async function removePipelineView({ workspaceId, userId }: Reader, id: string): Promise<void> {
  const { count } = await getDatabase().pipelineView.deleteMany({ where: { id, workspaceId, userId } });
  if (count === 0) throw new TelarError('not_found', { status: 404 });
}

/** Null where its filters are of another version of the product. */
function presentView({ id, name, filters }: Stored): PipelineView | null {
  const known = pipelineFiltersSchema.safeParse(filters);
  return known.success ? { id, name, filters: known.data } : null;
}
