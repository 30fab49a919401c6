import { z } from 'zod';
import { fieldTypes } from '#core/graph/field-type.ts';
import { graphSchema } from '#core/graph/graph.ts';
import { columnMappingSchema } from '#core/graph/nodes/target-write.ts';

/** `POST /api/v1/pipelines/:id/mapping-sample`: what a mapping makes of sample rows that reach a target. Nothing is written. */
export const mappingSampleRequestSchema = z.strictObject({
  graph: graphSchema,
  nodeId: z.string(),
  mapping: z.array(columnMappingSchema).max(1600),
  /** Places of entries whose values are to be listed. */
  listed: z.array(z.number().int().min(0)).max(100),
});

export const mappingSampleSchema = z.object({
  /** Of the rows that come in. */
  fields: z.array(z.object({ name: z.string(), type: z.enum(fieldTypes) })),
  /** The first of them. */
  rows: z.array(z.array(z.unknown())),
  /** In the whole sample. */
  rowCount: z.number(),
  /** Per entry of the mapping; null where it cannot be computed. */
  columns: z.array(
    z
      .object({
        type: z.enum(fieldTypes),
        /** Of the first rows, in the same order. */
        values: z.array(z.unknown()),
        /** Rows of the sample that would be set aside because of it. */
        failed: z.number(),
        /** The first rows among those. */
        failedRows: z.array(z.boolean()),
        /** Values before they are called otherwise, commonest first; null unless asked for. */
        listed: z.array(z.object({ value: z.string(), rows: z.number() })).nullable(),
      })
      .nullable(),
  ),
});

export type MappingSample = z.infer<typeof mappingSampleSchema>;
