import type { TestRow } from '#core/contracts/connections.ts';
import type { MysqlSession } from './mysql-session.ts';
import { quoteName } from './quote.ts';

const maxColumns = 30;
const maxCharacters = 200;
const timeoutMs = 3000;

/** A row of the first table of the database that has one, shortened; null when the account can read none. */
export async function readFirstRow({ connection, isMariaDb }: MysqlSession): Promise<TestRow | null> {
  const limit = isMariaDb ? `max_statement_time = ${timeoutMs / 1000}` : `max_execution_time = ${timeoutMs}`;
  await connection.query(`SET SESSION ${limit}`);
  await connection.query('START TRANSACTION READ ONLY');
  const [tables] = await connection.query({ sql: tablesQuery, rowsAsArray: true });
  for (const [table = ''] of tables as string[][]) {
    const sql = `SELECT * FROM ${quoteName(table)} LIMIT 1`;
    const [rows, fields] = await connection.query({ sql, rowsAsArray: true, typeCast: false });
    const row = (rows as (Buffer | null)[][])[0];
    if (row === undefined) continue;
    const values = fields.slice(0, maxColumns).map(({ name }, index) => ({ name, value: shorten(row[index] ?? null) }));
    return { from: table, values };
  }
  return null;
}

function shorten(value: Buffer | null): string | null {
  return value === null ? null : [...value.toString('utf8')].slice(0, maxCharacters).join('');
}

/** Those that the server estimates to hold rows first; what looks like a tool's own last. */
const tablesQuery = `
  SELECT TABLE_NAME FROM information_schema.TABLES
  WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'
  ORDER BY TABLE_NAME LIKE '\\_%', TABLE_ROWS > 0 DESC, TABLE_NAME
  LIMIT 20`;
