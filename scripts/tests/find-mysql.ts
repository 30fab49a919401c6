import { createConnection } from 'mysql2/promise';
import { createTestMariaDb, hasMariaDb } from '#connectors/mysql/testing/create-test-mariadb.ts';
import { installPackage } from './install-package.ts';

export interface TestMysqlServer {
  /** A server on which the tests may create and drop databases of their own. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * The server named by TELAR_TEST_MYSQL_URL, one on the standard port, or a MariaDB for this run: the installed one, or
 * Debian's package when this user may install it. Null where there is none: its tests are then skipped by name.
 */
export async function findMysql(): Promise<TestMysqlServer | null> {
  const url = process.env.TELAR_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/';
  if (await canCreateDatabases(url)) return { url, stop: async () => {} };
  if (!hasMariaDb()) await installPackage('mariadb-server');
  return hasMariaDb() ? createTestMariaDb() : null;
}

async function canCreateDatabases(uri: string): Promise<boolean> {
  const probe = `telar_probe_${process.pid}`;
  try {
    const connection = await createConnection({ uri, connectTimeout: 2000, multipleStatements: true });
    try {
      await connection.query(`CREATE DATABASE ${probe}; DROP DATABASE ${probe}`);
      return true;
    } finally {
      await connection.end();
    }
  } catch {
    return false;
  }
}
