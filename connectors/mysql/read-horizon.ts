import type { MysqlSession } from './mysql-session.ts';

const accessDenied = [1227, 1142];

/**
 * The server's time before which everything that will ever carry an earlier time of change is there to be read: a
 * second ago, or the start of the oldest transaction that is writing. The server's list of those is up to a tenth of a
 * second old, and an account without the PROCESS privilege may not see it; then only the overlap covers them.
 * Asked before the snapshot of the reading is taken.
 */
export async function readHorizon({ connection }: MysqlSession): Promise<string> {
  const now = 'UTC_TIMESTAMP(6) - INTERVAL 1 SECOND';
  const ask = async (value: string, from: string): Promise<string> => {
    const sql = `SELECT DATE_FORMAT(${value}, '%Y-%m-%dT%H:%i:%s.%fZ') ${from}`;
    const [rows] = await connection.query({ sql, rowsAsArray: true });
    return String((rows as string[][])[0]?.[0]);
  };
  try {
    const oldest = `MIN(CONVERT_TZ(trx_started, 'SYSTEM', '+00:00'))`;
    return await ask(
      `LEAST(${now}, COALESCE(${oldest}, ${now}))`,
      `FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id <> CONNECTION_ID()
         AND trx_is_read_only = 0 AND (trx_rows_modified > 0 OR trx_query IS NOT NULL)`,
    );
  } catch (error) {
    if (!accessDenied.includes((error as { errno?: number }).errno ?? 0)) throw error;
    return ask(now, '');
  }
}
