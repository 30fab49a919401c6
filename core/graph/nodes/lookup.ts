import { z } from 'zod';
import { checkChosen, checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';
import { checkJoinKeys, joinKeySchema } from './join-key.ts';

const settings = z.strictObject({
  /** `left` is a field of the rows, `right` one of the list. Blank keys find nothing. */
  keys: z.array(joinKeySchema).max(20),
  columns: z
    .array(
      z.strictObject({
        /** A field of the list. */
        field: z.string().max(200),
        name: z.string().max(200),
        /** Value where nothing is found, as typed; empty: blank. */
        otherwise: z.string().max(2000),
      }),
    )
    .max(200),
  /** Of several matches: the first, or for each column the first that is not blank. */
  match: z.enum(['first', 'any']),
  /** A row that finds nothing: goes on, or is set aside. */
  missing: z.enum(['keep', 'reject']),
  /** Column that says whether a match was found; empty: none. */
  foundName: z.string().max(200),
});

export type LookupSettings = z.infer<typeof settings>;

/** Adds columns from a second input, found by a key. Rows are never repeated. */
export const lookup = defineNode<LookupSettings>({
  kind: 'lookup',
  category: 'transform',
  inputs: [
    { id: 'rows', required: true },
    { id: 'list', required: true, consulted: true },
  ],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { keys: [], columns: [], match: 'first', missing: 'keep', foundName: '' },
  check: ({ keys, columns, foundName }) => {
    const problems = checkJoinKeys(keys);
    if (problems.length > 0) return problems;
    if (columns.length === 0 && foundName === '')
      return [{ code: 'lookup_columns_missing', field: 'columns', severity: 'error' }];
    return [
      ...checkChosen(columns.map(({ field }, index) => ({ value: field, path: `columns.${index}.field` }))),
      ...checkNames(columns.map(({ name }, index) => ({ name, path: `columns.${index}.name` }))),
    ];
  },
  summarize: ({ keys, columns }) => {
    const first = keys[0];
    if (first === undefined) return { key: 'empty' };
    return { key: 'columns', values: { key: first.left, names: columns.map(({ name }) => name).join(', ') || 'none' } };
  },
});
