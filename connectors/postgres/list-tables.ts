import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { TableView } from '#core/contracts/connections.ts';
import { ledgerName } from './load-ledger.ts';
import { withPostgres } from './postgres-connection.ts';

/** Tables and views that the account may read or write, with their columns; the server's own are left out. */
export function listTables(
  connection: ResolvedConnection,
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<TableView[]> {
  return withPostgres(connection, signal, async (client) => {
    const { rows } = await client.query<TableView>(tablesQuery, [ledgerName]);
    return rows;
  });
}

const tablesQuery = `
  SELECT nspname AS schema, relname AS name,
    CASE WHEN relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind,
    CASE WHEN reltuples >= 0 AND relkind IN ('r', 'm', 'p') THEN reltuples::float8 END AS "estimatedRows",
    (SELECT coalesce(json_agg(json_build_object(
        'name', attname, 'type', format_type(atttypid, atttypmod), 'nullable', NOT attnotnull,
        'primaryKey', EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey))
      ) ORDER BY attnum), '[]')
     FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped) AS columns
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition
    AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg\\_%' AND relname <> $1
    AND has_schema_privilege(pg_namespace.oid, 'USAGE')
    AND (has_any_column_privilege(pg_class.oid, 'SELECT') OR has_any_column_privilege(pg_class.oid, 'INSERT'))
  ORDER BY nspname, relname
  LIMIT 5000`;
