import { z } from 'zod';
import type { Summary } from '../node-definition.ts';
import type { Problem } from '../problem.ts';
import { sourceDriftSchema } from './source-drift.ts';
import { checkSourceFields, sourceFieldsSchema } from './source-field.ts';
import { checkSourceSync, fullSync, sourceSyncSchema } from './source-sync.ts';

/** Each part takes a session at the source while it is read. */
export const maxReadParts = 32;

/** Settings of sources that read a table, a view or a query of a database. */
export const tableSourceSettings = z.strictObject({
  connectionId: z.string().max(60),
  mode: z.enum(['table', 'query']),
  schema: z.string().max(64),
  table: z.string().max(64),
  query: z.string().max(100_000),
  fields: sourceFieldsSchema,
  sync: sourceSyncSchema.default(fullSync),
  drift: sourceDriftSchema.optional(),
  /** In how many parts a table is read side by side; automatic when absent. */
  parallel: z.union([z.enum(['automatic', 'off']), z.int().min(2).max(maxReadParts)]).optional(),
});

export type TableSourceSettings = z.infer<typeof tableSourceSettings>;

export const tableSourceDefaults: TableSourceSettings = {
  connectionId: '',
  mode: 'table',
  schema: '',
  table: '',
  query: '',
  fields: [],
  sync: fullSync,
};

/** `hasLog`: the database can tell of the changes of a table by itself. */
export function checkTableSource(settings: TableSourceSettings, hasLog = false): Omit<Problem, 'nodeId'>[] {
  const { connectionId, mode, table, query, fields, sync } = settings;
  if (connectionId === '') return [{ code: 'connection_missing', field: 'connectionId', severity: 'error' }];
  if (mode === 'table' && table === '') return [{ code: 'table_missing', field: 'table', severity: 'error' }];
  if (mode === 'query' && query.trim() === '') return [{ code: 'query_missing', field: 'query', severity: 'error' }];
  return [...checkSourceFields(fields), ...checkSourceSync(sync, fields, hasLog && mode === 'table')];
}

export function summarizeTableSource({ mode, schema, table, query }: TableSourceSettings): Summary {
  if (mode === 'query') return { key: query.trim() === '' ? 'empty' : 'query' };
  if (table === '') return { key: 'empty' };
  return { key: 'table', values: { table: schema === '' ? table : `${schema}.${table}` } };
}
