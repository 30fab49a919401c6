import { BlockList, isIP, isIPv6 } from 'node:net';

/** Ranges that are not the public internet: this machine, private networks, metadata services, tunnels into either. */
const closedRanges = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/** Which addresses may be called, from entries such as `10.1.2.0/24`, `crm.internal` and `127.0.0.1:8080`. */
export interface AddressPolicy {
  /** Whether the host is allowed by name, whatever it resolves to. Port as in a URL, filled in. */
  readonly allowsHost: (hostname: string, port: string) => boolean;
  /** Whether an IP address is public or in an allowed range. */
  readonly allowsAddress: (address: string) => boolean;
}

export function createAddressPolicy(allow: readonly string[]): AddressPolicy {
  const closed = createRangeList(closedRanges);
  const entries = allow.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== '');
  const open = createRangeList(entries.filter((entry) => entry.includes('/')));
  const hosts = new Set(entries.filter((entry) => !entry.includes('/')));
  return {
    allowsHost: (hostname, port) => {
      const name = hostname.toLowerCase().replace(/\.$/, '');
      const bare = unwrap(name);
      return [name, bare, `${name}:${port}`, `${isIPv6(bare) ? `[${bare}]` : bare}:${port}`].some((form) =>
        hosts.has(form),
      );
    },
    allowsAddress: (address) => {
      const bare = unwrap(address).split('%')[0] ?? '';
      const family = isIP(bare);
      if (family === 0) return false;
      const type = family === 6 ? 'ipv6' : 'ipv4';
      return open.check(bare, type) || !closed.check(bare, type);
    },
  };
}

function createRangeList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    list.addSubnet(network, Number(prefix), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list;
}

function unwrap(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
