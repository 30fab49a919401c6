import { z } from 'zod';

const count = z.number();

const foundSchema = z.object({
  comparedAt: z.iso.datetime(),
  rows: count,
  /** Whether those are all rows that were sent. */
  whole: z.boolean(),
  missing: count,
  different: count,
  extra: count,
  /** Null where a sum would say nothing. */
  sumsEqual: z.boolean().nullable(),
  listed: z.array(
    z.object({
      problem: z.enum(['missing', 'different', 'extra']),
      key: z.string(),
      fields: z.array(z.object({ column: z.string(), sent: z.string().nullable(), held: z.string().nullable() })),
    }),
  ),
});

export const comparisonSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  /** Whether rows are kept by which it can be compared now. */
  canCompare: z.boolean(),
  found: foundSchema.nullable(),
});

export type ComparisonView = z.infer<typeof comparisonSchema>;

/** `GET /api/v1/runs/:id/comparisons`; `POST /api/v1/runs/:id/steps/:nodeId/compare` compares now and answers the same. */
export const comparisonsSchema = z.object({ comparisons: z.array(comparisonSchema) });
