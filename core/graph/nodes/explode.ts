import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** A column of nested data that holds lists. */
  field: z.string().max(200),
  /** Column for the entry; empty: it takes the place of the list. */
  name: z.string().max(200),
  /** Entries as text, or as nested data to go on with. */
  type: z.enum(['text', 'json']),
  /** Column for the place in the list, from 1; empty: none. */
  positionName: z.string().max(200),
  /** Whether a row whose list is empty or missing stays, with a blank entry. */
  keepEmpty: z.boolean(),
});

export type ExplodeSettings = z.infer<typeof settings>;

/** Makes a row of every entry of a list; a value that is no list counts as a list of one. */
export const explode = defineNode<ExplodeSettings>({
  kind: 'explode',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { field: '', name: '', type: 'json', positionName: '', keepEmpty: true },
  check: ({ field }) => (field === '' ? [{ code: 'field_missing', field: 'field', severity: 'error' }] : []),
  summarize: ({ field }) => (field === '' ? { key: 'empty' } : { key: 'list', values: { field } }),
});
