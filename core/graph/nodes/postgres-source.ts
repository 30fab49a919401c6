import { defineNode } from '../node-definition.ts';
import {
  checkTableSource,
  summarizeTableSource,
  type TableSourceSettings,
  tableSourceDefaults,
  tableSourceSettings,
} from './table-source.ts';

/** Rows of a PostgreSQL table, view or query. */
export const postgresSource = defineNode<TableSourceSettings>({
  kind: 'postgres-source',
  category: 'source',
  inputs: [],
  outputs: [{ id: 'rows' }],
  settings: tableSourceSettings,
  defaults: { ...tableSourceDefaults, schema: 'public' },
  check: (settings) => checkTableSource(settings, true),
  summarize: summarizeTableSource,
});
