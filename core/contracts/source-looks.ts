import { z } from 'zod';
import { foundShapeSchema } from '#core/graph/found-shape.ts';

/** `GET /api/v1/pipelines/:id/source-looks` → `{ looks }`: which fields the sources had when they were last looked at. */
export const sourceLookSchema = z.object({
  nodeId: z.string(),
  /** What was looked at, as `identifySource` writes it. */
  source: z.string(),
  shape: foundShapeSchema,
  /** Of the values of a field that is gone, the share that another one has. */
  overlaps: z.array(z.object({ field: z.string(), found: z.string(), share: z.number() })),
  lookedAt: z.iso.datetime(),
  /** The run that looked; null when it was someone in the builder. */
  runId: z.string().nullable(),
  userName: z.string().nullable(),
});

export type SourceLookView = z.infer<typeof sourceLookSchema>;

export const sourceLooksResponseSchema = z.object({ looks: z.array(sourceLookSchema) });
