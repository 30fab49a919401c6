import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** Whether rows equal in every column are kept once. */
  distinct: z.boolean(),
  /** Where a field of one input goes when that is not the column of its name; `column` empty: it is left out. */
  mapping: z
    .array(
      z.strictObject({
        /** The edge that brings the input: it stays the same when steps are put in between. */
        edge: z.string().max(64),
        field: z.string().max(200),
        column: z.string().max(200),
      }),
    )
    .max(5000)
    .default([]),
});

export type UnionSettings = z.infer<typeof settings>;

/** Puts rows of several inputs below each other, columns aligned by name or as they are told to. */
export const union = defineNode<UnionSettings>({
  kind: 'union',
  category: 'transform',
  inputs: [{ id: 'rows', multiple: true, required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { distinct: false, mapping: [] },
  check: () => [],
  summarize: ({ distinct }) => ({ key: distinct ? 'distinct' : 'all' }),
});
