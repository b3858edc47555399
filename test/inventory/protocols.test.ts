import { protocolName, protocolNumber } from '#inventory/protocols.ts';

test.each([
  ['tcp', 6],
  ['TCP', 6],
  ['6', 6],
  [6, 6],
  [' udp ', 17],
  ['icmp', 1],
  ['icmpv6', 58],
  ['58', 58],
  ['-1', -1],
  [-1, -1],
  ['all', -1],
  ['0', 0],
  ['255', 255],
  ['gre', 47],
])('%j is %d', (written, number) => {
  expect(protocolNumber(written)).toBe(number);
});

test.each(['256', '-2', '1.5', '6tcp', '', null, undefined, 'constructor', 'toString', '__proto__'])(
  '%j is no protocol',
  (written) => {
    expect(protocolNumber(written)).toBeUndefined();
  },
);

test.each([
  [6, 'tcp'],
  [-1, 'all'],
  [58, 'icmpv6'],
  [99, '99'],
])('%d is called %s', (number, name) => {
  expect(protocolName(number)).toBe(name);
});
