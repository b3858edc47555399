import fc from 'fast-check';
import { canonicalCidr, familyOf } from '../../lambdas/inventory/addresses.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '../../lambdas/inventory/aws/ec2.ts';
import type { NetworkAclEntry, PrefixList } from '../../lambdas/inventory/aws/vpc.ts';
import { type Known, known, unknown } from '../../lambdas/inventory/known.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, TCP, UDP } from '../../lambdas/inventory/protocols.ts';
import { INTERNET } from '../../lambdas/network/internet.ts';
import { opennessOfAcl, opennessOfGroup, opennessOfGroups, portsOpenToWorld } from '../../lambdas/network/openness.ts';
import { ALL_PORTS, NO_PORTS, PortSet } from '../../lambdas/network/port-set.ts';
import { aclAllows, groupsAllow } from './oracle/filters.ts';

const denied = { call: 'ec2:GetManagedPrefixListEntries', code: 'UnauthorizedOperation', message: 'no' };

const peerOf = (text: string): RulePeer =>
  text.startsWith('pl-')
    ? { kind: 'prefix-list', id: text }
    : text.startsWith('sg-')
      ? { kind: 'group', id: text }
      : { kind: 'cidr', cidr: canonicalCidr(text) as string, family: familyOf(text) };

type RuleRow = readonly [protocol: number, from: number | undefined, to: number | undefined, peer: string];

const group = (
  rows: readonly RuleRow[],
  id = 'sg-1',
  direction: SecurityGroupRule['direction'] = 'ingress',
): SecurityGroup => ({
  id,
  groupName: id,
  tags: {},
  rules: known(
    rows.map(([protocol, from, to, peer]) => ({
      direction,
      protocol,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      peer: peerOf(peer),
    })),
  ),
});

const prefixList = (id: string, cidrs: Known<readonly string[]>, family?: 'ipv4' | 'ipv6'): PrefixList => ({
  id,
  tags: {},
  entries: cidrs,
  ...(family ? { family } : {}),
});
const noLists = known<readonly PrefixList[]>([]);

