import { z } from 'zod';
import { fieldTypes } from '#core/graph/field-type.ts';
import { graphSchema } from '#core/graph/graph.ts';
import { runSummarySchema } from './runs.ts';

/** What starts a pipeline besides a person. */
const pipelineTriggers = ['schedule', 'webhook'] as const;

export type PipelineTrigger = (typeof pipelineTriggers)[number];

export const fieldSchema = z.object({ name: z.string(), type: z.enum(fieldTypes) });

export const problemSchema = z.object({
  code: z.string(),
  /** In the reader's language. */
  message: z.string(),
  nodeId: z.string().optional(),
  edgeId: z.string().optional(),
  field: z.string().optional(),
  severity: z.enum(['error', 'warning']),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  suggestion: z.string().optional(),
});

export type PresentedProblem = z.infer<typeof problemSchema>;

export const scheduleSchema = z.object({
  id: z.string(),
  nodeId: z.string(),
  cron: z.string(),
  timeZone: z.string(),
  overlap: z.enum(['skip', 'queue', 'allow']),
  missed: z.enum(['run_once', 'skip']),
  paused: z.boolean(),
  nextDueAt: z.iso.datetime().nullable(),
});

export type ScheduleView = z.infer<typeof scheduleSchema>;

/** `GET /api/v1/pipelines` → `{ pipelines }`, those that need attention first. */
export const pipelineSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  published: z.boolean(),
  unpublishedChanges: z.boolean(),
  updatedAt: z.iso.datetime(),
  /** Who made it; null when that person has left. */
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Those of the live version, or of the draft where there is none; steps that are switched off do not count. */
  triggers: z.array(z.enum(pipelineTriggers)),
  /** Whether it has a schedule that can be paused or resumed. */
  scheduled: z.boolean(),
  /** When the newest run that went well ended, however long ago: how fresh its data is. */
  lastSucceededAt: z.iso.datetime().nullable(),
  /** Newest last, at most 20. */
  recentRuns: z.array(runSummarySchema),
  rows24h: z.number(),
  nextDueAt: z.iso.datetime().nullable(),
  paused: z.boolean(),
  /** Occurrences in the last 24 h that never started. */
  missedRuns: z.number(),
  /** A connection of the live version that only a person can make work again; null when there is none. */
  waitingFor: z.object({ connectionId: z.string(), name: z.string() }).nullable(),
  needsAttention: z.boolean(),
});

export type PipelineSummary = z.infer<typeof pipelineSummarySchema>;

/** `POST /api/v1/pipelines` → pipeline detail. */
export const createPipelineRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  graph: graphSchema.optional(),
});

/** `GET /api/v1/pipelines/:id` */
export const pipelineDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  draft: z.object({
    graph: graphSchema,
    revision: z.number(),
    updatedAt: z.iso.datetime(),
    updatedBy: z.string().nullable(),
  }),
  published: z
    .object({ versionId: z.string(), number: z.number(), createdAt: z.iso.datetime(), graph: graphSchema })
    .nullable(),
  schedules: z.array(scheduleSchema),
  /** Full addresses on the gateway, by webhook node. */
  hooks: z.array(z.object({ nodeId: z.string(), url: z.string(), enabled: z.boolean() })),
});

export type PipelineDetail = z.infer<typeof pipelineDetailSchema>;

/**
 * `PUT /api/v1/pipelines/:id/draft` → `{ revision, updatedAt }`.
 * 409 `draft_conflict` when the draft has moved on from `baseRevision`; nothing is written then.
 */
export const saveDraftRequestSchema = z.strictObject({
  graph: graphSchema,
  baseRevision: z.number().int().min(0),
});

/** `PATCH /api/v1/pipelines/:id`, and with an optional name `POST /api/v1/pipelines/:id/duplicate` (201), both → detail. `DELETE` archives (204). */
export const renamePipelineRequestSchema = z.strictObject({ name: z.string().trim().min(1).max(120) });

/** `POST /api/v1/pipelines/:id/publish` → `{ versionId, number }`; 422 `graph_invalid` with `problems`. */
export const publishRequestSchema = z.strictObject({
  baseRevision: z.number().int().min(0),
  name: z.string().trim().max(120).optional(),
});

/** `GET /api/v1/pipelines/:id/versions` → `{ versions }`, newest first. */
export const versionSchema = z.object({
  id: z.string(),
  number: z.number(),
  name: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  published: z.boolean(),
});

export type VersionView = z.infer<typeof versionSchema>;

/** `GET /api/v1/pipelines/:id/versions/:versionId` */
export const versionDetailSchema = versionSchema.extend({ graph: graphSchema });

/** `PATCH /api/v1/pipelines/:id/versions/:versionId` → version. An empty name takes the name away. */
export const renameVersionRequestSchema = z.strictObject({ name: z.string().trim().max(120) });

/** `POST /api/v1/pipelines/:id/versions/:versionId/restore` puts a version into the draft → `{ revision, updatedAt }`; 409 as a save. */
export const restoreVersionRequestSchema = z.strictObject({ baseRevision: z.number().int().min(0) });

