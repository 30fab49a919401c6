import { BlockList, isIP, isIPv6 } from 'node:net';
import { TelarError } from '#core/platform/telar-error.ts';
import { type NetworkRule, parseNetworkRule, plainAddress } from './network-rule.ts';

/** Ranges of IPv4, and of global IPv6, that are not the public internet: this machine, private networks, tunnels. */
const closedRanges = createRangeList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
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
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);

/** Whatever of IPv6 lies outside is local, a tunnel or not in use. */
const globalRange = createRangeList(['2000::/3']);

/**
 * What no workspace can open: services that hand a machine's own credentials to whoever asks (of AWS, Google, Azure,
 * Alibaba, Oracle), and ranges that wrap other addresses or reach many machines at once.
 */
const reservedRanges = createRangeList([
  '100.100.100.200/32',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '192.0.0.192/32',
  '224.0.0.0/4',
  '255.255.255.255/32',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
  'fd00:ec2::/32',
  'fd20:ce::/32',
  'fe80::/10',
  'ff00::/8',
]);

export interface Destination {
  /** As it was asked for: a name or an address. */
  readonly host: string;
  /** What it resolved to. */
  readonly address: string;
  readonly port: number;
}

/** Whether a connection may be made. */
export type AddressPolicy = (destination: Destination) => boolean;

/**
 * Lets through what is public, what the configuration allows, and what a workspace allows of its own unless that is
 * reserved. Throws `config_invalid` for an entry that cannot be read.
 */
export function createAddressPolicy(allow: readonly string[], own: readonly string[] = []): AddressPolicy {
  const isAllowed = compileRules(allow);
  const isOwn = compileRules(own);
  return ({ host, address, port }) => {
    const destination = { host: host.toLowerCase().replace(/\.$/, ''), address: plainAddress(address), port };
    if (isIP(destination.address) === 0) return false;
    return (
      isPublic(destination.address) ||
      isAllowed(destination) ||
      (isOwn(destination) && !isReserved(destination.address))
    );
  };
}

/** Whether only the configuration can open the address. */
export function isReserved(address: string): boolean {
  return includes(reservedRanges, plainAddress(address));
}

function isPublic(address: string): boolean {
  return !includes(closedRanges, address) && (!isIPv6(address) || includes(globalRange, address));
}

function compileRules(entries: readonly string[]): AddressPolicy {
  const rules = entries.map((entry) => compileRule(parseNetworkRule(entry) ?? refuseEntry(entry)));
  return (destination) => rules.some((allows) => allows(destination));
}

function compileRule(rule: NetworkRule): AddressPolicy {
  if (rule.kind === 'host') return ({ host, port }) => host === rule.host && (rule.port ?? port) === port;
  const range = createRangeList([`${rule.network}/${rule.prefix}`]);
  return ({ address, port }) => (rule.port ?? port) === port && includes(range, address);
}

function refuseEntry(entry: string): never {
  const params = { variable: 'TELAR_EGRESS_ALLOW', expected: `hosts or networks, not ${entry}` };
  throw new TelarError('config_invalid', { params, actor: 'admin', status: 500 });
}

function createRangeList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    list.addSubnet(network, Number(prefix), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list;
}

function includes(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
