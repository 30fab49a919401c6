import { z } from 'zod';
import { fieldTypes } from '../field-type.ts';
import type { Problem } from '../problem.ts';
import { fieldDriftSchema } from './source-drift.ts';

/** A field of a source as the user confirmed it: the pipeline's name and type for a place in the source. */
export const sourceFieldSchema = z.strictObject({
  name: z.string().min(1).max(200),
  type: z.enum(fieldTypes),
  /** Column name or JSON path segments in the source; absent when equal to `name`. */
  path: z.array(z.string()).max(20).optional(),
  /** strptime pattern of dates that are not ISO. */
  format: z.string().max(60).optional(),
  /** The type that the source had when it was looked at, where another one was chosen. */
  found: z.enum(fieldTypes).optional(),
  drift: fieldDriftSchema.optional(),
});

export const sourceFieldsSchema = z.array(sourceFieldSchema).max(2000);

export type SourceField = z.infer<typeof sourceFieldSchema>;

/** A source without fields has not been looked at yet; names must be unique. */
export function checkSourceFields(fields: readonly SourceField[]): Omit<Problem, 'nodeId'>[] {
  if (fields.length === 0) return [{ code: 'source_fields_unknown', field: 'fields', severity: 'error' }];
  const seen = new Set<string>();
  return fields.flatMap((field, index) => {
    const repeated = seen.has(field.name.toLowerCase());
    seen.add(field.name.toLowerCase());
    return repeated
      ? [
          {
            code: 'field_name_repeated',
            params: { name: field.name },
            field: `fields.${index}.name`,
            severity: 'error' as const,
          },
        ]
      : [];
  });
}
