import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** Every address of a name, as this machine resolves it. The one place where names are resolved. */
export function resolveName(name: string): Promise<LookupAddress[]> {
  return lookup(name, { all: true });
}
