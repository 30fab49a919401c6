import { z } from 'zod';
import { fieldTypes } from '../field-type.ts';
import type { Problem } from '../problem.ts';

const text = z.string().max(1000);

/** A field that an API takes, as its documentation says: rows that break this are set aside before they are sent. */
export const acceptedFieldSchema = z.strictObject({
  /** By the name it is sent under. */
  name: z.string().max(200),
  type: z.enum(fieldTypes).optional(),
  /** A row must bring a value. */
  required: z.boolean().optional(),
  /** Characters. */
  maxLength: z.int().min(1).max(1_000_000).optional(),
  /** Some part of the text must match. */
  pattern: z.string().max(500).optional(),
  /** The only values that it takes. */
  values: z.array(text).max(500).optional(),
});

export const acceptedFieldsSchema = z.array(acceptedFieldSchema).max(1600);

export type AcceptedField = z.infer<typeof acceptedFieldSchema>;

/** Names must be there and unique. */
export function checkAcceptedFields(accepts: readonly AcceptedField[]): Omit<Problem, 'nodeId'>[] {
  const seen = new Set<string>();
  return accepts.flatMap(({ name }, index) => {
    const field = `accepts.${index}.name`;
    if (name.trim() === '') return [{ code: 'name_missing', field, severity: 'error' as const }];
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated ? [{ code: 'field_name_repeated', params: { name }, field, severity: 'error' as const }] : [];
  });
}
