import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  method: z.enum(['first', 'every', 'random']),
  /** Rows kept by `first` and `random`. */
  rows: z.number().int().min(1).max(1_000_000_000),
  /** `every`: the first row and then each that is this many rows further. */
  step: z.number().int().min(2).max(1_000_000_000),
  /** `random`: the same number chooses the same rows of the same input. */
  seed: z.number().int().min(0).max(2_147_483_647),
});

export type SampleSettings = z.infer<typeof settings>;

/** Keeps some of the rows, the same ones whenever the input is the same. */
export const sample = defineNode<SampleSettings>({
  kind: 'sample',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { method: 'first', rows: 100, step: 10, seed: 1 },
  check: () => [],
  summarize: ({ method, rows, step }) => ({ key: method, values: { rows, step } }),
});