describe('the ports that a group opens to the world', () => {
  const on = (rows: readonly RuleRow[], protocol: number, family: 'ipv4' | 'ipv6' = 'ipv4', lists = noLists) =>
    portsOpenToWorld(opennessOfGroup(group(rows), lists, 'ingress', family), protocol);

  it.each<[string, RuleRow[], number, string]>([
    ['protocol -1 opens SSH', [[-1, undefined, undefined, '0.0.0.0/0']], TCP, '0–65535'],
    ['1–65535 is every port in effect', [[TCP, 1, 65535, '0.0.0.0/0']], TCP, '1–65535'],
    [
      'the halves of the world are the world',
      [
        [TCP, 22, 22, '0.0.0.0/1'],
        [TCP, 22, 22, '128.0.0.0/1'],
      ],
      TCP,
      '22',
    ],
    [
      'halves on different ports are not',
      [
        [TCP, 22, 22, '0.0.0.0/2'],
        [TCP, 23, 23, '64.0.0.0/2'],
      ],
      TCP,
      '',
    ],
    [
      'halves that overlap on one port',
      [
        [TCP, 20, 22, '0.0.0.0/1'],
        [TCP, 22, 30, '128.0.0.0/1'],
        [TCP, 22, 22, '128.0.0.0/1'],
      ],
      TCP,
      '20–22',
    ],
    ['udp from the world leaves tcp closed', [[UDP, 0, 65535, '0.0.0.0/0']], TCP, ''],
    ['icmp from the world is no open port', [[ICMP, -1, -1, '0.0.0.0/0']], TCP, ''],
    ['icmp 8/-1 is no port range', [[ICMP, 8, -1, '0.0.0.0/0']], UDP, ''],
    ['a reference to a group admits no stranger', [[TCP, 22, 22, 'sg-2']], TCP, ''],
    ['absent ports on tcp are open-ended', [[TCP, undefined, undefined, '0.0.0.0/0']], TCP, '0–65535'],
    ['port -1 on tcp is open-ended', [[TCP, -1, 80, '0.0.0.0/0']], TCP, '0–80'],
    ['GRE ignores ports', [[47, 22, 22, '0.0.0.0/0']], 47, '0–65535'],
    ['a malformed icmp rule matches nothing', [[ICMP, -1, 0, '0.0.0.0/0']], ICMP, ''],
    ['icmp type 8 with every code', [[ICMP, 8, -1, '0.0.0.0/0']], ICMP, '2048–2303'],
    ['IPv4 says nothing about ICMPv6', [[-1, undefined, undefined, '0.0.0.0/0']], ICMPV6, ''],
    [
      'protocols nobody names',
      [
        [-1, undefined, undefined, '0.0.0.0/0'],
        [TCP, 22, 22, '10.0.0.0/8'],
      ],
      ALL_PROTOCOLS,
      '0–65535',
    ],
    ['only named protocols leave the rest closed', [[TCP, 0, 65535, '0.0.0.0/0']], ALL_PROTOCOLS, ''],
  ])('%s', (_name, rows, protocol, ports) => {
    const { must, may } = on(rows, protocol);
    expect(String(must)).toBe(ports);
    expect(may).toBe(must);
  });

  it('covers a port range from ::/0 on IPv6 only', () => {
    const rows: RuleRow[] = [[TCP, 20, 30, '::/0']];
    expect(String(on(rows, TCP, 'ipv6').must)).toBe('20–30');
    expect(on(rows, TCP, 'ipv4').may.isEmpty).toBe(true);
  });

  it('looks into prefix lists', () => {
    const lists = known([prefixList('pl-1', known(['0.0.0.0/0']))]);
    expect(String(on([[TCP, 22, 22, 'pl-1']], TCP, 'ipv4', lists).must)).toBe('22');
  });

  it.each<[string, Known<readonly PrefixList[]>]>([
    ['whose entries were denied', known([prefixList('pl-1', unknown(denied))])],
    ['when no list could be read', unknown(denied)],
    ['that nothing tells of', noLists],
  ])('may open what a prefix list holds %s', (_name, lists) => {
    const rows: RuleRow[] = [
      [TCP, 22, 22, 'pl-1'],
      [TCP, 443, 443, '0.0.0.0/0'],
    ];
    const openness = opennessOfGroup(group(rows), lists, 'ingress', 'ipv4');
    const { must, may } = portsOpenToWorld(openness, TCP);
    expect([String(must), String(may)]).toEqual(['443', '22, 443']);
    expect(openness.missing.map(({ call }) => call)).toEqual(['ec2:GetManagedPrefixListEntries']);
  });

  it('knows the family of an unread prefix list', () => {
    const lists = known([prefixList('pl-1', unknown(denied), 'ipv6')]);
    expect(on([[TCP, 22, 22, 'pl-1']], TCP, 'ipv4', lists).may.isEmpty).toBe(true);
    expect(String(on([[TCP, 22, 22, 'pl-1']], TCP, 'ipv6', lists).may)).toBe('22');
  });

  it('may be anything beyond the rules that could be read', () => {
    const half = {
      ...group([[TCP, 22, 22, '0.0.0.0/0']]),
      rules: unknown<readonly SecurityGroupRule[]>(
        denied,
        (group([[TCP, 22, 22, '0.0.0.0/0']]).rules as { value: readonly SecurityGroupRule[] }).value,
      ),
    };
    const { must, may } = portsOpenToWorld(opennessOfGroup(half, noLists, 'ingress', 'ipv4'), TCP);
    expect([String(must), String(may)]).toEqual(['22', '0–65535']);
  });

  it('is the union over the groups of an interface', () => {
    const both = [group([[TCP, 22, 22, '0.0.0.0/1']], 'sg-1'), group([[TCP, 22, 22, '128.0.0.0/1']], 'sg-2')];
    expect(
      portsOpenToWorld(opennessOfGroups(both, noLists, 'ingress', 'ipv4'), TCP).must.equals(PortSet.of([22, 22])),
    ).toBe(true);
  });

  it('ignores the other direction', () => {
    const outward = group([[-1, undefined, undefined, '0.0.0.0/0']], 'sg-1', 'egress');
    expect(portsOpenToWorld(opennessOfGroup(outward, noLists, 'ingress', 'ipv4'), TCP).may.equals(NO_PORTS)).toBe(true);
    expect(portsOpenToWorld(opennessOfGroup(outward, noLists, 'egress', 'ipv4'), TCP).must.covers(ALL_PORTS)).toBe(
      true,
    );
  });
});

