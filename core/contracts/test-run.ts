import { z } from 'zod';
import { graphSchema } from '#core/graph/graph.ts';
import { gridSchema, previewResponseSchema, problemSchema, standInRowsSchema } from './pipelines.ts';

/** Bytes of JSON that the rows of one pin, or those picked, may take. */
export const maxHeldBytes = 1_000_000;
export const maxPins = 50;

/** Item of `GET /api/v1/pipelines/:id/pins` → `{ pins }`, and the answer of a `PUT`. */
export const pinSchema = z.object({
  nodeId: z.string(),
  port: z.string(),
  rowCount: z.number(),
  /** `hashUpstream` of the graph whose rows these were; another one now makes the pin stale. */
  upstreamHash: z.string(),
  pinnedAt: z.iso.datetime(),
  /** Name of who pinned it; null when that person is gone. */
  pinnedBy: z.string().nullable(),
  /** The run whose rows these are; null where they came from a preview or were typed. */
  runId: z.string().nullable(),
});

export type PinView = z.infer<typeof pinSchema>;

export const pinsResponseSchema = z.object({ pins: z.array(pinSchema) });

/** `PUT /api/v1/pipelines/:id/pins` pins rows to a step, in place of those pinned before. 422 `pin_too_large`, `pin_value_unfit`. */
export const savePinRequestSchema = standInRowsSchema.extend({ upstreamHash: z.string().regex(/^[0-9a-f]{16}$/) });

/** `DELETE /api/v1/pipelines/:id/pins?nodeId=…&port=…`, or `?runId=…` for all rows of a run → 204, also when nothing is pinned there. */
export const removePinQuerySchema = z.union([
  z.strictObject({ nodeId: z.string().max(64), port: z.string().max(64) }),
  z.strictObject({ runId: z.string().max(80) }),
]);

/**
 * `POST /api/v1/runs/:id/pins` → `{ pipelineId, pins }`: pins rows that were kept of the run to steps of the draft, so that
 * it can be looked at with the data of then. 409 `run_rows_gone`.
 */
export const pinRunRequestSchema = z.strictObject({
  /** The step whose rows they are; left out: all that bring rows in. */
  nodeId: z.string().max(64).optional(),
  /** Left out: all of its ports. */
  port: z.string().max(64).optional(),
});

export const pinRunResponseSchema = pinsResponseSchema.extend({ pipelineId: z.string() });

/**
 * `POST /api/v1/pipelines/:id/test` with the graph as it is on the canvas: what its target would be sent, made by what
 * would send it, from samples, pins and picked rows. Nothing is sent or written.
 */
export const testRequestSchema = z.strictObject({
  graph: graphSchema,
  /** A target. */
  nodeId: z.string().max(64),
  picked: standInRowsSchema.nullable().default(null),
  /** One row as it would be sent for real: by itself, removing and replacing nothing else. */
  oneRow: z.boolean().default(false),
});

/** A request as it goes out, without its secrets. */
export const shownRequestSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  body: z.string(),
  /** Bytes of the whole body: of a large one `body` is the beginning. */
  bodyBytes: z.number(),
  rows: z.number(),
});

export type ShownRequest = z.infer<typeof shownRequestSchema>;

export const rowChanges = ['create', 'update', 'remove', 'unchanged', 'skip', 'reject'] as const;

/** What would go out, by the kind of target. */
export const plannedWriteSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('requests'),
    /** All of them: the first are shown. */
    total: z.number(),
    requests: z.array(shownRequestSchema),
  }),
  z.object({
    kind: z.literal('table'),
    table: z.string(),
    mode: z.string(),
    statements: z.array(z.string()),
    counts: z.object({
      creates: z.number(),
      updates: z.number(),
      removes: z.number(),
      unchanged: z.number(),
      skipped: z.number(),
      rejected: z.number(),
    }),
    /** The first rows by column, and in the same order what becomes of each. */
    grid: gridSchema,
    changes: z.array(z.enum(rowChanges)),
    /** Code of the error with which a mirror would halt. */
    halts: z.string().nullable(),
  }),
  z.object({ kind: z.literal('file'), name: z.string() }),
]);

export type PlannedWrite = z.infer<typeof plannedWriteSchema>;

export const testResponseSchema = z.object({
  nodeId: z.string(),
  /** Name of the connection; null where there is none. */
  account: z.string().nullable(),
  /** Rows that would go. */
  rows: z.number(),
  /** Rows left out, because they were sent before as they are. */
  alreadySent: z.number(),
  /** Null while `problems` keep it from being known. */
  write: plannedWriteSchema.nullable(),
  samples: previewResponseSchema.shape.samples,
  held: previewResponseSchema.shape.held,
  counts: previewResponseSchema.shape.counts,
  problems: z.array(problemSchema),
});

export type TestResponse = z.infer<typeof testResponseSchema>;

/**
 * `POST /api/v1/pipelines/:id/send-row` sends one row to its target for real. The same `sendId` again sends nothing and
 * answers what became of the first. 409 `row_send_unknown` when nobody came to know.
 */
export const sendRowRequestSchema = z.strictObject({
  sendId: z.string().regex(/^send_[0-9a-z]{24}$/),
  graph: graphSchema,
  nodeId: z.string().max(64),
  /** The row at the input of the target. */
  row: standInRowsSchema.extend({ rows: standInRowsSchema.shape.rows.length(1) }),
});

export const sendRowResponseSchema = z.object({
  /** `refused`: the target took the request and not the row. */
  outcome: z.enum(['sent', 'unchanged', 'refused']),
  /** What the target said about a refused row. */
  reason: z.string().nullable(),
  change: z.enum(['created', 'updated', 'removed']).nullable(),
  /** The answer of an API: its status, and the beginning of its body without secrets. */
  answer: z.object({ status: z.number(), body: z.string() }).nullable(),
  /** The row as the table holds it now. */
  stored: z.array(z.object({ name: z.string(), value: z.string().nullable() })).nullable(),
  /** Whether the next run takes the row as sent; null where it compares with the target or sends everything. */
  remembered: z.boolean().nullable(),
});

export type SendRowResponse = z.infer<typeof sendRowResponseSchema>;
