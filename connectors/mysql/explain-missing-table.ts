import { nearestName } from '#core/graph/nearest-name.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { MysqlSession } from './mysql-session.ts';

/** The error for a table that is not there, naming the nearest one that is. */
export async function explainMissingTable(
  { connection, database }: MysqlSession,
  { schema, table }: { readonly schema: string; readonly table: string },
): Promise<TelarError> {
  const place = schema === '' ? database : schema;
  const sql = 'SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?';
  const [rows] = await connection.execute({ sql, rowsAsArray: true }, [place]);
  const names = (rows as string[][]).map(([name = '']) => name);
  const params = { schema: place, table, suggestion: nearestName(table, names) ?? 'none' };
  return new TelarError('mysql_table_missing', { params, field: 'table', status: 422 });
}
