import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  keys: z.array(z.string().max(200)).max(20),
  /** Text keys are compared trimmed and without upper and lower case. */
  ignoreCase: z.boolean(),
  /** Which of equal rows stays, in the order of `orderBy`; without it, in input order. */
  keep: z.enum(['first', 'last']),
  orderBy: z.string().max(200),
  /** Rows with a blank key: all kept (a missing e-mail is not a duplicate), or all but one removed. */
  blankKeys: z.enum(['keep', 'merge']),
});

export type DeduplicateSettings = z.infer<typeof settings>;

/** Keeps one row per key. */
export const deduplicate = defineNode<DeduplicateSettings>({
  kind: 'deduplicate',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { keys: [], ignoreCase: true, keep: 'first', orderBy: '', blankKeys: 'keep' },
  check: ({ keys }) => (keys.length === 0 ? [{ code: 'keys_missing', field: 'keys', severity: 'error' }] : []),
  summarize: ({ keys, keep, orderBy }) =>
    keys.length === 0
      ? { key: 'empty' }
      : { key: orderBy === '' ? 'keys' : 'ordered', values: { keys: keys.join(', '), keep, orderBy } },
});
