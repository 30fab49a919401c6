import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkJsonColumns, jsonColumnSchema } from './json-column.ts';

const settings = z.strictObject({
  /** A column of nested data. */
  field: z.string().max(200),
  columns: z.array(jsonColumnSchema).max(500),
  /** Whether the nested data stays. */
  keepSource: z.boolean(),
  /** A value that cannot become the wanted type: set the row aside, or leave the value blank. */
  onCastError: z.enum(['reject', 'blank']),
});

export type FlattenSettings = z.infer<typeof settings>;

/** Takes values out of nested data into columns. */
export const flatten = defineNode<FlattenSettings>({
  kind: 'flatten',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { field: '', columns: [], keepSource: false, onCastError: 'reject' },
  check: ({ field, columns }) => {
    if (field === '') return [{ code: 'field_missing', field: 'field', severity: 'error' }];
    if (columns.length === 0) return [{ code: 'json_columns_missing', field: 'columns', severity: 'error' }];
    return checkJsonColumns(columns);
  },
  summarize: ({ field, columns }) =>
    field === '' || columns.length === 0
      ? { key: 'empty' }
      : { key: 'columns', values: { field, count: columns.length, names: columns.map(({ name }) => name).join(', ') } },
});
