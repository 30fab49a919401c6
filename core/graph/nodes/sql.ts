import { z } from 'zod';
import { fieldTypes } from '../field-type.ts';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** One SELECT over `input`, `input2` and so on, in the order in which the inputs were connected. */
  query: z.string().max(50_000),
  /** What the query gives, as it was read from the engine; empty until then. */
  columns: z.array(z.strictObject({ name: z.string().min(1).max(200), type: z.enum(fieldTypes) })).max(2000),
});

export type SqlSettings = z.infer<typeof settings>;

/** One query of the user's own, for experts. */
export const sql = defineNode<SqlSettings>({
  kind: 'sql',
  category: 'transform',
  inputs: [{ id: 'rows', multiple: true, required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { query: '', columns: [] },
  check: ({ query, columns }) => {
    if (query.trim() === '') return [{ code: 'query_missing', field: 'query', severity: 'error' }];
    return columns.length === 0 ? [{ code: 'sql_columns_unknown', field: 'columns', severity: 'error' }] : [];
  },
  summarize: ({ query, columns }) =>
    query.trim() === '' ? { key: 'empty' } : { key: 'query', values: { count: columns.length } },
});

/** The name by which a query reads one of its inputs, counted from 0. */
export function sqlInputName(index: number): string {
  return index === 0 ? 'input' : `input${index + 1}`;
}
