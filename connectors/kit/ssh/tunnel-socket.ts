import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { CreateSocket, DriverSocket } from '#connectors/kit/create-socket.ts';
import { openTunnel, type SshAccount, type Tunnel } from './open-tunnel.ts';

/** A socket whose other end an SSH server opens: what a driver writes leaves from there. Fails with `ssh_…` errors. */
export class TunnelSocket extends Duplex implements DriverSocket {
  readonly #createSocket: CreateSocket;
  readonly #account: SshAccount;
  #tunnel: Promise<Tunnel> | null = null;

  constructor(createSocket: CreateSocket, account: SshAccount) {
    super();
    this.#createSocket = createSocket;
    this.#account = account;
  }

  connect(port: number, host: string): this {
    this.#tunnel = openTunnel(this.#createSocket, this.#account, { port, host });
    this.#tunnel.then(
      ({ channel, client }) => {
        if (this.destroyed) return client.end();
        this.#pass(channel);
        client.on('error', (error) => this.destroy(error));
        return this.emit('connect');
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  #pass(channel: ClientChannel): void {
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause();
    });
    channel.on('end', () => this.push(null));
    channel.on('error', (error: Error) => this.destroy(error));
    channel.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#tunnel?.then(
      ({ channel }) => channel.resume(),
      () => undefined,
    );
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#tunnel === null) done(new Error('The tunnel is written to before it is connected'));
    else this.#tunnel.then(({ channel }) => channel.write(chunk, done), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#tunnel === null) done();
    else this.#tunnel.then(({ channel }) => channel.end(done), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#tunnel?.then(
      ({ client }) => client.end(),
      () => undefined,
    );
    done(error);
  }

  /** The socket below sends at once by itself. */
  setNoDelay(): this {
    return this;
  }

  /** SSH asks for signs of life itself. */
  setKeepAlive(): this {
    return this;
  }
}
