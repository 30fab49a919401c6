import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { type AuthContext, Server, utils } from 'ssh2';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';

const hostKey = utils.generateKeyPairSync('ed25519');
const userKey = utils.generateKeyPairSync('ed25519', { passphrase: 'open', cipher: 'aes256-ctr', rounds: 4 });

/** A key that no test server knows. */
export const strangerKey = utils.generateKeyPairSync('ed25519');

export interface TestSshServer {
  /** Where it was asked to connect to. */
  readonly asked: readonly string[];
  /** Sockets that were made to reach it. */
  readonly sockets: ReadonlySet<Socket>;
  readonly fingerprint: string;
  /** The connection, as seen from here: its host is one of the server's, and the way there leads through the server. */
  readonly lead: (connection: ResolvedConnection) => ResolvedConnection;
  readonly close: () => void;
}

/** The server of the `ssh2` library: lets `telar` in with one key and connects to the given names, all on this machine. */
export async function createTestSshServer(...names: string[]): Promise<TestSshServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = new Server({ hostKeys: [hostKey.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => (isUser(context) ? context.accept() : context.reject(['publickey'])));
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      asked.push(destIP);
      if (!names.includes(destIP)) return reject();
      const inside = connect(destPort, '127.0.0.1', () => {
        const channel = accept();
        channel.pipe(inside).pipe(channel);
        channel.on('error', () => inside.destroy());
      });
      inside.on('error', () => undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: sshPort } = server.address() as { port: number };
  const fingerprint = fingerprintOf(hostKey.public);
  return {
    asked,
    sockets,
    fingerprint,
    lead: (connection) => ({
      ...connection,
      config: {
        ...connection.config,
        ...{ host: names[0], reach: 'ssh', sshHost: '127.0.0.1', sshPort, sshUser: 'telar', sshHostKey: fingerprint },
      },
      secret: { ...connection.secret, sshKey: userKey.private, sshPassphrase: 'open' },
      createSocket: () => {
        const socket = new Socket();
        sockets.add(socket);
        return socket;
      },
    }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function isUser(context: AuthContext): boolean {
  if (context.method !== 'publickey' || context.username !== 'telar') return false;
  const key = utils.parseKey(userKey.public);
  if (key instanceof Error || !context.key.data.equals(key.getPublicSSH())) return false;
  const { signature, blob, hashAlgo } = context;
  return signature === undefined || key.verify(blob as Buffer, signature, hashAlgo) === true;
}

/** As `ssh-keygen -l` computes it. */
export function fingerprintOf(publicKey: string): string {
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')}`;
}