/**
 * `POST /api/v1/pipelines/:id/visit`: this window has the builder open, or has `left` it. Answers who else has,
 * and the revision of the draft. To be repeated while the window is open.
 */
export const visitRequestSchema = z.strictObject({
  windowId: z.string().regex(/^[a-z0-9]{8,40}$/),
  nodeId: z.string().max(64).nullable(),
  left: z.boolean().optional(),
});

export const visitResponseSchema = z.object({
  revision: z.number(),
  others: z.array(
    z.object({ windowId: z.string(), name: z.string(), self: z.boolean(), nodeId: z.string().nullable() }),
  ),
});

export type Visitor = z.infer<typeof visitResponseSchema>['others'][number];

/** How often a window that is looked at says that it is there. */
export const visitIntervalMs = 8_000;

/** `POST /api/v1/pipelines/:id/check` with the graph as it is on the canvas, saved or not. */
export const checkRequestSchema = z.strictObject({ graph: graphSchema });

export const checkResponseSchema = z.object({
  problems: z.array(problemSchema),
  /** Output fields per node and port. */
  fields: z.record(z.string(), z.record(z.string(), z.array(fieldSchema))),
});

export type CheckResponse = z.infer<typeof checkResponseSchema>;

/** `POST /api/v1/pipelines/:id/sql-columns`: what the query of a step for experts gives, without touching a row. */
export const sqlColumnsRequestSchema = z.strictObject({ graph: graphSchema, nodeId: z.string() });

export const sqlColumnsResponseSchema = z.object({ columns: z.array(fieldSchema) });

/** Rows that stand in for what a step gives at one of its ports: cells as in a grid, in the order of `fields`. */
export const standInRowsSchema = z.strictObject({
  nodeId: z.string().max(64),
  port: z.string().max(64),
  fields: z.array(fieldSchema).min(1).max(1600),
  rows: z.array(z.array(z.unknown())).max(1000),
});

export type StandInRows = z.infer<typeof standInRowsSchema>;

/** `POST /api/v1/pipelines/:id/preview`: the rows around one node, on stored samples. */
export const previewRequestSchema = z.strictObject({
  graph: graphSchema,
  nodeId: z.string(),
  rows: z.number().int().min(1).max(1000).default(200),
  /** Rows picked from a step before this one, which alone go on from there. */
  picked: standInRowsSchema.nullable().default(null),
});

/** Cells are JSON values; decimals, big integers, dates and datetimes are text. */
export const gridSchema = z.object({
  fields: z.array(fieldSchema),
  rows: z.array(z.array(z.unknown())),
  /** Rows in the whole relation on the sample. */
  rowCount: z.number(),
});

export type Grid = z.infer<typeof gridSchema>;

export const previewResponseSchema = z.object({
  /** One per connected input, in port order. */
  inputs: z.array(
    z.object({
      port: z.string(),
      nodeId: z.string(),
      /** The output of that step that the rows come from. */
      fromPort: z.string(),
      grid: gridSchema,
    }),
  ),
  output: gridSchema.nullable(),
  /** What comes out of the ports after the first. */
  otherOutputs: z.array(z.object({ port: z.string(), grid: gridSchema })),
  rejectedCount: z.number(),
  /** Size of each sample that the rows come from. */
  samples: z.array(
    z.object({ nodeId: z.string(), rows: z.number(), totalRows: z.number().nullable(), readAt: z.iso.datetime() }),
  ),
  /** Steps whose rows were not computed: pinned or picked ones stood in for them. */
  held: z.array(z.object({ nodeId: z.string(), port: z.string(), rows: z.number(), by: z.enum(['pin', 'pick']) })),
  /** Row counts on the sample for every node upstream, and per `node.port` for ports after the first: the pills on the edges. */
  counts: z.record(z.string(), z.number()),
  problems: z.array(problemSchema),
});

export type PreviewResponse = z.infer<typeof previewResponseSchema>;

/**
 * `POST /api/v1/pipelines/:id/discover`: looks at the source of a node with the given settings,
 * answers the settings with detected format and fields filled in, and stores the sample for preview.
 */
export const discoverRequestSchema = z.strictObject({
  nodeId: z.string(),
  kind: z.string(),
  settings: z.record(z.string(), z.unknown()),
  /** For a webhook: an example of the body that will be posted. */
  body: z.string().max(1_000_000).optional(),
});

export const discoverResponseSchema = z.object({
  settings: z.record(z.string(), z.unknown()),
  fields: z.array(fieldSchema),
  grid: gridSchema,
  totalRows: z.number().nullable(),
  rejectedCount: z.number(),
});

/** `GET /api/v1/pipelines/:id/expected-runs` → `{ expectedRuns }`, newest first. */
export const expectedRunSchema = z.object({
  scheduleId: z.string(),
  dueAt: z.iso.datetime(),
  outcome: z.enum(['started', 'skipped_overlap', 'skipped_paused', 'skipped_connection', 'missed']),
  runId: z.string().nullable(),
});

/** `POST /api/v1/schedules/:id/pause` and `/resume` → schedule. */
