import { z } from 'zod';
import { graphSchema } from '#core/graph/graph.ts';
import { gridSchema } from './pipelines.ts';

/** Why a target would refuse rows, and how many. */
export const refusalSchema = z.object({
  reason: z.string(),
  field: z.string().nullable(),
  /** What the limit is, or what the rule is called. */
  limit: z.string().nullable(),
  rows: z.number(),
});

export const forecastRequestSchema = z.strictObject({ graph: graphSchema, nodeId: z.string() });

/** `POST /api/v1/pipelines/:id/forecast` with a draft and a target → which sample rows it would refuse. Nothing is sent. */
export const forecastSchema = z.object({
  /** Of the sample, as they would be sent; null while they cannot be had. */
  rows: z.number().nullable(),
  refused: z.number(),
  reasons: z.array(refusalSchema.extend({ fault: z.number().nullable() })),
  /** Rules that only the target itself can judge. */
  unchecked: z.array(z.string()),
  /** The first rows at fault, and the place of the reason of each in `faults`. */
  grid: gridSchema.nullable(),
  faults: z.array(z.number()),
});

export type Forecast = z.infer<typeof forecastSchema>;
