import { AddressSet } from '../../lambdas/network/address-set.ts';
import { INTERNET, isWorld } from '../../lambdas/network/internet.ts';

describe('the Internet', () => {
  it('is what contracts.md declares', () => {
    expect(INTERNET.ipv6.cidrs()).toEqual(['2000::/3']);
    expect(INTERNET.ipv4.cidrs()[0]).toBe('1.0.0.0/8');
  });

  it.each([
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '223.255.255.255',
  ])('has %s', (address) => expect(INTERNET.ipv4.contains(address)).toBe(true));

  it.each([
    '0.0.0.0',
    '10.0.0.0',
    '100.64.0.0',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.0.0',
    '224.0.0.0',
    '255.255.255.255',
  ])('does not have %s', (address) => expect(INTERNET.ipv4.contains(address)).toBe(false));
});

describe('the world', () => {
  it.each<[string, string[], boolean]>([
    ['everything', ['0.0.0.0/0'], true],
    ['both halves', ['0.0.0.0/1', '128.0.0.0/1'], true],
    [
      'everything but one address',
      AddressSet.of('ipv4', ['0.0.0.0/0'])
        .subtract(AddressSet.of('ipv4', ['8.8.8.8']))
        .cidrs() as string[],
      true,
    ],
    ['a quarter', ['0.0.0.0/2'], false],
    ['private space', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], false],
    ['the upper half, of which an eighth is not public', ['128.0.0.0/1'], false],
    ['IPv6 everything', ['::/0'], true],
    ['half of public IPv6', ['2000::/4'], true],
    ['a quarter of public IPv6', ['2000::/5'], false],
  ])('%s: %s', (_name, cidrs, expected) => {
    expect(isWorld(AddressSet.of(cidrs[0]?.includes(':') ? 'ipv6' : 'ipv4', cidrs))).toBe(expected);
  });
});
