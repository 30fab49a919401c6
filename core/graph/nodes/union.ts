import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** Whether rows equal in every column are kept once. */
  distinct: z.boolean(),
});

export type UnionSettings = z.infer<typeof settings>;

/** Puts rows of several inputs below each other, columns aligned by name. */
export const union = defineNode<UnionSettings>({
  kind: 'union',
  category: 'transform',
  inputs: [{ id: 'rows', multiple: true, required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { distinct: false },
  check: () => [],
  summarize: ({ distinct }) => ({ key: distinct ? 'distinct' : 'all' }),
});
