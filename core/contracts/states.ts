import { z } from 'zod';

/** One change of what a step remembers. */
const stateChangeSchema = z.object({
  /** In the reader's language. */
  description: z.string(),
  changedAt: z.iso.datetime(),
  cause: z.enum(['run', 'test', 'reset', 'rewind', 'undo']),
});

/** `GET /api/v1/pipelines/:id/states` → `{ states }`: what steps remember between runs. */
export const nodeStateSchema = stateChangeSchema.extend({
  nodeId: z.string(),
  stream: z.string(),
  /** Name of the field whose value can be gone back to; null where only a time can. */
  cursorField: z.string().nullable(),
  cursor: z.string().nullable(),
  /** The source's own log, where it is followed; null elsewhere. */
  log: z
    .object({
      /** What the source keeps of it for this step, and how much it may be; null before it was looked at. */
      lagBytes: z.number().nullable(),
      maxLagBytes: z.number(),
      checkedAt: z.iso.datetime().nullable(),
      /** It grew beyond its limit and is not kept any more: everything has to be read again. */
      isLost: z.boolean(),
    })
    .nullable(),
  /** Newest first, the present one included. */
  history: z.array(stateChangeSchema),
});

export type NodeStateView = z.infer<typeof nodeStateSchema>;

export const statesResponseSchema = z.object({ states: z.array(nodeStateSchema) });

/**
 * `POST /api/v1/pipelines/:id/states` resets or rewinds what a step remembers. Without `confirm` nothing changes, and
 * the answer says what the next run would read again.
 */
export const changeStateRequestSchema = z.strictObject({
  nodeId: z.string().max(64),
  stream: z.string().max(200).default(''),
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('start') }),
    /** A value of the cursor: rows from it on, itself included, are read again. */
    z.strictObject({ kind: z.literal('value'), value: z.string().min(1).max(1000) }),
    /** What was remembered at that time. */
    z.strictObject({ kind: z.literal('time'), time: z.iso.datetime({ offset: true }) }),
  ]),
  confirm: z.boolean().default(false),
});

export type StateDestination = z.infer<typeof changeStateRequestSchema>['to'];

export const changeStateResponseSchema = z.object({ consequence: z.string(), changed: z.boolean() });
