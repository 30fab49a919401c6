import { z } from 'zod';

export const statusFilters = ['all', 'attention', 'live', 'draft', 'paused'] as const;
export const triggerFilters = ['any', 'schedule', 'webhook', 'manual'] as const;

export const pipelineFiltersSchema = z.strictObject({
  q: z.string().max(200),
  show: z.enum(statusFilters),
  trigger: z.enum(triggerFilters),
  /** Whose, by id; `all` for everybody's. */
  owner: z.string().max(64),
});

export type PipelineFilters = Readonly<z.infer<typeof pipelineFiltersSchema>>;

export const maxPipelineViews = 50;

const name = z.string().trim().min(1).max(60);

/** `POST /api/v1/pipeline-views`: keeps filters under a name, in place of those that the reader kept under it before. */
export const savePipelineViewSchema = z.strictObject({ name, filters: pipelineFiltersSchema });

/** `PATCH /api/v1/pipeline-views/:id`. */
export const renamePipelineViewSchema = z.strictObject({ name });

export const pipelineViewSchema = z.object({ id: z.string(), name: z.string(), filters: pipelineFiltersSchema });

export type PipelineView = z.infer<typeof pipelineViewSchema>;

/** `GET /api/v1/pipeline-views`: the reader's own, by name. */
export const pipelineViewsSchema = z.object({ views: z.array(pipelineViewSchema) });
