import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { TableView } from '#core/contracts/connections.ts';
import { withMysql } from './mysql-connection.ts';

/** Tables and views that the account may see, with their columns. Those of the connection's own database name none. */
export function listTables(
  connection: ResolvedConnection,
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<TableView[]> {
  return withMysql(connection, signal, async ({ connection: client }) => {
    const read = async (sql: string) => (await client.query({ sql, rowsAsArray: true }))[0] as (string | null)[][];
    const columns = new Map<string, TableView['columns']>();
    for (const [schema, table, name, type, nullable, key] of await read(columnsQuery)) {
      const place = JSON.stringify([schema, table]);
      const column = { name: name ?? '', type: type ?? '', nullable: nullable === 'YES', primaryKey: key === 'PRI' };
      const known = columns.get(place);
      if (known === undefined) columns.set(place, [column]);
      else known.push(column);
    }
    return (await read(tablesQuery)).map(([schema, name, kind, rows]) => ({
      schema: schema ?? '',
      name: name ?? '',
      kind: kind === 'VIEW' ? 'view' : 'table',
      estimatedRows: rows == null ? null : Number(rows),
      columns: columns.get(JSON.stringify([schema, name])) ?? [],
    }));
  });
}

const place = `IF(TABLE_SCHEMA = DATABASE(), '', TABLE_SCHEMA)`;
const isOwn = `TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')`;

const tablesQuery = `
  SELECT ${place} AS place, TABLE_NAME, TABLE_TYPE, TABLE_ROWS FROM information_schema.TABLES
  WHERE ${isOwn} ORDER BY place, TABLE_NAME LIMIT 5000`;

const columnsQuery = `
  SELECT ${place}, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY FROM information_schema.COLUMNS
  WHERE ${isOwn} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION LIMIT 100000`;
