import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
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

test('an address that looks canonical is: what is not parsed reads as if it were', () => {
  const octets = fc.array(fc.oneof(fc.nat(300), fc.constantFrom(0, 1, 255, 256)), { minLength: 3, maxLength: 5 });
  const group = fc.oneof(
    fc.constantFrom('', '0', '00', '1', 'f', 'F', '0a', 'abcd', '12345'),
    fc.nat(0xffff).map((each) => each.toString(16)),
  );
  const ipv6 = fc.array(group, { minLength: 1, maxLength: 9 }).map((groups) => groups.join(':'));
  fc.assert(
    fc.property(
      fc.oneof(
        octets.map((each) => each.join('.')),
        ipv6,
      ),
      (address) => {
        const isAddress =
          ipaddr.IPv4.isValidFourPartDecimal(address) || (address.includes(':') && ipaddr.IPv6.isValid(address));
        expect(canonicalAddress(address)).toBe(isAddress ? ipaddr.parse(address).toString() : undefined);
      },
    ),
    { numRuns: 3000, seed: 1 },
  );
});

test('an IPv4 range that looks canonical is', () => {
  const octet = fc.constantFrom(0, 1, 10, 127, 128, 192, 254, 255);
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), fc.nat(33), (octets, length) => {
      const address = octets.join('.');
      const wanted =
        length > 32 ? undefined : `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${length}`).toString()}/${length}`;
      expect(canonicalCidr(`${address}/${length}`)).toBe(wanted);
    }),
    { numRuns: 2000, seed: 1 },
  );
});
