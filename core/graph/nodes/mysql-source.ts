import { defineNode } from '../node-definition.ts';
import {
  checkTableSource,
  summarizeTableSource,
  type TableSourceSettings,
  tableSourceDefaults,
  tableSourceSettings,
} from './table-source.ts';

/** Rows of a MySQL or MariaDB table, view or query. An empty `schema` is the database of the connection. */
export const mysqlSource = defineNode<TableSourceSettings>({
  kind: 'mysql-source',
  category: 'source',
  inputs: [],
  outputs: [{ id: 'rows' }],
  settings: tableSourceSettings,
  defaults: tableSourceDefaults,
  check: (settings) => checkTableSource(settings),
  summarize: summarizeTableSource,
});
