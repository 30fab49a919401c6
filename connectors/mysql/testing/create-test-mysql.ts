import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import type { ReadContext, ResolvedConnection } from '#connectors/kit/connector.ts';
import { mysqlSource as sourceNode } from '#core/graph/nodes/mysql-source.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';

const serverUrl = process.env.TELAR_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/';

/** Whether there is a MySQL or MariaDB server for tests; where not, they are skipped by name. */
export const hasMysql = await createConnection({ uri: serverUrl, connectTimeout: 2000 }).then(
  async (connection) => {
    await connection.end();
    return true;
  },
  () => false,
);

/** A database of its own on the test server, with contexts to run the connector against it. */
export interface TestMysql {
  readonly client: Connection;
  readonly connection: ResolvedConnection;
  readonly readContext: (
    settings: Partial<TableSourceSettings>,
    options?: Partial<ReadContext<TableSourceSettings>>,
  ) => ReadContext<TableSourceSettings>;
  readonly drop: () => Promise<void>;
}

export async function createTestMysql(name: string): Promise<TestMysql> {
  const database = `telar_${name}`;
  const url = new URL(serverUrl);
  const client = await createConnection({ uri: serverUrl, multipleStatements: true });
  await client.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
  await client.query(`USE ${database}; SET time_zone = '+00:00'`);
  const folder = await mkdtemp(join(tmpdir(), 'telar-mysql-'));
  const { hostname: host, port, username: user, password } = url;
  const connection = {
    id: 'conn_test',
    config: { host, port: Number(port || 3306), user, database },
    secret: { password: decodeURIComponent(password) },
    createSocket: () => new Socket(),
  };
  const base = { connection, folder, signal: new AbortController().signal, event: null, ...unusedServices };
  return {
    client,
    connection,
    readContext: (settings, options) => ({ ...base, settings: { ...sourceNode.defaults, ...settings }, ...options }),
    drop: async () => {
      await client.query(`DROP DATABASE ${database}`);
      await client.end();
      await rm(folder, { recursive: true });
    },
  };
}

const unusedServices = {
  http: { request: () => Promise.reject(new Error('MySQL needs no HTTP')) },
  resolveFile: () => Promise.reject(new Error('MySQL needs no file')),
  inspectParquet: () => Promise.reject(new Error('MySQL needs no Parquet')),
};