type EntryRow = readonly [
  number: number,
  action: 'allow' | 'deny',
  protocol: number,
  ports: readonly [number, number] | undefined,
  cidr: string,
];
const entries = (rows: readonly EntryRow[], egress = false): readonly NetworkAclEntry[] =>
  rows.map(([ruleNumber, action, protocol, ports, cidr]) => ({
    ruleNumber,
    egress,
    action,
    protocol,
    family: familyOf(cidr),
    cidr: canonicalCidr(cidr) as string,
    ...(ports
      ? protocol === ICMP || protocol === ICMPV6
        ? { icmp: { type: ports[0], code: ports[1] } }
        : { ports }
      : {}),
  }));

describe('the ports that an ACL opens to the world', () => {
  it.each<[string, EntryRow[], string]>([
    [
      '100 deny all, 200 allow all',
      [
        [100, 'deny', -1, undefined, '0.0.0.0/0'],
        [200, 'allow', -1, undefined, '0.0.0.0/0'],
      ],
      '',
    ],
    [
      'the order of the array means nothing',
      [
        [200, 'allow', -1, undefined, '0.0.0.0/0'],
        [100, 'deny', TCP, [22, 22], '0.0.0.0/0'],
      ],
      '0–21, 23–65535',
    ],
    [
      '22 denied from both halves, then all allowed',
      [
        [10, 'deny', TCP, [22, 22], '0.0.0.0/1'],
        [20, 'deny', TCP, [22, 22], '128.0.0.0/1'],
        [30, 'allow', -1, undefined, '0.0.0.0/0'],
      ],
      '0–21, 23–65535',
    ],
    [
      'allowed from both halves',
      [
        [10, 'allow', TCP, [22, 22], '0.0.0.0/1'],
        [20, 'allow', TCP, [22, 22], '128.0.0.0/1'],
      ],
      '22',
    ],
    [
      'a deny without ports',
      [
        [10, 'deny', TCP, undefined, '0.0.0.0/0'],
        [20, 'allow', -1, undefined, '0.0.0.0/0'],
      ],
      '',
    ],
    ['no entry at all', [], ''],
    [
      'a deny of a few does not make the rest narrow',
      [
        [10, 'deny', -1, undefined, '8.8.8.0/24'],
        [20, 'allow', TCP, [80, 80], '0.0.0.0/0'],
      ],
      '80',
    ],
  ])('%s', (_name, rows, ports) => {
    expect(
      String(portsOpenToWorld(opennessOfAcl({ entries: known(entries(rows)) }, 'ingress', 'ipv4'), TCP).must),
    ).toBe(ports);
  });

  it('may be all where entries were not read', () => {
    const openness = opennessOfAcl(
      { entries: unknown({ ...denied, call: 'ec2:DescribeNetworkAcls' }) },
      'ingress',
      'ipv4',
    );
    const { must, may } = portsOpenToWorld(openness, TCP);
    expect([String(must), String(may)]).toEqual(['', '0–65535']);
    expect(openness.missing.map(({ call }) => call)).toEqual(['ec2:DescribeNetworkAcls']);
  });
});

