import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  connectionId: z.string().max(60),
  schema: z.string().max(63),
  table: z.string().max(63),
  /** `replace`: the table holds exactly this run's rows afterwards, swapped in one transaction. */
  mode: z.enum(['append', 'upsert', 'replace']),
  /** Column names that identify a row for `upsert`. */
  keys: z.array(z.string().max(63)).max(20),
  /** Whether a table that does not exist is created with the types of the rows. */
  createTable: z.boolean(),
  /** Null: every field goes to the column of its name. */
  mapping: z
    .array(z.strictObject({ field: z.string().max(200), column: z.string().max(63) }))
    .max(1600)
    .nullable(),
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
    mode: 'append',
    keys: [],
    createTable: true,
    mapping: null,
  },
  check: ({ connectionId, table, mode, keys }) => {
    if (connectionId === '') return [{ code: 'connection_missing', field: 'connectionId', severity: 'error' }];
    if (table === '') return [{ code: 'table_missing', field: 'table', severity: 'error' }];
    if (mode === 'upsert' && keys.length === 0) return [{ code: 'keys_missing', field: 'keys', severity: 'error' }];
    return [];
  },
  summarize: ({ schema, table, mode }) =>
    table === '' ? { key: 'empty' } : { key: mode, values: { table: `${schema}.${table}` } },
});
