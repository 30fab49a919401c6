import { z } from 'zod';
import { failureSchema } from './api-error.ts';

/** `own`: exactly the graph that the run executed. `live`: the version that is published now. */
export const replayVersions = ['own', 'live'] as const;

export type ReplayVersion = (typeof replayVersions)[number];

/** Body of `POST /api/v1/replays`, which starts the runs again (202), and of `POST /api/v1/replays/plan`. */
export const replaysRequestSchema = z.strictObject({
  runIds: z
    .array(z.string().regex(/^run_\w{1,76}$/))
    .min(1)
    .max(500),
  of: z.enum(replayVersions),
});

export type ReplaysRequest = z.infer<typeof replaysRequestSchema>;

/** Answer of `POST /api/v1/replays`. */
export const replaysSchema = z.object({
  started: z.array(z.object({ runId: z.string(), replayId: z.string() })),
  /** Those that could not be started again, and why. */
  skipped: z.array(z.object({ runId: z.string(), failure: failureSchema })),
});

export type Replays = z.infer<typeof replaysSchema>;

export const replayEffects = ['matched', 'appended', 'replaced', 'sent', 'file'] as const;

export const replayTargetSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  /** What becomes of a row that comes a second time. */
  effect: z.enum(replayEffects),
  /** By which columns rows are found again. */
  keys: z.array(z.string()),
  /** Rows that the first run wrote and that would be written once more. */
  duplicates: z.number(),
});

export type ReplayTarget = z.infer<typeof replayTargetSchema>;

export const replayPlanSchema = z.object({
  runId: z.string(),
  pipelineId: z.string(),
  pipelineName: z.string(),
  /** Null: a test of the draft. */
  versionNumber: z.number().nullable(),
  targets: z.array(replayTargetSchema),
});

/** `POST /api/v1/replays/plan` → `{ replays }`: what starting the runs again would execute and could write twice. */
export type ReplayPlan = z.infer<typeof replayPlanSchema>;
