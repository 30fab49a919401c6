import type { Socket } from 'node:net';

/**
 * The one way out for what is not HTTP, given to drivers: a socket that is not connected yet. Its `connect(port, host)`
 * checks the address that it connects to, under the rules of the HTTP client; it fails with `egress_…` errors.
 */
export type CreateSocket = () => Socket;
