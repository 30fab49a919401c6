import { z } from 'zod';
import { fieldTypes } from '#core/graph/field-type.ts';

/** `landed`: a replay brought the row into its targets. `passed`: past the step that refused it, some were refused later. */
export const rejectedStatuses = ['open', 'dismissed', 'replaying', 'landed', 'passed'] as const;

export type RejectedStatus = (typeof rejectedStatuses)[number];

const column = z.string().max(200);
const value = z.string().max(100_000).nullable();
/** Place of a row in what the step refused, from 0; it never changes. */
const row = z.number().int().min(0).max(2_000_000_000);

const filterShape = {
  reason: z.string().max(300).optional(),
  field: column.optional(),
  /** Part of any value of the row. */
  text: z.string().max(300).optional(),
  /** `edited`: open, with a new value. */
  status: z.enum([...rejectedStatuses, 'edited']).optional(),
};

export const rejectedFilterSchema = z.strictObject(filterShape);

export type RejectedFilter = z.infer<typeof rejectedFilterSchema>;

/** `GET /api/v1/runs/:id/steps/:nodeId/rejected` with these → `rejectedPageSchema`. */
export const rejectedQuerySchema = z.object({
  ...filterShape,
  offset: z.coerce.number().int().min(0).max(1e12).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** A column; without it rows come as they were refused. */
  sort: column.optional(),
  direction: z.enum(['asc', 'desc']).default('asc'),
});

export const rejectedRowSchema = z.object({
  row,
  status: z.enum(rejectedStatuses),
  reason: z.string(),
  message: z.string(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  /** The rule that refused it, counted from 1, where a step has several. */
  rule: z.string().nullable(),
  /** Line or record of the source, where it is known. */
  line: z.number().nullable(),
  /** As it came: JSON, or the raw line where it could not be read. */
  record: z.string(),
  /** Values as they came, in the order of the columns. */
  cells: z.array(z.string().nullable()),
  /** New values by column. */
  edits: z.record(z.string(), z.string().nullable()),
  /** The run that replays or replayed it. */
  replayRunId: z.string().nullable(),
});

export type RejectedRow = z.infer<typeof rejectedRowSchema>;

export const rejectedPageSchema = z.object({
  /** Of all that the filter lets pass. */
  total: z.number(),
  rows: z.array(rejectedRowSchema),
  columns: z.array(z.object({ name: z.string(), type: z.enum(fieldTypes) })),
  /** What was wrong and how often, whatever the filter; commonest first. */
  groups: z.array(
    z.object({
      reason: z.string(),
      field: z.string().nullable(),
      message: z.string(),
      count: z.number(),
      open: z.number(),
    }),
  ),
  /** Rows by what became of them; `edited` are among the open ones. */
  statuses: z.record(z.string(), z.number()),
});

export type RejectedPage = z.infer<typeof rejectedPageSchema>;

/** `PATCH` on the same path: new values and marks. All or nothing; rows that are being replayed or have landed are locked. */
export const changeRejectedSchema = z.union([
  z.strictObject({
    rows: z
      .array(
        z.strictObject({
          row,
          set: z.record(column, value).optional(),
          /** Columns that get their original value back. */
          unset: z.array(column).max(2000).optional(),
          status: z.enum(['open', 'dismissed']).optional(),
        }),
      )
      .min(1)
      .max(1000),
  }),
  /** Every open row with that value in the column gets another. */
  z.strictObject({ fill: z.strictObject({ column, from: value, to: value }) }),
  z.strictObject({ mark: z.strictObject({ status: z.enum(['open', 'dismissed']), filter: rejectedFilterSchema }) }),
]);

export type RejectedChange = z.infer<typeof changeRejectedSchema>;

/** What it changed; `before` has what filled rows held as new value, to take it back. */
export const rejectedChangedSchema = z.object({
  changed: z.number(),
  before: z.array(z.object({ row, edit: value.optional() })),
});

export const maxReplayedRows = 100_000;

/** `POST …/rejected/replay`: without `confirm` says what would happen, with it starts the run (202). */
export const replayRequestSchema = z.strictObject({
  rows: z.union([z.enum(['open', 'edited']), z.array(row).min(1).max(maxReplayedRows)]),
  /** The graph that refused them, or the live version. */
  version: z.enum(['own', 'live']),
  confirm: z.boolean().default(false),
});

export type ReplayRequest = z.infer<typeof replayRequestSchema>;

export const replayAnswerSchema = z.object({
  count: z.number(),
  /** The step the rows enter at. */
  step: z.string(),
  targets: z.array(z.object({ nodeId: z.string(), name: z.string(), place: z.string() })),
  /** Null: a draft. */
  versionNumber: z.number().nullable(),
  liveNumber: z.number().nullable(),
  /** Sentences about what to mind. */
  notes: z.array(z.string()),
  /** The run, once it was started. */
  runId: z.string().nullable(),
});

export type ReplayAnswer = z.infer<typeof replayAnswerSchema>;

/** `POST …/rejected/rule`: keeps a fix as a step of the draft, before the step that refused the rows. */
export const keepRuleRequestSchema = z.strictObject({
  column,
  /** Trimmed, and compared without upper and lower case. */
  from: z.string().max(2000),
  to: z.string().max(2000),
});

export const keepRuleAnswerSchema = z.object({ nodeId: z.string(), revision: z.number(), isNew: z.boolean() });
