import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkMapping, checkTableWrite, tableWriteDefaults, tableWriteShape } from './target-write.ts';

const settings = z.strictObject({
  connectionId: z.string().max(60),
  schema: z.string().max(63),
  table: z.string().max(63),
  ...tableWriteShape,
  /** Whether a table that does not exist is created with the types of the rows. */
  createTable: z.boolean(),
  /** Whether every run compares its rows with the table once they are written. */
  compare: z.boolean().optional(),
  /** For so many days rows are kept as they were, so that a run can be undone; 0: not at all. */
  keepBeforeDays: z.number().int().min(0).max(30).default(7),
});

export type PostgresTargetSettings = z.infer<typeof settings>;

/** Writes rows into a PostgreSQL table, each exactly once. */
export const postgresTarget = defineNode<PostgresTargetSettings>({
  kind: 'postgres-target',
  category: 'target',
  inputs: [{ id: 'rows', required: true }],
  outputs: [],
  settings,
  defaults: {
    connectionId: '',
    schema: 'public',
    table: '',
    ...tableWriteDefaults,
    createTable: true,
    keepBeforeDays: 7,
  },
  check: ({ connectionId, table, mode, keys, mapping }) => {
    if (connectionId === '') return [{ code: 'connection_missing', field: 'connectionId', severity: 'error' }];
    if (table === '') return [{ code: 'table_missing', field: 'table', severity: 'error' }];
    return [...checkTableWrite({ mode, keys }), ...checkMapping(mapping)];
  },
  summarize: ({ schema, table, mode }) =>
    table === '' ? { key: 'empty' } : { key: mode, values: { table: `${schema}.${table}` } },
});
