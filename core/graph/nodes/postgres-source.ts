import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkSourceFields, sourceFieldsSchema } from './source-field.ts';
import { checkSourceSync, fullSync, sourceSyncSchema } from './source-sync.ts';

const settings = z.strictObject({
  connectionId: z.string().max(60),
  mode: z.enum(['table', 'query']),
  schema: z.string().max(63),
  table: z.string().max(63),
  query: z.string().max(100_000),
  fields: sourceFieldsSchema,
  sync: sourceSyncSchema.default(fullSync),
});

export type PostgresSourceSettings = z.infer<typeof settings>;

/** Rows of a PostgreSQL table, view or query. */
export const postgresSource = defineNode<PostgresSourceSettings>({
  kind: 'postgres-source',
  category: 'source',
  inputs: [],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { connectionId: '', mode: 'table', schema: 'public', table: '', query: '', fields: [], sync: fullSync },
  check: ({ connectionId, mode, table, query, fields, sync }) => {
    if (connectionId === '') return [{ code: 'connection_missing', field: 'connectionId', severity: 'error' }];
    if (mode === 'table' && table === '') return [{ code: 'table_missing', field: 'table', severity: 'error' }];
    if (mode === 'query' && query.trim() === '') return [{ code: 'query_missing', field: 'query', severity: 'error' }];
    return [...checkSourceFields(fields), ...checkSourceSync(sync, fields)];
  },
  summarize: ({ mode, schema, table, query }) => {
    if (mode === 'query') return { key: query.trim() === '' ? 'empty' : 'query' };
    return table === '' ? { key: 'empty' } : { key: 'table', values: { table: `${schema}.${table}` } };
  },
});
