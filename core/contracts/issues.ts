import { z } from 'zod';
import { failureSchema } from './api-error.ts';

const when = z.iso.datetime();

const affectedPipelineSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The step it happens at, where it is one. */
  nodeId: z.string().nullable(),
  nodeName: z.string().nullable(),
  /** The newest run it happened in; null: none has started since the connection waits. */
  runId: z.string().nullable(),
  runs: z.number(),
  versionNumber: z.number().nullable(),
  liveVersionNumber: z.number(),
  lastSeenAt: when.nullable(),
});

/**
 * `GET /api/v1/issues` → `{ issues }`: what keeps going wrong in live pipelines, grouped by cause, most urgent first. One
 * goes away by itself when a later run of each of its pipelines goes well.
 */
export const issueSchema = z.object({
  /** The same for the same cause. */
  id: z.string(),
  /** `failure`: runs end with it. `rejected`: runs end well and set rows aside. `differs`: the target then held something else. */
  kind: z.enum(['failure', 'rejected', 'differs']),
  /** Of the newest run. */
  failure: failureSchema,
  /** The account at fault, where it is one. */
  connection: z.object({ id: z.string(), name: z.string(), connector: z.string() }).nullable(),
  /** Whether a source is not as its step knows it, so that `…/repair` may say how to mend it. */
  ofSource: z.boolean(),
  /** `fixed`: somebody has changed what was at fault since, and no run has shown yet whether it helps. */
  state: z.enum(['open', 'fixed']),
  pipelines: z.array(affectedPipelineSchema),
  runs: z.number(),
  /** Rows set aside in the newest run of each pipeline. */
  rows: z.number(),
  firstSeenAt: when.nullable(),
  lastSeenAt: when.nullable(),
  /** When a target at fault is tried again by itself; null: that is up to somebody. */
  nextTryAt: when.nullable(),
  /** Runs to start again once it is fixed: every event, and of runs that read their source anew the newest of each pipeline. */
  replayRunIds: z.array(z.string()),
  /** Runs of its pipelines that are queued or at work. */
  running: z.number(),
});

export type Issue = z.infer<typeof issueSchema>;
export type AffectedPipeline = Issue['pipelines'][number];
