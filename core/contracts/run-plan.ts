import { z } from 'zod';
import { refusalSchema } from './forecast.ts';

const count = z.number();

/** `POST /api/v1/pipelines/:id/plan` with what to run → what the run would do. Nothing is written or sent. */
export const runPlanSchema = z.object({
  rowsRead: count,
  /** Rows set aside before they reach a target. */
  rowsRejected: count,
  targets: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      rows: count,
      creates: count,
      updates: count,
      removes: count,
      unchanged: count,
      skipped: count,
      rejected: count,
      /** Why, as far as the target says of itself. */
      reasons: z.array(refusalSchema),
      /** Requests to an API. */
      requests: count,
      /** Code of the error with which a mirror would halt. */
      halts: z.string().nullable(),
    }),
  ),
  /** About how long it would take. */
  seconds: z.number(),
});

export type RunPlanView = z.infer<typeof runPlanSchema>;
