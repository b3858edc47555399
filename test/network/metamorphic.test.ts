import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ICMP, ICMPV6, TCP, UDP } from '../../lambdas/inventory/protocols.ts';
import { AddressSet } from '../../lambdas/network/address-set.ts';
import { AwsReach } from '../../lambdas/network/aws-reach.ts';
import type { Certainty } from '../../lambdas/network/certainty.ts';
import { type ExposureDocument, exposureDocument } from '../../lambdas/network/exposure-document.ts';
import { PortSet } from '../../lambdas/network/port-set.ts';
import { trafficOf } from '../../lambdas/network/reached.ts';
import { TrafficSet } from '../../lambdas/network/traffic-set.ts';
import { aBalancedNetwork } from '../support/network-balancer.ts';
import {
  aclEntry,
  aGroup,
  aNetwork,
  aNic,
  DENIED,
  type Json,
  type ListName,
  type NetworkAnswers,
  permission,
  regionOf,
} from '../support/network-estate.ts';
import { FULL_WIDTH, networks } from '../support/network-random.ts';
import { shuffled } from '../support/shuffled.ts';

const ASKED = [
  ['ipv4', TCP],
  ['ipv4', UDP],
  ['ipv4', ICMP],
  ['ipv4', 47],
  ['ipv6', TCP],
  ['ipv6', ICMPV6],
] as const;

/** Everything that reaches the one interface, as sets. */
function reached(answers: NetworkAnswers, denied: readonly ListName[] = []): readonly Certainty<TrafficSet>[] {
  const reach = new AwsReach(regionOf(answers, denied)).all();
  return ASKED.map(([family, protocol]) => trafficOf(reach, protocol, family));
}

const documentOf = (answers: NetworkAnswers): string =>
  JSON.stringify(exposureDocument([new AwsReach(regionOf(answers))]));

const withRules = (answers: NetworkAnswers, change: (rules: readonly Json[]) => readonly Json[]): NetworkAnswers => ({
  ...answers,
  securityGroups: answers.securityGroups.map((group) => ({
    ...group,
    IpPermissions: change(group['IpPermissions'] as Json[]),
  })),
});

const random = networks(FULL_WIDTH);
const holds = (property: fc.IProperty<[NetworkAnswers]>, numRuns = 40): void =>
  fc.assert(property, { numRuns, seed: 41 });

