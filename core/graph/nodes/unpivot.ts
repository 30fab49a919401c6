import { z } from 'zod';
import { checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** Columns that become rows. */
  fields: z.array(z.string().max(200)).max(1000),
  /** Column for the name of the column that a value comes from. */
  nameColumn: z.string().max(200),
  valueColumn: z.string().max(200),
  /** Whether blank values get a row too. */
  keepBlank: z.boolean(),
});

export type UnpivotSettings = z.infer<typeof settings>;

/** Turns columns into rows: one row per value, with the name of its column beside it. */
export const unpivot = defineNode<UnpivotSettings>({
  kind: 'unpivot',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { fields: [], nameColumn: '', valueColumn: '', keepBlank: false },
  check: ({ fields, nameColumn, valueColumn }) => {
    if (fields.length === 0) return [{ code: 'fields_missing', field: 'fields', severity: 'error' }];
    return checkNames([
      { name: nameColumn, path: 'nameColumn' },
      { name: valueColumn, path: 'valueColumn' },
    ]);
  },
  summarize: ({ fields }) =>
    fields.length === 0 ? { key: 'empty' } : { key: 'columns', values: { fields: fields.join(', ') } },
});
