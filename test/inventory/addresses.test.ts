import { canonicalAddress, canonicalCidr, familyOf } from '#inventory/addresses.ts';

test.each([
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['10.1.2.3', '10.1.2.3/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['255.255.255.255/1', '128.0.0.0/1'],
  [' 10.0.0.0/9 ', '10.0.0.0/9'],
  ['10.130.0.0/9', '10.128.0.0/9'],
  ['::/0', '::/0'],
  ['2001:DB8:0:0:1::1/64', '2001:db8::/64'],
  ['::1', '::1/128'],
  ['ffff::/1', '8000::/1'],
  ['fd00:ec2::254/127', 'fd00:ec2::254/127'],
])('canonicalCidr(%j) is %j', (written, wanted) => {
  expect(canonicalCidr(written)).toBe(wanted);
});

test.each([
  '10.0.0.0/33',
  '::/129',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0.0/',
  '10.0.0/8',
  '010.0.0.1/8',
  '0x0a.0.0.1',
  '167772161',
  '10.0.0.256',
  'fe80::1%eth0/64',
  'all',
  '',
  null,
  undefined,
  7,
  {},
])('canonicalCidr(%j) is no range', (written) => {
  expect(canonicalCidr(written)).toBeUndefined();
});

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['2600:1F18::000A', '2600:1f18::a'],
  ['10.0.0.1/32', undefined],
  ['x', undefined],
  [null, undefined],
])('canonicalAddress(%j) is %j', (written, wanted) => {
  expect(canonicalAddress(written)).toBe(wanted);
});

test.each([
  ['10.0.0.0/8', 'ipv4'],
  ['::/0', 'ipv6'],
  ['::ffff:a00:1', 'ipv6'],
])('%s is %s', (cidr, family) => {
  expect(familyOf(cidr)).toBe(family);
});
