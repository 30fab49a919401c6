import type { Duplex } from 'node:stream';

/** What drivers use of a socket. */
export interface DriverSocket extends Duplex {
  connect(port: number, host: string): this;
  setNoDelay(noDelay?: boolean): this;
  setKeepAlive(enable?: boolean): this;
}

/**
 * The one way out for what is not HTTP, given to drivers: a socket that is not connected yet. Its `connect(port, host)`
 * checks the address that it connects to, under the rules of the HTTP client; it fails with `egress_…` errors.
 */
export type CreateSocket = () => DriverSocket;
