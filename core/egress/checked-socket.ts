import { isIPv6, Socket } from 'node:net';
import { TelarError } from '#core/platform/telar-error.ts';
import type { AddressPolicy } from './address-policy.ts';
import { createCheckedLookup } from './checked-lookup.ts';

/** A socket that connects to a host and port which the policy allows, and to nothing else: no path either. */
export class CheckedSocket extends Socket {
  readonly #policy: AddressPolicy;
  /** Where it was told to connect to. */
  destination = '';

  constructor(policy: AddressPolicy) {
    super();
    this.#policy = policy;
  }

  override connect(port: unknown, name?: unknown): this {
    try {
      if (typeof port !== 'number' || typeof name !== 'string') {
        throw new TelarError('egress_host_invalid', { params: { host: String(port).slice(0, 200) }, status: 422 });
      }
      const host = name.replace(/^\[|\]$/g, '');
      this.destination = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
      return super.connect({ host, port, lookup: createCheckedLookup(this.#policy, host, port) });
    } catch (error) {
      return this.destroy(error as Error);
    }
  }
}
