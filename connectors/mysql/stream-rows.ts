import type { Readable } from 'node:stream';
import type { MysqlSession } from './mysql-session.ts';

/**
 * Rows as they come, their values uninterpreted. The driver tells of a lost connection only to the connection: without
 * passing that on, whoever waits for the next row would wait for ever.
 */
export function streamRows({ client }: MysqlSession, sql: string): Readable {
  const rows = client.query({ sql, rowsAsArray: true, typeCast: false }).stream();
  const fail = (error: Error) => void rows.destroy(error);
  client.once('error', fail);
  rows.once('close', () => client.off('error', fail));
  return rows;
}
