import { z } from 'zod';
import { fieldTypes } from './field-type.ts';

/** A field that a source has. */
export const foundFieldSchema = z.object({
  name: z.string(),
  type: z.enum(fieldTypes),
  path: z.array(z.string()),
  format: z.string().optional(),
  /** Whether the source itself tells the type, it was read off values, or they tell none. */
  certainty: z.enum(['told', 'seen', 'unclear']),
});

/** What a look at a source found. */
export const foundShapeSchema = z.object({
  fields: z.array(foundFieldSchema),
  /** Whether the source lists its fields; otherwise they were gathered from records. */
  told: z.boolean(),
  /** Records that were looked at; 0 where the source lists its fields. */
  records: z.number(),
});

export type FoundField = z.infer<typeof foundFieldSchema>;
export type FoundShape = z.infer<typeof foundShapeSchema>;