describe('filters agree with the naive twin', () => {
  const cidr = fc.constantFrom(
    '0.0.0.0/0',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '8.8.8.0/24',
    '8.8.8.8/32',
    '10.0.0.0/8',
    '::/0',
    '2001:db8::/32',
    '2000::/4',
  );
  const protocol = fc.constantFrom(-1, TCP, UDP, ICMP, ICMPV6, 47);
  const bound = fc.constantFrom(undefined, -1, 0, 3, 8, 22, 80, 255, 65535);
  const addresses = [
    '8.8.8.8',
    '8.8.8.9',
    '8.8.9.0',
    '10.1.2.3',
    '127.0.0.0',
    '128.0.0.0',
    '255.255.255.255',
    '2001:db8::1',
    '2fff::',
    '3000::',
    'ff00::',
  ];
  const packets = addresses.flatMap((peer) => [
    ...[TCP, UDP].flatMap((each) =>
      [0, 3, 4, 8, 22, 23, 80, 81, 255, 65535].map((port) => ({ protocol: each, peer, port })),
    ),
    ...[ICMP, ICMPV6].flatMap((each) =>
      [
        [0, 0],
        [3, 4],
        [8, 0],
        [8, 255],
        [22, 80],
        [255, 255],
      ].map(([type, code]) => ({ protocol: each, peer, type, code })),
    ),
    { protocol: 47, peer },
    { protocol: 99, peer },
  ]);
  const selectorOf = (packet: (typeof packets)[number]): number =>
    'type' in packet
      ? (packet.type as number) * 256 + (packet.code as number)
      : 'port' in packet
        ? (packet.port as number)
        : 0;

  it('security groups', () => {
    const row = fc.tuple(protocol, bound, bound, cidr);
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 5 }), { maxLength: 3 }), (lists) => {
        const groups = lists.map((rows, index) => group(rows, `sg-${index}`));
        const opennesses = {
          ipv4: opennessOfGroups(groups, noLists, 'ingress', 'ipv4'),
          ipv6: opennessOfGroups(groups, noLists, 'ingress', 'ipv6'),
        };
        for (const packet of packets) {
          const openness = opennesses[familyOf(packet.peer)];
          const asked =
            openness.protocols.includes(packet.protocol) || packet.protocol !== 99 ? packet.protocol : ALL_PROTOCOLS;
          expect([packet, openness.of(asked).must.at(selectorOf(packet)).contains(packet.peer)]).toEqual([
            packet,
            groupsAllow(groups, 'ingress', packet),
          ]);
        }
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('network ACLs', () => {
    const port = fc.constantFrom(0, 3, 8, 22, 80, 255, 65535);
    const row = fc
      .tuple(
        fc.nat({ max: 400 }),
        fc.constantFrom('allow' as const, 'deny' as const),
        protocol,
        fc.option(fc.tuple(port, port), { nil: undefined }),
        cidr,
      )
      .map(
        ([number, action, p, ports, c]): EntryRow => [
          number,
          action,
          p,
          ports && (p === ICMP || p === ICMPV6 ? ports : [Math.min(...ports), Math.max(...ports)]),
          c,
        ],
      );
    fc.assert(
      fc.property(fc.uniqueArray(row, { maxLength: 7, selector: ([number]) => number }), (rows) => {
        const acl = { entries: known(entries(rows)) };
        const opennesses = { ipv4: opennessOfAcl(acl, 'ingress', 'ipv4'), ipv6: opennessOfAcl(acl, 'ingress', 'ipv6') };
        for (const packet of packets) {
          const traffic = opennesses[familyOf(packet.peer)].of(
            packet.protocol === 99 ? ALL_PROTOCOLS : packet.protocol,
          ).must;
          expect([packet, traffic.at(selectorOf(packet)).contains(packet.peer)]).toEqual([
            packet,
            aclAllows(acl.entries.known ? acl.entries.value : [], 'ingress', packet),
          ]);
        }
      }),
      { numRuns: 60, seed: 12 },
    );
  });
});

it('strangers are judged within the Internet', () => {
  const openness = opennessOfGroup(group([[TCP, 22, 22, '10.0.0.0/7']]), noLists, 'ingress', 'ipv4');
  expect(openness.of(TCP).must.within(INTERNET.ipv4).at(22).cidrs()).toEqual(['11.0.0.0/8']);
});
