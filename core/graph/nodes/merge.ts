import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  fields: z.array(z.string().max(200)).max(100),
  separator: z.string().max(100),
  /** Whether blank values leave no separator behind. */
  skipBlank: z.boolean(),
  name: z.string().max(200),
  /** Whether the columns that were merged stay. */
  keepSources: z.boolean(),
});

export type MergeSettings = z.infer<typeof settings>;

/** Writes the values of several columns into one column of text; blank when all of them are. */
export const merge = defineNode<MergeSettings>({
  kind: 'merge',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { fields: [], separator: ' ', skipBlank: true, name: '', keepSources: true },
  check: ({ fields, name }) => {
    if (fields.length === 0) return [{ code: 'fields_missing', field: 'fields', severity: 'error' }];
    return name === '' ? [{ code: 'name_missing', field: 'name', severity: 'error' }] : [];
  },
  summarize: ({ fields, name }) =>
    fields.length === 0 ? { key: 'empty' } : { key: 'columns', values: { fields: fields.join(' + '), name } },
});
