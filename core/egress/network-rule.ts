import { isIP, isIPv4, isIPv6 } from 'node:net';

/** What one entry of an allow-list opens: a range of addresses, or a host by its name. */
export type NetworkRule = (
  | { readonly kind: 'range'; readonly network: string; readonly prefix: number }
  | { readonly kind: 'host'; readonly host: string }
) & {
  /** Null: any. */
  readonly port: number | null;
};

const hostPattern = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62}\.)*[a-z0-9_-]{0,62}[a-z0-9_]$|^[a-z0-9_]$/;
/** A last label that a URL would take for a number, so that `127.1` and `0x7f000001` pass for no name. */
const numericEnd = /(^|\.)(\d+|0x[0-9a-f]*)$/;

/** Reads `10.1.0.0/16`, `crm.internal`, `crm.internal:8443`, `10.1.2.3:80`, `[fd00::1]:80`; null when it is none of them. */
export function parseNetworkRule(entry: string): NetworkRule | null {
  const text = entry.trim().toLowerCase();
  return text.includes('/') ? parseRange(text) : parseHost(text);
}

/** The one way to write a rule down. */
export function formatNetworkRule(rule: NetworkRule): string {
  const port = rule.port === null ? '' : `:${rule.port}`;
  if (rule.kind === 'host') return rule.host + port;
  const { network, prefix } = rule;
  const isSingle = prefix === (isIPv6(network) ? 128 : 32);
  if (!isSingle) return `${network}/${prefix}`;
  return port !== '' && isIPv6(network) ? `[${network}]${port}` : network + port;
}

function parseRange(text: string): NetworkRule | null {
  const [, network = '', digits = ''] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(network);
  const plain = plainAddress(network);
  const prefix = Number(digits) - (family === 6 && isIPv4(plain) ? 96 : 0);
  if (family === 0 || prefix < 0 || prefix > (isIPv4(plain) ? 32 : 128)) return null;
  return { kind: 'range', network: plain, prefix, port: null };
}

function parseHost(text: string): NetworkRule | null {
  if (isIPv6(text)) return toRule(text, null);
  const [, bracketed, name, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  if (bracketed !== undefined) return isIPv6(bracketed) ? toRule(bracketed, port) : null;
  return name === undefined ? null : toRule(name.replace(/\.$/, ''), port);
}

function toRule(host: string, port: number | null): NetworkRule | null {
  if (isIP(host) !== 0) {
    const network = plainAddress(host);
    return host.includes('%') ? null : { kind: 'range', network, prefix: isIPv4(network) ? 32 : 128, port };
  }
  return hostPattern.test(host) && !numericEnd.test(host) ? { kind: 'host', host, port } : null;
}

/** Without brackets and zone; an IPv4 address that is written as IPv6 as what it is. */
export function plainAddress(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
  if (!isIPv6(bare)) return bare;
  const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(new URL(`http://[${bare}]`).hostname) ?? [];
  if (high === undefined || low === undefined) return bare;
  return [high, low].flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]).join('.');
}
