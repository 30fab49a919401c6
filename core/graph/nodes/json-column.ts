import { z } from 'zod';
import { checkNames } from '../check-names.ts';
import { fieldTypes } from '../field-type.ts';
import type { Problem } from '../problem.ts';

/** A column taken out of nested data. */
export const jsonColumnSchema = z.strictObject({
  /** Names on the way to the value; a number chooses from a list, from 0. */
  path: z.array(z.string().max(200)).max(20),
  name: z.string().max(200),
  type: z.enum(fieldTypes),
});

export type JsonColumn = z.infer<typeof jsonColumnSchema>;

export function checkJsonColumns(columns: readonly JsonColumn[]): Omit<Problem, 'nodeId'>[] {
  const pathless = columns.flatMap(({ path }, index) =>
    path.every((segment) => segment === '')
      ? [{ code: 'path_missing', field: `columns.${index}.path`, severity: 'error' as const }]
      : [],
  );
  return [...pathless, ...checkNames(columns.map(({ name }, index) => ({ name, path: `columns.${index}.name` })))];
}
