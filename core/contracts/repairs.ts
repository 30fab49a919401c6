import { z } from 'zod';
import { fieldTypes } from '#core/graph/field-type.ts';
import { failureSchema } from './api-error.ts';
import { replayPlanSchema, replaysSchema } from './replays.ts';

/** Where a field is in its source: the name of a column, or the keys that lead to a value. */
const place = z.array(z.string().max(200)).min(1).max(20);

/** What somebody decided about a field that is not in its source as it was. Everything after the source stays as it is. */
export const fieldChoiceSchema = z.discriminatedUnion('kind', [
  /** Gone from `place`: it is read from `to` now, or left blank. */
  z.strictObject({ kind: z.literal('missing'), place, to: place.nullable() }),
  /** Of another type: that is taken over, or the old one kept. */
  z.strictObject({ kind: z.literal('retyped'), place, take: z.boolean() }),
  /** New: it is taken along, or left out for good. */
  z.strictObject({ kind: z.literal('added'), place, take: z.boolean() }),
]);

export type FieldChoice = z.infer<typeof fieldChoiceSchema>;

const fieldType = z.enum(fieldTypes);

/** A difference that stops the runs. */
const stopSchema = z.object({
  kind: z.enum(['missing', 'retyped', 'added']),
  place,
  name: z.string(),
  type: fieldType,
  /** The type that it has in the source now. */
  foundType: fieldType.nullable(),
  /** The new field most like one that is gone; `sure` where it can be taken without a doubt. */
  suggestion: z.object({ place, confidence: z.number(), sure: z.boolean() }).nullable(),
});

export type RepairStop = z.infer<typeof stopSchema>;

/**
 * `GET /api/v1/issues/:id/repair`: how a source that has changed can be mended where it stands. Throws `issue_not_found`
 * (404), and `repair_unseen` (409) where the change is to be looked at in the builder.
 */
export const repairSchema = z.object({
  lookedAt: z.iso.datetime(),
  stops: z.array(stopSchema),
  /** New fields, which those that are gone may be called now. */
  candidates: z.array(z.object({ place, name: z.string(), type: fieldType })),
  /** Differences that stop nothing, by name. */
  others: z.array(z.object({ kind: z.enum(['missing', 'retyped', 'added']), name: z.string() })),
  pipelines: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      nodeName: z.string(),
      /** The version that is live now, of which the next one differs by the choices alone. */
      versionId: z.string(),
      nextNumber: z.number(),
      /** Whether the draft holds edits that are not live; they stay in the draft. */
      hasEdits: z.boolean(),
    }),
  ),
  /** What is started again then. */
  replays: z.array(replayPlanSchema),
});

export type Repair = z.infer<typeof repairSchema>;

const choices = z.array(fieldChoiceSchema).max(500);

/** `POST /api/v1/issues/:id/repair/plan` → a run plan: what a run of the mended pipeline would read and write. */
export const repairPlanRequestSchema = z.strictObject({ pipelineId: z.string(), choices });

/** `POST /api/v1/issues/:id/repair`: publishes a version of each pipeline and starts what failed again. */
export const repairRequestSchema = z.strictObject({
  choices,
  pipelines: z
    .array(z.strictObject({ id: z.string(), versionId: z.string() }))
    .min(1)
    .max(200),
  /** Of the versions: says what was mended. */
  name: z.string().trim().min(1).max(120),
});

export type RepairRequest = z.infer<typeof repairRequestSchema>;

export const repairedSchema = z.object({
  published: z.array(z.object({ pipelineId: z.string(), number: z.number() })),
  /** Pipelines that could not be mended, and why; they hold back none of the others. */
  failed: z.array(z.object({ pipelineId: z.string(), failure: failureSchema })),
  replays: replaysSchema,
});

export type Repaired = z.infer<typeof repairedSchema>;
