import fc from 'fast-check';
import type { AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import { known, unknown } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { opennessOfAliAcl, opennessOfAliGroups } from '#network/alicloud-filters.ts';
import type { Openness } from '#network/openness.ts';
import { accept, anAliGroup, deniedByRam, drop, entry, outwards } from '../support/an-ali-region.ts';

const LISTS = {
  prefixLists: known([{ id: 'pl-1', cidrs: ['10.0.0.0/8', '192.168.0.0/16'] }]),
  portLists: known([
    {
      id: 'prl-1',
      ports: [
        [80, 80],
        [8000, 8100],
      ] as const,
    },
  ]),
};
const INWARD = { direction: 'ingress', family: 'ipv4' } as const;

const groupOf = (...rules: readonly AliRule[]): AliSecurityGroup => anAliGroup({ rules: known(rules) });
const opennessOf = (...groups: readonly AliSecurityGroup[]): Openness => opennessOfAliGroups(groups, LISTS, INWARD);
const lets = (openness: Openness, protocol: number, port: number, address: string): boolean =>
  openness.of(protocol).must.at(port).contains(address);

describe('rules by priority', () => {
  test.each<[string, readonly AliRule[], boolean]>([
    ['an Accept', [accept('tcp', '0.0.0.0/0', 22)], true],
    ['no rule', [], false],
    [
      'a Drop of the same priority, listed last',
      [accept('tcp', '0.0.0.0/0', 22, 5), drop('tcp', '0.0.0.0/0', 22, 5)],
      false,
    ],
    ['a Drop with a smaller number', [accept('tcp', '0.0.0.0/0', 22, 100), drop('tcp', '0.0.0.0/0', 22, 1)], false],
    ['a Drop with a larger number', [accept('tcp', '0.0.0.0/0', 22, 1), drop('tcp', '0.0.0.0/0', 22, 100)], true],
    [
      'numbers are compared as numbers: 9 is before 10',
      [accept('tcp', '0.0.0.0/0', 22, 9), drop('tcp', '0.0.0.0/0', 22, 10)],
      true,
    ],
    ['protocol ALL', [accept('all', '0.0.0.0/0')], true],
    ['a Drop of another protocol', [drop('udp', '0.0.0.0/0'), accept('tcp', '0.0.0.0/0', 22, 2)], true],
    ['a Drop of another network', [drop('tcp', '10.0.0.0/8', 22), accept('tcp', '0.0.0.0/0', 22, 2)], true],
    ['a group as source', [accept('tcp', 'sg-2', 22)], false],
    ['a prefix list that has other networks', [accept('tcp', 'pl-1', 22)], false],
    ['ICMP', [accept('icmp', '0.0.0.0/0')], false],
    ['a rule outwards', [outwards(accept('tcp', '0.0.0.0/0', 22))], false],
    [
      'a Drop for some client ports closes nothing',
      [{ ...drop('tcp', '0.0.0.0/0', 22), sourcePorts: [1, 100] }, accept('tcp', '0.0.0.0/0', 22, 2)],
      true,
    ],
    [
      'a Drop for one member does not close the group',
      [{ ...drop('tcp', '0.0.0.0/0', 22), localCidr: '10.0.0.5/32' }, accept('tcp', '0.0.0.0/0', 22, 2)],
      true,
    ],
  ])('%s', (_, rules, open) => {
    expect(lets(opennessOf(groupOf(...rules)), TCP, 22, '9.9.9.9')).toBe(open);
  });

  test('are one order over all groups of an interface', () => {
    const open = groupOf(accept('tcp', '0.0.0.0/0', 22, 50));
    const closing = groupOf(drop('tcp', '0.0.0.0/0', 22, 10));
    expect(lets(opennessOf(open, closing), TCP, 22, '9.9.9.9')).toBe(false);
    expect(lets(opennessOf(closing, open), TCP, 22, '9.9.9.9')).toBe(false);
  });

  test('a port list is its entries', () => {
    const openness = opennessOf(groupOf({ ...accept('tcp', '0.0.0.0/0'), portListId: 'prl-1' }));
    expect([80, 81, 8050].map((port) => lets(openness, TCP, port, '9.9.9.9'))).toEqual([true, false, true]);
  });

  test('a rule about one address of a member counts for that address', () => {
    const rules = [{ ...drop('tcp', '0.0.0.0/0', 22), localCidr: '10.0.0.5/32' }, accept('tcp', '0.0.0.0/0', 22, 2)];
    const at = (localAddress: string) => opennessOfAliGroups([groupOf(...rules)], LISTS, { ...INWARD, localAddress });
    expect(lets(at('10.0.0.5'), TCP, 22, '9.9.9.9')).toBe(false);
    expect(lets(at('10.0.0.6'), TCP, 22, '9.9.9.9')).toBe(true);
  });

  test.each([
    ['normal', true],
    ['enterprise', false],
  ] as const)('outwards, a %s group without rules lets everything out: %p', (type, open) => {
    const openness = opennessOfAliGroups([anAliGroup({ type, rules: known([]) })], LISTS, {
      direction: 'egress',
      family: 'ipv4',
    });
    expect(lets(openness, UDP, 53, '9.9.9.9')).toBe(open);
  });
});

describe('what was not read', () => {
  test('an unread group makes all groups of the interface unknown: it may hold a Drop that comes first', () => {
    const openness = opennessOf(
      groupOf(accept('tcp', '0.0.0.0/0', 22)),
      anAliGroup({ id: 'sg-2', rules: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) }),
    );
    expect(openness.of(TCP).must.isEmpty).toBe(true);
    expect(openness.of(TCP).may.at(22).contains('9.9.9.9')).toBe(true);
    expect(openness.missing.map(({ call }) => call)).toEqual(['ecs:DescribeSecurityGroupAttribute']);
  });

  test.each<[string, AliRule, boolean, boolean]>([
    ['an Accept from it may open', accept('tcp', 'pl-9', 22), false, true],
    ['a Drop from it may close', drop('tcp', 'pl-9', 22), false, true],
  ])('an unread prefix list: %s', (_, rule, must, may) => {
    const more = rule.action === 'drop' ? [accept('tcp', '0.0.0.0/0', 22, 2)] : [];
    const openness = opennessOf(groupOf(rule, ...more));
    expect(openness.of(TCP).must.at(22).contains('9.9.9.9')).toBe(must);
    expect(openness.of(TCP).may.at(22).contains('9.9.9.9')).toBe(may);
    expect(openness.missing.map(({ call }) => call)).toEqual(['ecs:DescribePrefixListAttributes']);
  });
});

