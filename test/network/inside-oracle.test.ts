import fc from 'fast-check';
import { AwsReach } from '../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../lambdas/network/explain/diagnose.ts';
import type { FlowVerdict } from '../../lambdas/network/explain/partition.ts';
import { aSubnet, type ListName, type NetworkAnswers, regionOf, route } from '../support/network-estate.ts';
import { machine, TRANSIT_CALLS, transitTable } from '../support/transit-network.ts';
import { answersOf, type TransitParts, transitNetworks } from '../support/transit-random.ts';
import { mended } from '../support/transit-repair.ts';
import { insideReaches } from './oracle/inside.ts';

const packets = fc.record({
  protocol: fc.constantFrom(6, 6, 6, 17),
  port: fc.constantFrom(5432, 5432, 22, 45000),
  clientPort: fc.constantFrom(40000, 50001, 443),
});
type Packet = { readonly protocol: number; readonly port: number; readonly clientPort: number };

const asked = (answers: NetworkAnswers, packet: Packet, denied: readonly ListName[] = [], from = 'i-1') =>
  diagnose(new AwsReach(regionOf(answers, denied)), {
    from,
    to: 'i-2',
    flow: { protocol: packet.protocol, selector: packet.port },
    clientPort: packet.clientPort,
  });

const oracle = (answers: NetworkAnswers, packet: Packet) =>
  insideReaches(regionOf(answers), 'eni-1', 'eni-2', { ...packet, source: '10.0.1.10', address: '10.9.2.20' });

const hasOneDoor = ({ transit }: TransitParts): boolean =>
  transit.vpcAttachments.every((each) => (each['SubnetIds'] as string[]).length === 1);

test('the naive program says the same of every packet between two VPCs', () => {
  const seen = { reachable: 0, blocked: 0, unknown: 0 };
  fc.assert(
    fc.property(transitNetworks, packets, (parts, packet) => {
      const answers = answersOf(parts);
      const { verdict } = asked(answers, packet);
      seen[verdict]++;
      const outcome = oracle(answers, packet);
      expect(verdict === 'reachable').toBe(outcome === 'yes');
      if (verdict === 'blocked') expect(outcome).toBe('no');
      if (hasOneDoor(parts)) expect(verdict).toBe(outcome === 'yes' ? 'reachable' : 'blocked');
    }),
    { numRuns: 400, seed: 51 },
  );
  expect(seen.reachable).toBeGreaterThan(20);
  expect(seen.blocked).toBeGreaterThan(20);
});

test('a range of one address is asked about like the interface that has it', () => {
  fc.assert(
    fc.property(transitNetworks, packets, (parts, packet) => {
      const answers = answersOf(parts);
      const withoutGroupsOut = { ...answers, securityGroups: answers.securityGroups.map(openOut) };
      const [one, other] = [asked(withoutGroupsOut, packet), asked(withoutGroupsOut, packet, [], '10.0.1.10/32')];
      expect(other.verdict === 'reachable').toBe(one.verdict === 'reachable');
    }),
    { numRuns: 80, seed: 52 },
  );
});

const openOut = (group: Readonly<Record<string, unknown>>) => ({
  ...group,
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
});

test('another VPC with the same addresses changes nothing', () => {
  fc.assert(
    fc.property(transitNetworks, packets, (parts, packet) => {
      const answers = answersOf(parts);
      const more: NetworkAnswers = {
        ...answers,
        vpcs: [{ VpcId: 'vpc-3', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' }, ...answers.vpcs],
        subnets: [
          aSubnet({ SubnetId: 'subnet-3', VpcId: 'vpc-3', CidrBlock: '10.0.1.0/24', Ipv6CidrBlockAssociationSet: [] }),
          ...answers.subnets,
        ],
        routeTables: [transitTable('3', '10.0.0.0/16', route('0.0.0.0/0', 'igw-3')), ...answers.routeTables],
        networkInterfaces: [
          machine('3', '10.0.1.11', { Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }] }),
          ...answers.networkInterfaces,
        ],
      };
      for (const from of ['i-1', '10.0.1.0/24'])
        expect(verdictsOf(asked(more, packet, [], from))).toEqual(verdictsOf(asked(answers, packet, [], from)));
    }),
    { numRuns: 60, seed: 53 },
  );
});

const verdictsOf = ({ verdict, paths }: ReturnType<typeof asked>) => [
  verdict,
  paths[0]?.hops.map(({ hop, component, verdict: each, code }) => [hop, component, each, code]),
];

test('what is not read never makes a flow reachable that was not, nor blocked one that was', () => {
  const lists: readonly ListName[] = [
    'securityGroups',
    'networkAcls',
    'routeTables',
    'instances',
    'subnets',
    'vpcs',
    'prefixLists',
    'vpcPeeringConnections',
  ];
  const worse: Readonly<Record<FlowVerdict, readonly FlowVerdict[]>> = {
    reachable: ['reachable', 'unknown'],
    unknown: ['unknown'],
    blocked: ['blocked', 'unknown'],
  };
  fc.assert(
    fc.property(transitNetworks, packets, (parts, packet) => {
      const before = asked(answersOf(parts), packet).verdict;
      for (const list of lists) expect(worse[before]).toContain(asked(answersOf(parts), packet, [list]).verdict);
      for (const call of TRANSIT_CALLS)
        expect(worse[before]).toContain(asked(answersOf(parts, [call]), packet).verdict);
    }),
    { numRuns: 40, seed: 54 },
  );
});

test('mending each blocker alone takes it away, mending all of them lets the packet through', () => {
  let mends = 0;
  fc.assert(
    fc.property(transitNetworks, packets, (parts, packet) => {
      let current = parts;
      let diagnosis = asked(answersOf(current), packet);
      for (let round = 0; round < 6 && diagnosis.verdict === 'blocked'; round++) {
        const blockers = diagnosis.paths[0]?.blockers ?? [];
        expect(blockers.length).toBeGreaterThan(0);
        const name = ({ leg, hop, component, code }: (typeof blockers)[number]): string =>
          `${leg} ${hop} ${component} ${code}`;
        for (const blocker of blockers) {
          const after = asked(answersOf(mended(current, blocker, packet)), packet).paths[0]?.blockers ?? [];
          expect(after.map(name)).not.toContain(name(blocker));
          mends++;
        }
        for (const blocker of blockers) current = mended(current, blocker, packet);
        diagnosis = asked(answersOf(current), packet);
      }
      expect(diagnosis.verdict).not.toBe('blocked');
      expect(oracle(answersOf(current), packet)).toBe(diagnosis.verdict === 'reachable' ? 'yes' : 'depends');
    }),
    { numRuns: 80, seed: 55 },
  );
  expect(mends).toBeGreaterThan(100);
});
