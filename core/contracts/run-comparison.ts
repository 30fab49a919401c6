import { z } from 'zod';
import { fieldSchema } from './pipelines.ts';
import { runDetailSchema } from './runs.ts';

/** `GET /api/v1/runs/:id/comparison`: the run that went well last before this one, and how columns differ since. */
export const runComparisonSchema = z.object({
  /** Null: none has. */
  good: runDetailSchema.nullable(),
  /** By step, of columns that came out then and now; steps without a difference are left out. */
  columns: z.record(
    z.string(),
    z.object({
      added: z.array(fieldSchema),
      removed: z.array(fieldSchema),
      retyped: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
});

export type RunComparison = z.infer<typeof runComparisonSchema>;
