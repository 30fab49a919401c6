import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { type AuthContext, Server, utils } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import { postgresConnection, withPostgres } from './postgres-connection.ts';
import { createTestServer } from './testing/create-test-server.ts';

const hostKey = utils.generateKeyPairSync('ed25519');
const userKey = utils.generateKeyPairSync('ed25519', { passphrase: 'open', cipher: 'aes256-ctr', rounds: 4 });
const strangerKey = utils.generateKeyPairSync('ed25519');
const fingerprint = fingerprintOf(hostKey.public);
const sockets = new Set<Socket>();

let database: Awaited<ReturnType<typeof createTestServer>>;
let ssh: Server;
/** Where the SSH server was asked to connect to. */
const asked: string[] = [];

beforeAll(async () => {
  database = await createTestServer('tunnel');
  ssh = new Server({ hostKeys: [hostKey.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => (isUser(context) ? context.accept() : context.reject(['publickey'])));
    client.on('ready', () =>
      client.on('tcpip', (accept, reject, { destIP, destPort }) => {
        asked.push(destIP);
        // A name that only the SSH server's own network knows.
        if (destIP !== 'db.inside') return reject();
        const inside = connect(destPort, '127.0.0.1', () => {
          const channel = accept();
          channel.pipe(inside).pipe(channel);
          channel.on('error', () => inside.destroy());
        });
        inside.on('error', () => undefined);
      }),
    );
  });
  ssh.listen(0, '127.0.0.1');
  await once(ssh, 'listening');
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  ssh.close();
  await database.drop();
});

describe('a connection through an SSH server', () => {
  it('reaches a database that only the SSH server sees, with many rows both ways and to the end', async () => {
    await expect(postgresConnection.test(through({}), services())).resolves.toMatch(/^PostgreSQL \d+/);
    const text = 'x'.repeat(3_000_000);
    const size = await withPostgres(through({}), AbortSignal.timeout(20_000), async (client) => {
      const { rows } = await client.query('SELECT $1::text || repeat($2, 2000000) AS text', [text, 'y']);
      return rows[0].text.length;
    });
    expect(size).toBe(5_000_000);
    expect(new Set(asked)).toEqual(new Set(['db.inside']));
    await expect.poll(() => [...sockets].filter((socket) => !socket.destroyed).length).toBe(0);
  });

  it('tells the host key while nobody has confirmed it, and refuses another one', async () => {
    const unknown = postgresConnection.test(through({ config: { sshHostKey: '' } }), services());
    await expect(unknown).rejects.toMatchObject({ code: 'ssh_host_key_unknown', params: { fingerprint } });
    const changed = postgresConnection.test(
      through({ config: { sshHostKey: fingerprintOf(strangerKey.public) } }),
      services(),
    );
    await expect(changed).rejects.toMatchObject({ code: 'ssh_host_key_changed', field: 'sshHostKey' });
  });

  it.each([
    ['another key', { secret: { sshKey: strangerKey.private } }, 'ssh_refused'],
    ['another user', { config: { sshUser: 'nobody' } }, 'ssh_refused'],
    ['a wrong passphrase', { secret: { sshPassphrase: 'shut' } }, 'ssh_key_passphrase'],
    ['no key at all', { secret: { sshKey: 'key' } }, 'ssh_key_invalid'],
    ['a host that is not there', { config: { host: 'elsewhere' } }, 'ssh_forward_failed'],
    ['a port where nothing listens', { config: { sshPort: 1 } }, 'ssh_unreachable'],
  ])('says what is wrong with %s', async (_, change, code) => {
    await expect(postgresConnection.test(through(change), services())).rejects.toMatchObject({ code });
  });
});

function isUser(context: AuthContext): boolean {
  if (context.method !== 'publickey' || context.username !== 'telar') return false;
  const key = utils.parseKey(userKey.public);
  if (key instanceof Error || !context.key.data.equals(key.getPublicSSH())) return false;
  return (
    context.signature === undefined || key.verify(context.blob as Buffer, context.signature, context.hashAlgo) === true
  );
}

interface Change {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly secret?: Readonly<Record<string, string>>;
}

function through({ config, secret }: Change): ResolvedConnection {
  const { port: sshPort } = ssh.address() as { port: number };
  return {
    id: 'conn_ssh',
    config: {
      ...database.connection.config,
      ...{ host: 'db.inside', reach: 'ssh', sshHost: '127.0.0.1', sshPort, sshUser: 'telar', sshHostKey: fingerprint },
      ...config,
    },
    secret: { ...database.connection.secret, sshKey: userKey.private, sshPassphrase: 'open', ...secret },
    createSocket: () => {
      const socket = new Socket();
      sockets.add(socket);
      return socket;
    },
  };
}

function services() {
  return { signal: AbortSignal.timeout(20_000), http: { request: () => Promise.reject(new Error('no HTTP here')) } };
}

/** As `ssh-keygen -l` computes it. */
function fingerprintOf(publicKey: string): string {
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')}`;
}