describe('whatever the network', () => {
  it('another rule never takes anything away', () => {
    holds(
      fc.property(random, (answers) => {
        const before = reached(answers);
        const after = reached(
          withRules(answers, (rules) => [...rules, permission('tcp', 80, 90, '8.8.8.0/24', '2001:db8::/32')]),
        );
        for (const [index, { must }] of before.entries()) expect(after[index]?.must.covers(must)).toBe(true);
      }),
    );
  });

  it('a first ACL entry that denies never adds anything', () => {
    holds(
      fc.property(random, (answers) => {
        const before = reached(answers);
        const entry = aclEntry(0, false, 'deny', '6', '8.8.8.0/24', [20, 90]);
        const networkAcls = answers.networkAcls.map((acl) => ({
          ...acl,
          Entries: [...(acl['Entries'] as Json[]), entry],
        }));
        const after = reached({ ...answers, networkAcls });
        for (const [index, { must }] of after.entries()) expect(before[index]?.must.covers(must)).toBe(true);
      }),
    );
  });

  it.each<[string, (answers: NetworkAnswers) => NetworkAnswers]>([
    ['the order of every list', (answers) => shuffled(answers, 7)],
    ['a rule written twice', (answers) => withRules(answers, (rules) => [...rules, ...rules])],
    ['everybody written as two halves', (answers) => withRules(answers, (rules) => rules.map(inHalves))],
    [
      'another VPC, with everything open',
      (answers) => ({
        ...answers,
        vpcs: [...answers.vpcs, { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' }],
        internetGateways: [
          ...answers.internetGateways,
          { InternetGatewayId: 'igw-0', Attachments: [{ VpcId: 'vpc-0', State: 'available' }] },
        ],
        routeTables: [
          {
            RouteTableId: 'rtb-0',
            VpcId: 'vpc-0',
            Associations: [{ Main: true }],
            Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0', State: 'active' }],
          },
          ...answers.routeTables,
        ],
        networkAcls: [
          {
            NetworkAclId: 'acl-0',
            VpcId: 'vpc-0',
            IsDefault: true,
            Associations: [],
            Entries: [aclEntry(1, false, 'allow', '-1', '0.0.0.0/0')],
          },
          ...answers.networkAcls,
        ],
      }),
    ],
  ])('%s changes nothing', (_name, change) => {
    holds(
      fc.property(random, (answers) => {
        const [before, after] = [reached(answers), reached(change(answers))];
        for (const [index, { must, may }] of before.entries()) {
          expect(after[index]?.must.equals(must)).toBe(true);
          expect(after[index]?.may.equals(may)).toBe(true);
        }
      }),
    );
  });

  it('what is not read only widens the answer, and says so', () => {
    const lists: readonly ListName[] = [
      'securityGroups',
      'networkAcls',
      'routeTables',
      'internetGateways',
      'instances',
      'subnets',
    ];
    fc.assert(
      fc.property(random, fc.constantFrom(...lists), (answers, list) => {
        const [before, after] = [reached(answers), reached(answers, [list])];
        for (const [index, { must, may }] of before.entries()) {
          expect(must.covers((after[index] as Certainty<TrafficSet>).must)).toBe(true);
          expect(after[index]?.may.covers(may)).toBe(true);
        }
        const { exposures } = exposureDocument([new AwsReach(regionOf(answers, [list]))]);
        for (const { verdict, reasons } of exposures)
          if (verdict === 'unknown') expect(reasons?.length).toBeGreaterThan(0);
      }),
      { numRuns: 80, seed: 42 },
    );
  });

  it('an unread prefix list only widens it too', () => {
    holds(
      fc.property(random, (answers) => {
        const [before, after] = [reached(answers), reached({ ...answers, prefixListEntries: { 'pl-1': DENIED } })];
        for (const [index, { must, may }] of before.entries()) {
          expect(must.covers((after[index] as Certainty<TrafficSet>).must)).toBe(true);
          expect(after[index]?.may.covers(may)).toBe(true);
        }
      }),
    );
  });
});

describe('output', () => {
  it('has the same bytes whatever the order of the input', () => {
    holds(
      fc.property(random, (answers) => {
        expect(documentOf(shuffled(answers, 3))).toBe(documentOf(answers));
      }),
      30,
    );
    expect(documentOf(shuffled(aBalancedNetwork(), 5))).toBe(documentOf(aBalancedNetwork()));
  });

  it('changes with ids in nothing but the ids', () => {
    holds(
      fc.property(random, (answers) => {
        const renamed = JSON.parse(
          JSON.stringify(answers).replaceAll('sg-1', 'sg-0001').replaceAll('acl-1', 'acl-0001'),
        ) as NetworkAnswers;
        expect(documentOf(renamed).replaceAll('sg-0001', 'sg-1').replaceAll('acl-0001', 'acl-1')).toBe(
          documentOf(answers),
        );
      }),
      30,
    );
  });
});

describe('what is printed', () => {
  it('reads back as the sets that it was made from, box by box', () => {
    holds(
      fc.property(random, (answers) => {
        const reach = new AwsReach(regionOf(answers));
        const { exposures } = JSON.parse(JSON.stringify(exposureDocument([reach]))) as ExposureDocument;
        for (const [family, protocol, name] of [...PORTED, ['ipv6', TCP, 'tcp'] as const]) {
          const read = exposures
            .filter((record) => record.family === family && (record.protocol === name || record.protocol === 'all'))
            .map(({ sources, ports = [[1, 65535] as const] }) =>
              TrafficSet.onEveryPort(AddressSet.of(family, sources)).withinPorts(PortSet.of(...ports)),
            )
            .reduce((all, box) => all.union(box), TrafficSet.none(family));
          expect(read.key).toBe(trafficOf(reach.all(), protocol, family).may.key);
        }
      }),
    );
  });
});

const PORTED = [
  ['ipv4', TCP, 'tcp'],
  ['ipv4', UDP, 'udp'],
] as const;

describe('equal configurations', () => {
  it('are as many as there are evaluations, whatever their ids', () => {
    const [ssh, web] = [permission('tcp', 22, 22, '0.0.0.0/0'), permission('tcp', 443, 443, '0.0.0.0/0')];
    const groups = { 'sg-1': [ssh], 'sg-2': [web], 'sg-3': [ssh], 'sg-4': [permission('tcp', 80, 80, 'sg-1')] };
    const used = [['sg-1'], ['sg-3'], ['sg-3', 'sg-4'], ['sg-2'], ['sg-1', 'sg-2'], ['sg-2', 'sg-3'], ['sg-4']];
    const reach = new AwsReach(
      regionOf(
        aNetwork({
          securityGroups: Object.entries(groups).map(([GroupId, rules]) => aGroup(rules, { GroupId })),
          networkInterfaces: used.map((ids, index) =>
            aNic({
              NetworkInterfaceId: `eni-${index}`,
              Groups: ids.map((GroupId) => ({ GroupId })),
              Ipv6Addresses: [],
            }),
          ),
        }),
      ),
    );
    reach.all();
    // SSH, the web, both of them, and nothing.
    expect(reach.evaluations).toBe(4);
  });

  it('are evaluated once, and each interface gets the answer that it would get alone', () => {
    fc.assert(
      fc.property(random, (answers) => {
        const count = 12;
        const copies = Array.from({ length: count }, (_, index) =>
          aNic({
            ...answers.networkInterfaces[0],
            NetworkInterfaceId: `eni-${index}`,
            Groups: [{ GroupId: index % 3 === 2 ? 'sg-copy' : 'sg-1' }],
            PrivateIpAddresses: [
              {
                PrivateIpAddress: `10.0.1.${index + 20}`,
                Primary: true,
                Association: { PublicIp: `52.0.0.${index + 20}` },
              },
            ],
            Ipv6Addresses: [],
          }),
        );
        const [group] = answers.securityGroups as [Json];
        const many = {
          ...answers,
          networkInterfaces: copies,
          securityGroups: [...answers.securityGroups, { ...group, GroupId: 'sg-copy' }],
        };
        const together = new AwsReach(regionOf(many));
        const all = together.all();
        expect(together.evaluations).toBeLessThanOrEqual(1);
        for (let index = 0; index < count; index++) {
          const alone = new AwsReach(regionOf({ ...many, networkInterfaces: [copies[index] as Json] })).all();
          const id = `eni-${index}`;
          expect(
            all.exposures.filter((each) => each.interface === id).map(({ traffic }) => traffic.sources.key),
          ).toEqual(alone.exposures.map(({ traffic }) => traffic.sources.key));
          expect(all.blocked.filter((each) => each.interface === id).map(({ blockers }) => blockers)).toEqual(
            alone.blocked.map(({ blockers }) => blockers),
          );
        }
      }),
      { numRuns: 25, seed: 43 },
    );
  });
});

it('the oracle imports nothing of the engine but types of the inventory', () => {
  const folder = join(__dirname, 'oracle');
  for (const file of readdirSync(folder)) {
    const imports = [...readFileSync(join(folder, file), 'utf8').matchAll(/^(import[^;]*from '([^']+)');/gms)];
    for (const [, statement = '', from = ''] of imports) {
      const isOwn = from.startsWith('./');
      const isInventoryType = statement.startsWith('import type') && /lambdas\/inventory\//.test(from);
      expect([file, from, isOwn || isInventoryType]).toEqual([file, from, true]);
    }
  }
});

function inHalves(rule: Json): Json {
  const halves = (ranges: readonly Json[], key: string, whole: string, both: readonly string[]): readonly Json[] =>
    ranges.flatMap((range) => (range[key] === whole ? both.map((each) => ({ [key]: each })) : [range]));
  return {
    ...rule,
    IpRanges: halves(rule['IpRanges'] as Json[], 'CidrIp', '0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/1']),
    Ipv6Ranges: halves(rule['Ipv6Ranges'] as Json[], 'CidrIpv6', '::/0', ['::/1', '8000::/1']),
  };
}
