import { z } from 'zod';
import type { Problem } from '../problem.ts';

/**
 * How values of a key are made alike before they are compared. `trim` takes outer spaces off, `text` also ignores upper
 * and lower case, `digits` leaves only the digits, as for phone numbers.
 */
export const keyComparisons = ['exact', 'trim', 'text', 'digits'] as const;

export type KeyComparison = (typeof keyComparisons)[number];

/** Two fields that must match. */
export const joinKeySchema = z.strictObject({
  left: z.string().max(200),
  right: z.string().max(200),
  compare: z.enum(keyComparisons),
});

export type JoinKey = z.infer<typeof joinKeySchema>;

export function checkJoinKeys(keys: readonly JoinKey[]): Omit<Problem, 'nodeId'>[] {
  if (keys.length === 0) return [{ code: 'keys_missing', field: 'keys', severity: 'error' }];
  return keys.flatMap(({ left, right }, index): Omit<Problem, 'nodeId'>[] => {
    if (left !== '' && right !== '') return [];
    return [{ code: 'field_missing', field: `keys.${index}.${left === '' ? 'left' : 'right'}`, severity: 'error' }];
  });
}