describe('a network ACL', () => {
  test.each<[string, Parameters<typeof opennessOfAliAcl>[0], boolean]>([
    [
      'the first that matches decides: accepted',
      { entries: known([entry('accept', 'tcp', '0.0.0.0/0', 22), entry('drop', 'all', '0.0.0.0/0')]) },
      true,
    ],
    [
      'the first that matches decides: dropped',
      { entries: known([entry('drop', 'all', '0.0.0.0/0'), entry('accept', 'tcp', '0.0.0.0/0', 22)]) },
      false,
    ],
    ['nothing matches', { entries: known([entry('accept', 'tcp', '0.0.0.0/0', 80)]) }, false],
    ['no entries', { entries: known([]) }, false],
  ])('%s', (_, acl, open) => {
    expect(lets(opennessOfAliAcl(acl, 'ingress', 'ipv4'), TCP, 22, '9.9.9.9')).toBe(open);
  });
});

/** The slow, obvious twin: one packet against one list of rules. */
function admits(groups: readonly AliSecurityGroup[], protocol: number, port: number, address: string): boolean {
  const rules = groups.flatMap(({ rules: all }) => (all.known ? all.value : []));
  for (let priority = 1; priority <= 100; priority++) {
    for (const action of ['drop', 'accept'] as const) {
      const decides = rules.some(
        (rule) =>
          rule.priority === priority &&
          rule.action === action &&
          (rule.protocol === -1 || rule.protocol === protocol) &&
          (rule.ports === undefined || (rule.ports[0] <= port && port <= rule.ports[1])) &&
          rule.peer.kind === 'cidr' &&
          isWithin(address, rule.peer.cidr),
      );
      if (decides) return action === 'accept';
    }
  }
  return false;
}

const numberOf = (address: string): number => address.split('.').reduce((all, part) => all * 256 + Number(part), 0);

function isWithin(address: string, cidr: string): boolean {
  const [network = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size);
}

