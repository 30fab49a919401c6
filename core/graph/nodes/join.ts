import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** `anti`: left rows without a match. */
  type: z.enum(['inner', 'left', 'right', 'full', 'anti']),
  keys: z.array(z.strictObject({ left: z.string().max(200), right: z.string().max(200) })).max(20),
  /** Text keys are compared trimmed and without upper and lower case. */
  ignoreCase: z.boolean(),
  /** Added to the names of right columns that the left has too. */
  suffix: z.string().min(1).max(40),
});

export type JoinSettings = z.infer<typeof settings>;

/** Puts columns of matching rows side by side; blank keys never match. */
export const join = defineNode<JoinSettings>({
  kind: 'join',
  category: 'transform',
  inputs: [
    { id: 'left', required: true },
    { id: 'right', required: true },
  ],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { type: 'left', keys: [], ignoreCase: true, suffix: ' (2)' },
  check: ({ keys }) => {
    if (keys.length === 0) return [{ code: 'keys_missing', field: 'keys', severity: 'error' }];
    return keys.flatMap(({ left, right }, index) =>
      left === '' || right === ''
        ? [
            {
              code: 'field_missing',
              field: `keys.${index}.${left === '' ? 'left' : 'right'}`,
              severity: 'error' as const,
            },
          ]
        : [],
    );
  },
  summarize: ({ type, keys }) => {
    const first = keys[0];
    return first === undefined
      ? { key: 'empty' }
      : { key: 'on', values: { type, left: first.left, right: first.right, more: keys.length - 1 } };
  },
});
