import type { MysqlSession } from './mysql-session.ts';

export const lookTimeoutMs = 60_000;
export const readTimeoutMs = 6 * 3_600_000;

/** One snapshot, in which nothing can be written. A reader that is slow for a while must not be taken for dead. */
export async function beginReading({ connection, isMariaDb }: MysqlSession, timeoutMs: number): Promise<void> {
  const seconds = Math.ceil(timeoutMs / 1000);
  const limit = isMariaDb ? `max_statement_time = ${seconds}` : `max_execution_time = ${timeoutMs}`;
  await connection.query(`SET SESSION net_write_timeout = ${seconds}, SESSION ${limit}`);
  await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await connection.query('START TRANSACTION READ ONLY');
}
