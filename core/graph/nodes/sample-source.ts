import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

export const sampleDatasets = ['contacts', 'orders', 'campaigns', 'web_events'] as const;

export type SampleDataset = (typeof sampleDatasets)[number];

const settings = z.strictObject({
  dataset: z.enum(sampleDatasets),
  rows: z.number().int().min(1).max(10_000_000),
});

export type SampleSourceSettings = z.infer<typeof settings>;

/** The sample company: made-up but realistically messy data, the same on every machine. */
export const sampleSource = defineNode<SampleSourceSettings>({
  kind: 'sample-source',
  category: 'source',
  inputs: [],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { dataset: 'contacts', rows: 5000 },
  check: () => [],
  summarize: ({ dataset, rows }) => ({ key: 'dataset', values: { dataset, rows } }),
});
