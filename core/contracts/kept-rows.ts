import { z } from 'zod';
import { fieldSchema } from './pipelines.ts';

/**
 * What became of a row on its way into a target. `loaded`: it arrived, and the target does not tell more; `skipped`: the
 * write mode passes over it; `unsent`: the load broke off before it was known to have arrived.
 */
export const rowOutcomes = [
  'created',
  'updated',
  'unchanged',
  'skipped',
  'removed',
  'loaded',
  'rejected',
  'unsent',
] as const;

export type RowOutcome = (typeof rowOutcomes)[number];

/** Query of `GET /api/v1/runs/:id/steps/:nodeId/rows`. */
export const keptRowsQuerySchema = z.object({
  /** Text that one of the row's values holds, whatever its case. */
  q: z.string().max(200).default(''),
  outcome: z.enum(rowOutcomes).optional(),
  port: z.string().max(64).optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export type KeptRowsQuery = z.infer<typeof keptRowsQuerySchema>;

/** The rows that were kept of what came out of a step, or went into a target, in order. */
export const keptRowsSchema = z.object({
  fields: z.array(fieldSchema),
  rows: z.array(
    z.object({
      /** Place among all rows of its port, from 1. */
      row: z.number(),
      port: z.string().nullable(),
      /** As in a `Grid`. */
      cells: z.array(z.unknown()),
      /** Of rows of a target. */
      outcome: z.enum(rowOutcomes).nullable(),
      /** Why it was rejected, in the reader's language. */
      reason: z.string().nullable(),
    }),
  ),
  /** How many of those kept that hold the text had which outcome; of rows of a target. */
  outcomes: z.partialRecord(z.enum(rowOutcomes), z.number()),
  /** How many of those kept meet the query. */
  matching: z.number(),
  /** How many were kept; null: none, because there were too many to look at twice, or the time for it is over. */
  kept: z.number().nullable(),
  /** How many there were. */
  total: z.number(),
  /** Whether the requests that carried them were kept as well. */
  hasRequests: z.boolean(),
});

export type KeptRows = z.infer<typeof keptRowsSchema>;

/** `GET /api/v1/runs/:id/steps/:nodeId/requests?row=` → `{ requests }`: those that carried the row, in order. */
export const sentRequestSchema = z.object({
  /** Rows it carried. */
  firstRow: z.number(),
  rows: z.number(),
  at: z.iso.datetime(),
  durationMs: z.number(),
  attempts: z.number(),
  method: z.string(),
  address: z.string(),
  /** Values that could be secrets are masked. */
  headers: z.record(z.string(), z.string()),
  idempotencyKey: z.string().nullable(),
  /** The beginning. */
  body: z.string(),
  bodyBytes: z.number(),
  /** Null where no answer came. */
  status: z.number().nullable(),
  /** Why none came, in the reader's language. */
  failure: z.string().nullable(),
  /** The beginning. */
  answer: z.string(),
  answerBytes: z.number(),
});

export type SentRequestView = z.infer<typeof sentRequestSchema>;
