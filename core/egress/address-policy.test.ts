import { describe, expect, it } from 'vitest';
import { createAddressPolicy, isReserved } from './address-policy.ts';
import { formatNetworkRule, parseNetworkRule } from './network-rule.ts';

const rules = ['10.1.0.0/16', 'fd00:1::/32', 'crm.internal', 'api.internal:8443', '[::1]:80', '127.0.0.1:5432'];
const from = (address: string, port = 443, host = address) => ({ host, address, port });

describe.each([
  ['configuration', createAddressPolicy(rules)],
  ['workspace', createAddressPolicy([], rules)],
])('what the %s allows', (_name, policy) => {
  it.each([
    [from('8.8.8.8'), true],
    [from('2606:4700::1111'), true],
    [from('::ffff:8.8.8.8'), true],
    [from('10.1.255.255'), true],
    [from('::ffff:10.1.2.3'), true],
    [from('fd00:1::9'), true],
    [from('10.2.0.1'), false],
    [from('::ffff:10.2.0.1'), false],
    [from('fd00:2::1'), false],
    [from('not an address'), false],
    [from('192.168.1.1', 1234, 'crm.internal'), true],
    [from('192.168.1.1', 80, 'CRM.internal.'), true],
    [from('192.168.1.1', 8443, 'api.internal'), true],
    [from('192.168.1.1', 443, 'api.internal'), false],
    [from('192.168.1.1', 443, 'evil-crm.internal'), false],
    [from('::1', 80, '[::1]'), true],
    [from('::1', 81, '[::1]'), false],
    [from('127.0.0.1', 5432, 'localhost'), true],
    [from('127.0.0.1', 5433, 'localhost'), false],
  ])('%o: %s', (destination, isAllowed) => {
    expect(policy(destination)).toBe(isAllowed);
  });
});

describe('what is reserved', () => {
  const all = ['0.0.0.0/0', '::/0', 'metadata.google.internal', '169.254.169.254'];

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fe80::a9fe:a9fe',
    'fe80::1%eth0',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
    '::ffff:0:a9fe:a9fe',
  ])('%s can be opened by the configuration alone', (address) => {
    expect(isReserved(address)).toBe(true);
    const destination = from(address, 80, 'metadata.google.internal');
    expect(createAddressPolicy([])(destination)).toBe(false);
    expect(createAddressPolicy([], all)(destination)).toBe(false);
    expect(createAddressPolicy(all)(destination)).toBe(true);
  });

  it.each(['10.0.0.1', '127.0.0.1', 'fd00::1', '100.64.0.1', '8.8.8.8'])(
    '%s can be opened by a workspace',
    (address) => {
      expect(isReserved(address)).toBe(false);
      expect(createAddressPolicy([], all)(from(address))).toBe(true);
    },
  );
});

it('refuses a configuration that it cannot read', () => {
  expect(() => createAddressPolicy(['10.0.0.0/33'])).toThrow(expect.objectContaining({ code: 'config_invalid' }));
});

describe('an entry', () => {
  it.each([
    ['10.1.0.0/16', '10.1.0.0/16'],
    [' CRM.internal. ', 'crm.internal'],
    ['crm_1.internal:8443', 'crm_1.internal:8443'],
    ['10.1.2.3', '10.1.2.3'],
    ['10.1.2.3/32', '10.1.2.3'],
    ['10.1.2.3:5432', '10.1.2.3:5432'],
    ['fd00::1', 'fd00::1'],
    ['[fd00::1]', 'fd00::1'],
    ['[fd00::1]:80', '[fd00::1]:80'],
    ['fd00::/8', 'fd00::/8'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.0.0/112', '10.1.0.0/16'],
    ['localhost', 'localhost'],
    ['db', 'db'],
  ])('%s is written %s', (entry, written) => {
    const rule = parseNetworkRule(entry);
    expect(rule && formatNetworkRule(rule)).toBe(written);
  });

  it.each([
    '',
    ' ',
    'http://crm.internal',
    'crm.internal/path',
    'crm.internal:0',
    'crm.internal:70000',
    '10.0.0.0/33',
    '10.0.0/8',
    'fd00::/129',
    'fe80::1%eth0',
    '*.internal',
    '127.1',
    '2130706433',
    '0x7f000001',
    'a.0177',
    'user@crm.internal',
    'crm internal',
    '-crm.internal',
    '[10.0.0.1]',
    '１２７.0.0.1',
  ])('that is none: %s', (entry) => {
    expect(parseNetworkRule(entry)).toBeNull();
  });
});
