import { isIP, type LookupFunction } from 'node:net';
import { TelarError } from '#core/platform/telar-error.ts';
import { type AddressPolicy, isReserved } from './address-policy.ts';
import { resolveName } from './resolve-name.ts';

/**
 * For one connection: resolves the host and answers only what may be connected to, so that the address that was checked is
 * the address that is used. Throws `egress_refused` or `egress_reserved` for a host that is a closed address itself.
 */
export function createCheckedLookup(policy: AddressPolicy, host: string, port: number): LookupFunction {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !policy({ host: bare, address: bare, port })) throw refuse(host, [bare]);
  return (name, options, done) => {
    resolveName(name).then(
      (found) => {
        const allowed = found.filter(({ address }) => policy({ host: name, address, port }));
        const [first] = allowed;
        if (first === undefined)
          done(
            refuse(
              name,
              found.map(({ address }) => address),
            ),
            [],
          );
        else if (options.all) done(null, allowed);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}

function refuse(host: string, addresses: readonly string[]): TelarError {
  const code = addresses.some(isReserved) ? 'egress_reserved' : 'egress_refused';
  return new TelarError(code, { params: { host }, actor: 'admin', status: 422 });
}
