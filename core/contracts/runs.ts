import { z } from 'zod';
import { graphSchema } from '#core/graph/graph.ts';
import { failureSchema } from './api-error.ts';

export const runStatuses = ['queued', 'running', 'retrying', 'succeeded', 'failed', 'cancelled'] as const;
export const stepStatuses = ['pending', 'running', 'succeeded', 'failed', 'skipped'] as const;
/** What became of rows that a target did not take at once. */
export const heldStatuses = ['waiting', 'failed', 'delivered', 'given_up', 'superseded'] as const;
export const runTriggers = ['manual', 'schedule', 'webhook', 'api', 'cli', 'replay', 'undo'] as const;

export type RunStatus = (typeof runStatuses)[number];
export type StepStatus = (typeof stepStatuses)[number];

/** Item of `GET /api/v1/runs?pipelineId=&status=&cursor=` → `{ runs, nextCursor }`. */
export const runSummarySchema = z.object({
  id: z.string(),
  pipelineId: z.string(),
  pipelineName: z.string(),
  status: z.enum(runStatuses),
  trigger: z.enum(runTriggers),
  /** Null for a test of the draft. */
  versionNumber: z.number().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  rowsRead: z.number(),
  rowsLoaded: z.number(),
  rowsRejected: z.number(),
  error: failureSchema.nullable(),
});

export type RunSummary = z.infer<typeof runSummarySchema>;

export const runStepSchema = z.object({
  nodeId: z.string(),
  status: z.enum(stepStatuses),
  rowsIn: z.number(),
  rowsOut: z.number(),
  rowsFiltered: z.number(),
  rowsRejected: z.number(),
  rowsLoaded: z.number(),
  rowsUnchanged: z.number(),
  /** Of those loaded, as far as the target tells. */
  rowsCreated: z.number(),
  rowsUpdated: z.number(),
  rowsRemoved: z.number(),
  /** Where the step has several outputs. */
  rowsByPort: z.record(z.string(), z.number()).nullable(),
  /** Of a source that is read in parts: how many there are, have been read, and were read more than once. */
  parts: z.object({ total: z.number(), read: z.number(), repeated: z.number() }).nullable(),
  /** Sentences of what its checks found. */
  warnings: z.array(z.string()),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  error: failureSchema.nullable(),
  /** Of a target that did not take its rows at once. */
  held: z
    .object({
      status: z.enum(heldStatuses),
      rows: z.number(),
      attempts: z.number(),
      maxAttempts: z.number(),
      /** When it is tried again. */
      nextAt: z.iso.datetime().nullable(),
      /** The run whose rows go first. */
      behindRunId: z.string().nullable(),
    })
    .nullable(),
});

export type RunStepView = z.infer<typeof runStepSchema>;

/** `GET /api/v1/runs/:id` */
export const runDetailSchema = runSummarySchema.extend({
  graph: graphSchema,
  attempt: z.number(),
  cancelRequested: z.boolean(),
  /** Where the rows it feeds in again were refused. */
  rowsOf: z.object({ runId: z.string(), nodeId: z.string() }).nullable(),
  steps: z.array(runStepSchema),
  /** Download at `/api/v1/runs/:id/artifacts/:nodeId`. */
  artifacts: z.array(z.object({ nodeId: z.string(), name: z.string(), sizeBytes: z.number() })),
});

export type RunDetail = z.infer<typeof runDetailSchema>;

/** `POST /api/v1/pipelines/:id/runs` → run summary (202). `draft` runs the saved draft. */
export const startRunRequestSchema = z.strictObject({
  of: z.enum(['draft', 'published']),
  /** Let a mirror remove more than its brake allows, this once. */
  allowRemovals: z.boolean().optional(),
});

/** `POST /api/v1/runs/:id/steps/:nodeId/held` → `{}` (202): sends rows that are held for a target, or lets them go. */
export const heldRequestSchema = z.strictObject({ action: z.enum(['retry', 'give_up']) });

/** `POST /api/v1/runs/:id/cancel` → its summary (202); `POST /api/v1/runs/:id/retry` → the new run's summary (202). */

/**
 * `GET /api/v1/runs/:id/events` (SSE): every message is `event: run` with the run's detail as JSON,
 * the first at once, the last when the run has ended, after which the stream closes.
 */
export const runEventName = 'run';
