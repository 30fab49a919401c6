import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import {
  createTestSshServer,
  fingerprintOf,
  strangerKey,
  type TestSshServer,
} from '#connectors/kit/ssh/create-test-ssh-server.test-kit.ts';
import { postgresConnection, withPostgres } from './postgres-connection.ts';
import { createTestServer, type TestServer } from './testing/create-test-server.ts';

let database: TestServer;
let ssh: TestSshServer;

beforeAll(async () => {
  database = await createTestServer('tunnel');
  // A name that only the SSH server's own network knows.
  ssh = await createTestSshServer('db.inside');
});
afterAll(async () => {
  ssh.close();
  await database.drop();
});

interface Change {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly secret?: Readonly<Record<string, string>>;
}

function through({ config, secret }: Change = {}): ResolvedConnection {
  const led = ssh.lead(database.connection);
  return { ...led, config: { ...led.config, ...config }, secret: { ...led.secret, ...secret } };
}

function test(change: Change = {}): Promise<string> {
  const http = { request: () => Promise.reject(new Error('PostgreSQL needs no HTTP')) };
  return postgresConnection.test(through(change), { signal: AbortSignal.timeout(20_000), http });
}

describe('a connection through an SSH server', () => {
  it('reaches a database that only the SSH server sees, with much to send both ways and to the end', async () => {
    await expect(test()).resolves.toMatch(/^PostgreSQL \d+/);
    const text = 'x'.repeat(3_000_000);
    const size = await withPostgres(through(), AbortSignal.timeout(20_000), async (client) => {
      const { rows } = await client.query('SELECT $1::text || repeat($2, 2000000) AS text', [text, 'y']);
      return rows[0].text.length;
    });
    expect(size).toBe(5_000_000);
    expect(new Set(ssh.asked)).toEqual(new Set(['db.inside']));
    await expect.poll(() => [...ssh.sockets].filter((socket) => !socket.destroyed).length).toBe(0);
  });

  it('stops a query when the work is cancelled, and the way there ends with it', async () => {
    const cancelling = new AbortController();
    const work = withPostgres(through(), cancelling.signal, async (client) => {
      const { rows } = await client.query('SELECT pg_backend_pid() AS id');
      const asleep = client.query('SELECT pg_sleep(60)');
      cancelling.abort(new Error('enough'));
      await asleep.catch(() => undefined);
      return rows[0].id;
    });
    await work.catch(() => undefined);
    const running =
      "SELECT count(*)::int AS running FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'";
    await expect.poll(async () => (await database.client.query(running)).rows[0].running).toBe(0);
    await expect.poll(() => [...ssh.sockets].filter((socket) => !socket.destroyed).length).toBe(0);
  });

  it('tells the host key while nobody has confirmed it, and refuses another one', async () => {
    const { fingerprint } = ssh;
    await expect(test({ config: { sshHostKey: '' } })).rejects.toMatchObject({
      code: 'ssh_host_key_unknown',
      params: { fingerprint },
    });
    await expect(test({ config: { sshHostKey: fingerprintOf(strangerKey.public) } })).rejects.toMatchObject({
      code: 'ssh_host_key_changed',
      field: 'sshHostKey',
    });
  });

  it.each([
    ['another key', { secret: { sshKey: strangerKey.private } }, 'ssh_refused'],
    ['another user', { config: { sshUser: 'nobody' } }, 'ssh_refused'],
    ['a wrong passphrase', { secret: { sshPassphrase: 'shut' } }, 'ssh_key_passphrase'],
    ['no key at all', { secret: { sshKey: 'key' } }, 'ssh_key_invalid'],
    ['a host that is not there', { config: { host: 'elsewhere' } }, 'ssh_forward_failed'],
    ['a port where nothing listens', { config: { sshPort: 1 } }, 'ssh_unreachable'],
  ])('says what is wrong with %s', async (_, change, code) => {
    await expect(test(change)).rejects.toMatchObject({ code });
  });
});
