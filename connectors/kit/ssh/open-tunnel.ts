import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Client, type ClientChannel } from 'ssh2';
import { readSshKey } from '#connectors/kit/auth/read-ssh-key.ts';
import type { CreateSocket, DriverSocket } from '#connectors/kit/create-socket.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Who signs in at an SSH server, and which server that must be. */
export interface SshAccount {
  readonly sshHost: string;
  readonly sshPort: number;
  readonly sshUser: string;
  /** As `ssh-keygen -l` shows it, `SHA256:…`; absent while nobody has confirmed one. */
  readonly sshHostKey?: string | null | undefined;
  /** The private key as a file holds it. */
  readonly key: string;
  readonly passphrase: string;
}

/** A way through an SSH server; ending the client ends it. */
export interface Tunnel {
  readonly client: Client;
  readonly channel: ClientChannel;
}

const readyTimeoutMs = 10_000;
const keepaliveMs = 15_000;

/**
 * Signs in at the SSH server and has it connect to the target, which it sees from where it is. Its host key must be the
 * one of the account; a key that nobody has confirmed yet is told in the error. Rejects with `ssh_…` errors, or those of
 * the way out.
 */
export async function openTunnel(
  createSocket: CreateSocket,
  account: SshAccount,
  target: { readonly host: string; readonly port: number },
): Promise<Tunnel> {
  const key = readSshKey(account.key, account.passphrase);
  const socket = createSocket();
  const client = new Client();
  try {
    await connectSocket(socket, account);
    await signIn(client, socket, account, key.encrypted);
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.forwardOut('127.0.0.1', 0, target.host, target.port, (error, opened) =>
        error
          ? reject(sshError('ssh_forward_failed', { ...target, sshHost: account.sshHost }, error))
          : resolve(opened),
      );
    });
    return { client, channel };
  } catch (error) {
    client.end();
    socket.destroy();
    throw error;
  }
}

async function connectSocket(socket: DriverSocket, { sshHost, sshPort }: SshAccount): Promise<void> {
  try {
    const signal = AbortSignal.timeout(readyTimeoutMs);
    socket.connect(sshPort, sshHost);
    await once(socket, 'connect', { signal });
  } catch (error) {
    if (error instanceof TelarError) throw error;
    throw unreachable(sshHost, error);
  }
}

function signIn(client: Client, socket: DriverSocket, account: SshAccount, encrypted: boolean): Promise<void> {
  const { sshHost, sshUser, sshHostKey, key, passphrase } = account;
  let shown = '';
  return new Promise((resolve, reject) => {
    client.once('ready', resolve).once('error', (error: Error & { level?: string }) => {
      if (shown !== '' && shown !== sshHostKey) reject(distrust(sshHost, shown, sshHostKey));
      else if (error.level === 'client-authentication') reject(sshError('ssh_refused', { sshHost, sshUser }, error));
      else reject(unreachable(sshHost, error));
    });
    try {
      client.connect({
        sock: socket,
        username: sshUser,
        privateKey: key.trim(),
        ...(passphrase !== '' && { passphrase }),
        readyTimeout: readyTimeoutMs,
        keepaliveInterval: keepaliveMs,
        hostVerifier: (hostKey: Buffer) => {
          shown = `SHA256:${createHash('sha256').update(hostKey).digest('base64').replace(/=+$/, '')}`;
          return shown === sshHostKey;
        },
      });
    } catch (error) {
      reject(sshError(encrypted ? 'ssh_key_passphrase' : 'ssh_key_invalid', {}, error));
    }
  });
}

function distrust(sshHost: string, fingerprint: string, known: string | null | undefined): TelarError {
  const code = known ? 'ssh_host_key_changed' : 'ssh_host_key_unknown';
  const params = { sshHost, fingerprint };
  return new TelarError(code, { params, actor: 'admin', field: 'sshHostKey', status: 422 });
}

function unreachable(sshHost: string, cause: unknown): TelarError {
  return new TelarError('ssh_unreachable', {
    params: { sshHost },
    actor: 'admin',
    retryable: true,
    status: 422,
    cause,
  });
}

function sshError(code: string, params: Record<string, string | number>, cause: unknown): TelarError {
  return new TelarError(code, { params, actor: 'admin', status: 422, cause });
}
