/** Ways to write a host that is not the public internet: this machine, private networks, metadata services. */
export const addressForms: readonly string[] = [
  // This machine, in IPv4.
  ...['127.0.0.1', '127.0.0.1.', '127.1', '127.0.1', '2130706433', '0x7f000001', '0X7F000001', '0x7f.0.0.1', '0x7f.1'],
  ...['0177.0.0.1', '017700000001', '0177.0.0.0x1', '0x7f.0x0.0x0.0x1', '127.0.0x0.01', '0', '0x0', '0.0', '0.0.0.0'],
  // In IPv6, and IPv4 inside of it: mapped, compatible, translated, NAT64, 6to4, Teredo.
  ...[
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::0001]',
    '[0000:0000:0000:0000:0000:0000:0000:0001]',
    '[::]',
    '[::1%25lo]',
    '[::1%lo]',
  ],
  ...['[::ffff:127.0.0.1]', '[::FFFF:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::ffff:0.0.0.0]'],
  ...['[::127.0.0.1]', '[::7f00:1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]'],
  ...['[2002:7f00:1::]', '[2002:7f00:0001::1]', '[2001:0:4136:e378:8000:63bf:80ff:fffe]'],
  // By name.
  ...['localhost', 'LOCALHOST', 'LocalHost', 'localhost.', 'foo.localhost', 'localhost.localdomain', 'ip6-localhost'],
  ...['127.0.0.1.nip.io', 'localtest.me', 'inside.attacker.example', 'xn--inside-.example', 'crm.internal'],
  // In other scripts, which are mapped to these.
  ...[
    '１２７.０.０.１',
    '127。0。0。1',
    '①②⑦.⓪.⓪.①',
    'ｌｏｃａｌｈｏｓｔ',
    'ⓛocalhost',
    'lo\u00adcalhost',
    '０x７f000001',
  ],
  // Encoded, or behind something that looks like the host.
  ...['%31%32%37.0.0.1', '127%2e0%2e0%2e1', 'l%6fcalhost', '%5B::1%5D', 'user@127.0.0.1', 'api.example.com@127.0.0.1'],
  ...[
    'api.example.com:80@127.0.0.1',
    'api.example.com%40127.0.0.1',
    'local\thost',
    'local\nhost',
    ' 127.0.0.1',
    '/var/run',
  ],
  // Metadata services.
  ...['169.254.169.254', '2852039166', '0xA9FEA9FE', '0251.0376.0251.0376', '169.254.43518', '169.254.170.2'],
  ...[
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:a9fe:a9fe::]',
    '[fd00:ec2::254]',
  ],
  ...[
    '[fd20:ce::254]',
    '[fe80::a9fe:a9fe]',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'metadata.google.internal',
  ],
  ...['METADATA.google.internal.', 'metadata', 'instance-data.ec2.internal'],
  // Private, shared, link-local, documentation, multicast, reserved, broadcast.
  ...['10.0.0.1', '10.255.255.255', '012.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '0300.0250.0.1'],
  ...['100.64.0.1', '100.127.255.254', '169.254.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '0xffffffff', '[fc00::1]', '[fd12:3456::1]'],
  ...[
    '[fe80::1]',
    '[fe80::1%25eth0]',
    '[fec0::1]',
    '[ff02::1]',
    '[ff0e::1]',
    '[2001:db8::1]',
    '[3fff::1]',
    '[100::1]',
    '[5f00::1]',
  ],
];