const cidrs = fc.constantFrom(
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '9.0.0.0/8',
  '9.9.0.0/16',
  '9.9.9.9/32',
  '200.1.0.0/16',
);
const intervals = fc.constantFrom<readonly [number, number] | undefined>(
  undefined,
  [22, 22],
  [1, 1024],
  [20, 30],
  [443, 443],
  [1, 65535],
);
const rules = fc.tuple(
  fc.constantFrom(accept, drop),
  fc.constantFrom('tcp', 'udp', 'all'),
  cidrs,
  intervals,
  fc.integer({ min: 1, max: 4 }),
);
const groupsOfRules = fc.array(fc.array(rules, { maxLength: 6 }), { minLength: 1, maxLength: 3 }).map((all) =>
  all.map((some, index) =>
    anAliGroup({
      id: `sg-${index}`,
      rules: known(
        some.map(([make, protocol, cidr, ports, priority]) =>
          make(protocol, cidr, protocol === 'all' ? undefined : ports, priority),
        ),
      ),
    }),
  ),
);
const packets = fc.tuple(
  fc.constantFrom(TCP, UDP),
  fc.constantFrom(1, 20, 22, 25, 443, 1024, 1025, 65535),
  fc.constantFrom('9.9.9.9', '9.9.1.1', '9.1.1.1', '8.8.8.8', '130.1.1.1', '200.1.2.3'),
);

test('the exact set says what the twin says, packet by packet', () => {
  fc.assert(
    fc.property(groupsOfRules, fc.array(packets, { minLength: 4, maxLength: 12 }), (groups, all) => {
      const openness = opennessOf(...groups);
      for (const [protocol, port, address] of all) {
        expect(lets(openness, protocol, port, address)).toBe(admits(groups, protocol, port, address));
      }
    }),
    { numRuns: 300 },
  );
});

test('the order of groups and of rules changes nothing', () => {
  fc.assert(
    fc.property(groupsOfRules, (groups) => {
      const turned = [...groups]
        .reverse()
        .map((group) =>
          anAliGroup({ ...group, rules: known(group.rules.known ? [...group.rules.value].reverse() : []) }),
        );
      for (const protocol of [TCP, UDP, -1]) {
        expect(
          opennessOf(...turned)
            .of(protocol)
            .must.equals(opennessOf(...groups).of(protocol).must),
        ).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test('a rule that nobody could read never makes more certain', () => {
  fc.assert(
    fc.property(
      groupsOfRules,
      fc.constantFrom(accept, drop),
      fc.integer({ min: 1, max: 4 }),
      (groups, make, priority) => {
        const before = opennessOf(...groups).of(TCP);
        const after = opennessOf(
          ...groups,
          anAliGroup({ id: 'sg-9', rules: known([make('tcp', 'pl-9', undefined, priority)]) }),
        ).of(TCP);
        expect(before.must.covers(after.must)).toBe(true);
        expect(after.may.covers(before.may)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

describe('entries whose place in a network ACL is not verified', () => {
  const of = (...entries: readonly ReturnType<typeof entry>[]) =>
    opennessOfAliAcl({ entries: known(entries) }, 'ingress', 'ipv4').of(TCP);
  const service = (each: ReturnType<typeof entry>) => ({ ...each, entryType: 'service' });
  const at = (openness: ReturnType<typeof of>, address: string) =>
    [openness.must, openness.may].map((set) => set.at(22).contains(address));

  test('are sure where no other entry is about the same', () => {
    const openness = of(service(entry('accept', 'tcp', '100.64.0.0/10')), entry('accept', 'tcp', '9.0.0.0/8'));
    expect(at(openness, '100.64.1.1')).toEqual([true, true]);
    expect(at(openness, '9.9.9.9')).toEqual([true, true]);
  });

  test('make unknown what another entry decides otherwise', () => {
    expect(at(of(service(entry('accept', 'tcp', '9.0.0.0/8')), entry('drop', 'tcp', '9.9.0.0/16')), '9.9.9.9')).toEqual(
      [false, true],
    );
    expect(at(of(service(entry('drop', 'tcp', '9.9.0.0/16')), entry('accept', 'tcp', '9.0.0.0/8')), '9.9.9.9')).toEqual(
      [false, true],
    );
  });

  test('one that drops everything is the last', () => {
    const system = { ...entry('drop', 'all', '0.0.0.0/0'), entryType: 'system' };
    expect(at(of(system, entry('accept', 'tcp', '9.0.0.0/8')), '9.9.9.9')).toEqual([false, false]);
    expect(at(of(entry('accept', 'tcp', '9.0.0.0/8'), system), '9.9.9.9')).toEqual([true, true]);
  });
});
