import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkJsonColumns, jsonColumnSchema } from './json-column.ts';

const settings = z.strictObject({
  /** A column of text that holds JSON. */
  field: z.string().max(200),
  /** Empty: the text itself becomes nested data. */
  columns: z.array(jsonColumnSchema).max(500),
  /** Whether the text stays beside its columns. */
  keepSource: z.boolean(),
  /** Text that is not JSON, or a value that cannot become the wanted type: set the row aside, or leave it blank. */
  onCastError: z.enum(['reject', 'blank']),
});

export type ParseJsonSettings = z.infer<typeof settings>;

/** Reads text as JSON, as nested data or into columns. */
export const parseJson = defineNode<ParseJsonSettings>({
  kind: 'parse-json',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { field: '', columns: [], keepSource: false, onCastError: 'reject' },
  check: ({ field, columns }) =>
    field === '' ? [{ code: 'field_missing', field: 'field', severity: 'error' }] : checkJsonColumns(columns),
  summarize: ({ field, columns }) => {
    if (field === '') return { key: 'empty' };
    const names = columns.map(({ name }) => name).join(', ');
    return { key: columns.length === 0 ? 'whole' : 'columns', values: { field, names } };
  },
});
