import { z } from 'zod';

const count = z.number();

/** Why a target, or a run, cannot be undone. */
export const undoRefusals = [
  'not_ended',
  'is_undo',
  'undoing',
  'undone',
  'nothing_written',
  /** The target's policy keeps nothing. */
  'off',
  'too_many',
  'expired',
  /** Before Telar kept anything, or the run ended before it could be said. */
  'not_kept',
  /** What its kind of target was given cannot be taken back. */
  'not_possible',
] as const;

export type UndoRefusal = (typeof undoRefusals)[number];

const undoResultSchema = z.object({
  restored: count,
  removed: count,
  putBack: count,
  settled: count,
  left: count,
  leftRows: z.array(
    z.object({ change: z.enum(['added', 'changed', 'removed']), key: z.string().nullable(), missing: z.boolean() }),
  ),
});

/** `GET /api/v1/runs/:id/undo`: whether a run can be undone, and what is kept for it. `POST` undoes it: the new run's summary (202). */
export const runUndoSchema = z.object({
  refusal: z.enum(undoRefusals).nullable(),
  /** The run that undid this one, or is about to. */
  undoneBy: z.string().nullable(),
  /** The run that this one undoes. */
  undoes: z.string().nullable(),
  /** The first target to be forgotten. */
  expiresAt: z.iso.datetime().nullable(),
  targets: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      kind: z.string(),
      /** Rows kept as they were. */
      rows: count,
      sizeBytes: count,
      refusal: z.enum(undoRefusals).nullable(),
      /** What undoing did; of an undo: what it did itself. */
      result: undoResultSchema.nullable(),
    }),
  ),
});

export type RunUndoView = z.infer<typeof runUndoSchema>;

/** `POST /api/v1/runs/:id/undo/plan`: what undoing would do now. Nothing is written. */
export const undoPlanSchema = z.object({
  targets: z.array(undoResultSchema.extend({ nodeId: z.string(), name: z.string() })),
  /** Targets that stay as they are. */
  kept: z.array(z.object({ nodeId: z.string(), name: z.string(), refusal: z.enum(undoRefusals) })),
  /**
   * What becomes of sources that remember how far they read: they go back to before the run (`again`), or on from where
   * they are (`on`). `all`: none remembers anything.
   */
  reads: z.enum(['again', 'on', 'all']),
});

export type UndoPlanView = z.infer<typeof undoPlanSchema>;
