import fc from 'fast-check';
import { canonicalCidr, type Family } from '../../lambdas/inventory/addresses.ts';
import { AddressSet } from '../../lambdas/network/address-set.ts';
import { addressOf, edgesOf, isIn } from './oracle/addresses.ts';

const canonical = (cidr: string): string => canonicalCidr(cidr) as string;

/** CIDRs that crowd into a few bits, so that they touch, nest and overlap, and wide ones. */
const cidr = (family: Family) =>
  fc
    .tuple(
      fc.bigInt({ min: 0n, max: 2n ** (family === 'ipv4' ? 32n : 128n) - 1n }),
      fc.nat({ max: family === 'ipv4' ? 32 : 128 }),
    )
    .map(([address, length]) => canonical(`${addressOf(address, family)}/${length}`));

const crowded = (family: Family) =>
  fc
    .tuple(fc.nat({ max: 255 }), fc.nat({ max: 8 }), fc.constantFrom(0n, 24n, family === 'ipv4' ? 16n : 112n))
    .map(([low, bits, shift]) => {
      const width = family === 'ipv4' ? 32 : 128;
      const length = Math.max(0, width - Number(shift) - bits);
      return canonical(`${addressOf((BigInt(low) << shift) % 2n ** BigInt(width), family)}/${length}`);
    });

const cidrs = (family: Family) => fc.array(fc.oneof(cidr(family), crowded(family)), { maxLength: 8 });

/** Every edge of the ranges, one before and one after it. */
function interesting(family: Family, ...lists: readonly (readonly string[])[]): readonly string[] {
  const top = 2n ** (family === 'ipv4' ? 32n : 128n) - 1n;
  const numbers = lists.flat().flatMap((each) => edgesOf(each).flatMap((edge) => [edge - 1n, edge, edge + 1n]));
  return [0n, top, ...numbers].filter((n) => n >= 0n && n <= top).map((n) => addressOf(n, family));
}

const within = (address: string, ranges: readonly string[]): boolean => ranges.some((each) => isIn(address, each));

describe.each<Family>(['ipv4', 'ipv6'])('%s address sets', (family) => {
  const set = (ranges: readonly string[]) => AddressSet.of(family, ranges);

  it('agree with the naive twin at every edge', () => {
    fc.assert(
      fc.property(cidrs(family), cidrs(family), (a, b) => {
        const [x, y] = [set(a), set(b)];
        const [union, both, less, rest] = [x.union(y), x.intersect(y), x.subtract(y), x.complement()];
        for (const address of interesting(family, a, b)) {
          const [inA, inB] = [within(address, a), within(address, b)];
          expect([union, both, less, rest].map((each) => each.contains(address))).toEqual([
            inA || inB,
            inA && inB,
            inA && !inB,
            !inA,
          ]);
        }
        expect(x.covers(y)).toBe(y.subtract(x).isEmpty);
        expect(x.overlaps(y)).toBe(!both.isEmpty);
        expect(AddressSet.unionOf(family, [y, x, y]).equals(union)).toBe(true);
        expect(union.size()).toBe(x.size() + y.size() - both.size());
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('print the fewest CIDRs, which read back as the same set', () => {
    fc.assert(
      fc.property(cidrs(family), cidrs(family), (a, b) => {
        const sum = set(a).subtract(set(b));
        const printed = sum.cidrs();
        expect(printed.map(canonical)).toEqual(printed);
        expect(set(printed).equals(sum)).toBe(true);
        expect(set(printed).key).toBe(sum.key);
        // No two neighbours make up one wider block, and none touches what is before it out of order.
        for (const [index, next] of printed.slice(1).entries()) {
          const [first, last] = edgesOf(printed[index] as string);
          const [from, to] = edgesOf(next);
          expect(from > last).toBe(true);
          const couldMerge = from === last + 1n && to - from === last - first && first % (2n * (to - from + 1n)) === 0n;
          expect(couldMerge).toBe(false);
        }
      }),
      { numRuns: 150, seed: 8 },
    );
  });

  it('do not depend on the order or the cut of their ranges', () => {
    fc.assert(
      fc.property(cidrs(family), (ranges) => {
        const halves = ranges.flatMap((each) => {
          const [address, length] = each.split('/') as [string, string];
          const width = family === 'ipv4' ? 32 : 128;
          if (Number(length) === width) return [each];
          const [, last] = edgesOf(each);
          return [`${address}/${Number(length) + 1}`, canonical(`${addressOf(last, family)}/${Number(length) + 1}`)];
        });
        expect(set([...halves].reverse()).key).toBe(set(ranges).key);
      }),
      { numRuns: 100, seed: 9 },
    );
  });
});

describe('an address set', () => {
  it.each<[string, Family, string[], string[]]>([
    ['is empty without ranges', 'ipv4', [], []],
    ['passes over the other family', 'ipv4', ['::/0'], []],
    ['joins the halves of the world', 'ipv4', ['128.0.0.0/1', '0.0.0.0/1'], ['0.0.0.0/0']],
    ['joins the halves of the IPv6 world', 'ipv6', ['8000::/1', '::/1'], ['::/0']],
    ['holds the last address', 'ipv4', ['255.255.255.255/32'], ['255.255.255.255/32']],
    [
      'holds the last IPv6 address',
      'ipv6',
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'],
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'],
    ],
    [
      'carries over a group',
      'ipv6',
      ['2001:db8:0:ffff::/64', '2001:db8:1::/64'],
      ['2001:db8:0:ffff::/64', '2001:db8:1::/64'],
    ],
    ['reads a bare address', 'ipv4', ['10.0.0.1'], ['10.0.0.1/32']],
    ['swallows what it covers', 'ipv4', ['10.0.0.0/8', '10.1.0.0/16'], ['10.0.0.0/8']],
  ])('%s', (_name, family, ranges, printed) => {
    expect(AddressSet.of(family, ranges).cidrs()).toEqual(printed);
  });

  it('tells its share of a universe', () => {
    const universe = AddressSet.of('ipv4', ['10.0.0.0/8']);
    expect(AddressSet.of('ipv4', ['10.0.0.0/9', '11.0.0.0/8']).shareOf(universe)).toBe(0.5);
    expect(universe.shareOf(AddressSet.none('ipv4'))).toBe(0);
  });

  it('refuses to be put together with the other family', () => {
    expect(() => AddressSet.all('ipv4').union(AddressSet.all('ipv6'))).toThrow('cannot put ipv4 and ipv6 together');
  });
});
