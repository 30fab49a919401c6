import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkJoinKeys, joinKeySchema } from './join-key.ts';

const settings = z.strictObject({
  /** `anti`: left rows without a match. */
  type: z.enum(['inner', 'left', 'right', 'full', 'anti']),
  keys: z.array(joinKeySchema).max(20),
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
  defaults: { type: 'left', keys: [], suffix: ' (2)' },
  check: ({ keys }) => checkJoinKeys(keys),
  summarize: ({ type, keys }) => {
    const first = keys[0];
    return first === undefined
      ? { key: 'empty' }
      : { key: 'on', values: { type, left: first.left, right: first.right, more: keys.length - 1 } };
  },
});
