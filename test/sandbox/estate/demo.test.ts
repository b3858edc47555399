import ipaddr from 'ipaddr.js';
import { examineRegion } from '#checks/examine.ts';
import { CHECKS } from '#checks/registry.ts';
import { known } from '#inventory/known.ts';
import { type Flow, readFlow } from '#network/flow.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { diagnoseIn } from '#scan/diagnose.ts';
import { exposureOf } from '#scan/exposure.ts';
import { inventoriesOf } from '#scan/inventories.ts';
import { readScopes } from '#snapshot/read.ts';
import { demoEstate } from '../../../sandbox/estate/demo.ts';
import { HOSTILE } from '../../../sandbox/estate/hostile.ts';
import { storeOf } from '../../support/served-store.ts';

const now = new Date('2026-11-20T02:30:00Z');
const estate = demoEstate(now);

type Raw = Readonly<Record<string, unknown>>;
const regions = estate.filter(({ region }) => region !== 'global');

/** Everything that a list of a region holds. */
const listOf = (region: string, call: string, key: string): readonly Raw[] =>
  estate
    .filter((scope) => scope.region === region)
    .flatMap(({ calls }) => calls.filter((each) => each.call === call))
    .flatMap(({ response }) => ((response as Raw | undefined)?.[key] ?? []) as readonly Raw[]);

const LISTS = [
  ['ec2:DescribeVpcs', 'Vpcs', 'VpcId'],
  ['ec2:DescribeSubnets', 'Subnets', 'SubnetId'],
  ['ec2:DescribeSecurityGroups', 'SecurityGroups', 'GroupId'],
  ['ec2:DescribeNetworkAcls', 'NetworkAcls', 'NetworkAclId'],
  ['ec2:DescribeRouteTables', 'RouteTables', 'RouteTableId'],
  ['ec2:DescribeInternetGateways', 'InternetGateways', 'InternetGatewayId'],
  ['ec2:DescribeEgressOnlyInternetGateways', 'EgressOnlyInternetGateways', 'EgressOnlyInternetGatewayId'],
  ['ec2:DescribeNatGateways', 'NatGateways', 'NatGatewayId'],
  ['ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', 'NetworkInterfaceId'],
  ['ec2:DescribeAddresses', 'Addresses', 'AllocationId'],
  ['ec2:DescribeManagedPrefixLists', 'PrefixLists', 'PrefixListId'],
  ['ec2:DescribeVpcEndpoints', 'VpcEndpoints', 'VpcEndpointId'],
  ['ec2:DescribeTransitGateways', 'TransitGateways', 'TransitGatewayId'],
] as const;

const place = (region: string) => {
  const of = (key: (typeof LISTS)[number][1]) => {
    const row = LISTS.find(([, name]) => name === key);
    return row ? listOf(region, row[0], key) : [];
  };
  const instances = listOf(region, 'ec2:DescribeInstances', 'Reservations').flatMap(
    ({ Instances }) => Instances as readonly Raw[],
  );
  return { of, instances };
};

const contains = (cidr: unknown, address: unknown): boolean => {
  const [range, bits] = ipaddr.parseCIDR(String(cidr));
  const inner = String(address).includes('/') ? ipaddr.parseCIDR(String(address)) : undefined;
  const parsed = inner ? inner[0] : ipaddr.parse(String(address));
  return parsed.kind() === range.kind() && parsed.match([range, bits] as never) && (inner ? inner[1] >= bits : true);
};

describe.each(regions.map(({ region }) => [region] as const))('%s is a network that could exist', (region) => {
  const { of, instances } = place(region);
  const ids = (list: readonly Raw[], key: string): readonly unknown[] => list.map((each) => each[key]);

  test.each(LISTS)('%s: ids are there once', (_, list, key) => {
    const all = ids(of(list), key);
    expect(all.filter((id) => typeof id !== 'string')).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
  });

  test('every VPC has one main table, one default ACL and one default group', () => {
    for (const { VpcId } of of('Vpcs')) {
      const mine = (list: readonly Raw[]) => list.filter((each) => each['VpcId'] === VpcId);
      const main = mine(of('RouteTables')).filter(({ Associations }) =>
        (Associations as Raw[]).some(({ Main }) => Main),
      );
      expect(main).toHaveLength(1);
      expect(mine(of('NetworkAcls')).filter(({ IsDefault }) => IsDefault)).toHaveLength(1);
      expect(mine(of('SecurityGroups')).filter(({ GroupName }) => GroupName === 'default')).toHaveLength(1);
    }
  });

  test('every subnet lies in its VPC, apart from the others, with one ACL and at most one table', () => {
    const subnets = of('Subnets');
    const associations = (list: readonly Raw[]) => list.flatMap(({ Associations }) => Associations as Raw[]);
    for (const subnet of subnets) {
      const vpc = of('Vpcs').find(({ VpcId }) => VpcId === subnet['VpcId']);
      expect(contains(vpc?.['CidrBlock'], subnet['CidrBlock'])).toBe(true);
      for (const { Ipv6CidrBlock } of subnet['Ipv6CidrBlockAssociationSet'] as Raw[]) {
        const [own] = (vpc?.['Ipv6CidrBlockAssociationSet'] ?? []) as Raw[];
        expect(contains(own?.['Ipv6CidrBlock'], Ipv6CidrBlock)).toBe(true);
      }
      for (const other of subnets) {
        if (other === subnet || other['VpcId'] !== subnet['VpcId']) continue;
        expect(contains(other['CidrBlock'], subnet['CidrBlock'])).toBe(false);
      }
      const here = (list: readonly Raw[]) =>
        associations(list).filter(({ SubnetId }) => SubnetId === subnet['SubnetId']);
      expect(here(of('NetworkAcls'))).toHaveLength(1);
      expect(here(of('RouteTables')).length).toBeLessThanOrEqual(1);
    }
  });

  test('every interface lies in its subnet, has groups of its VPC and an address of its own', () => {
    const interfaces = of('NetworkInterfaces');
    for (const each of interfaces) {
      const subnet = of('Subnets').find(({ SubnetId }) => SubnetId === each['SubnetId']);
      expect(subnet).toMatchObject({ VpcId: each['VpcId'], AvailabilityZone: each['AvailabilityZone'] });
      expect(contains(subnet?.['CidrBlock'], each['PrivateIpAddress'])).toBe(true);
      for (const { Ipv6Address } of each['Ipv6Addresses'] as Raw[]) {
        const [range] = (subnet?.['Ipv6CidrBlockAssociationSet'] ?? []) as Raw[];
        expect(contains(range?.['Ipv6CidrBlock'], Ipv6Address)).toBe(true);
      }
      for (const { GroupId, GroupName } of each['Groups'] as Raw[]) {
        const group = of('SecurityGroups').find((one) => one['GroupId'] === GroupId);
        expect(group).toMatchObject({ VpcId: each['VpcId'], GroupName });
      }
    }
    const addresses = interfaces.map((each) => JSON.stringify([each['VpcId'], each['PrivateIpAddress']]));
    expect(new Set(addresses).size).toBe(addresses.length);
    const publicIps = interfaces.flatMap(({ Association }) => (Association as Raw | undefined)?.['PublicIp'] ?? []);
    expect(new Set(publicIps).size).toBe(publicIps.length);
  });

  test('every instance has its interfaces, and they have it', () => {
    for (const { InstanceId, NetworkInterfaces } of instances) {
      const own = of('NetworkInterfaces').filter(({ Attachment }) => (Attachment as Raw)['InstanceId'] === InstanceId);
      expect(own.length).toBeGreaterThan(0);
      expect(ids(NetworkInterfaces as Raw[], 'NetworkInterfaceId')).toEqual(ids(own, 'NetworkInterfaceId'));
    }
  });

  test('every Elastic IP in use stands on the interface that it names', () => {
    for (const { PublicIp, AllocationId, NetworkInterfaceId } of of('Addresses')) {
      if (NetworkInterfaceId === undefined) continue;
      const [owner] = of('NetworkInterfaces').filter((each) => each['NetworkInterfaceId'] === NetworkInterfaceId);
      expect(owner?.['Association']).toMatchObject({ PublicIp, AllocationId });
    }
  });

  test('rules and routes name what is there, and only blackholes name what is not', () => {
    const there = new Set(LISTS.flatMap(([, list, key]) => ids(of(list), key)));
    const peerings = listOf(region, 'ec2:DescribeVpcPeeringConnections', 'VpcPeeringConnections');
    for (const { VpcPeeringConnectionId, Status } of peerings)
      if ((Status as Raw)['Code'] === 'active') there.add(VpcPeeringConnectionId);
    for (const { Routes } of of('RouteTables')) {
      for (const route of Routes as Raw[]) {
        const targets = Object.entries(route).flatMap(([key, value]) =>
          /(GatewayId|PeeringConnectionId|NetworkInterfaceId)$/.test(key) && value !== 'local' ? [value] : [],
        );
        expect({ route, dead: targets.some((id) => !there.has(id)) }).toEqual({
          route,
          dead: route['State'] === 'blackhole',
        });
      }
    }
    for (const { IpPermissions } of of('SecurityGroups')) {
      for (const { UserIdGroupPairs, PrefixListIds } of IpPermissions as Raw[]) {
        for (const { PrefixListId } of PrefixListIds as Raw[]) expect(there.has(PrefixListId)).toBe(true);
        for (const { GroupId, PeeringStatus } of UserIdGroupPairs as Raw[])
          expect(there.has(GroupId)).toBe(PeeringStatus !== 'deleted');
      }
    }
  });
});

test('the VPN server reaches the warehouse over the transit gateway, and not the other way on a port that nobody opened', async () => {
  const idNamed = (name: string): string => {
    const machines = listOf('eu-central-1', 'ec2:DescribeInstances', 'Reservations').flatMap(
      ({ Instances }) => Instances as readonly Raw[],
    );
    const named = machines.find(({ Tags }) => (Tags as Raw[]).some(({ Value }) => Value === name));
    return String(named?.['InstanceId']);
  };
  const ask = (from: string, to: string, port: string) =>
    diagnoseIn(
      storeOf(estate),
      { providers: ['aws'], regions: ['eu-central-1'] },
      { from: idNamed(from), to: idNamed(to), flow: readFlow(port) as Flow },
    );
  const there = await ask('openvpn', 'warehouse-1', 'tcp/9092');
  const back = await ask('warehouse-1', 'openvpn', 'tcp/8080');
  expect(there.verdict).toBe('reachable');
  expect(there.paths[0]?.hops.filter(({ hop }) => hop.startsWith('transit')).map(({ leg, hop }) => [leg, hop])).toEqual(
    [
      ['forward', 'transit-gateway-attachment'],
      ['forward', 'transit-gateway'],
      ['forward', 'transit-gateway-route-table'],
      ['forward', 'transit-gateway-attachment'],
      ['return', 'transit-gateway-attachment'],
      ['return', 'transit-gateway-route-table'],
    ],
  );
  expect([back.verdict, back.paths[0]?.blockers.map(({ code }) => code)]).toEqual([
    'blocked',
    ['ENI_SG_RULES_MISMATCH'],
  ]);
});

test('the hostile values are all there', () => {
  const text = JSON.stringify(estate);
  for (const [name, value] of Object.entries(HOSTILE))
    expect([name, text.includes(JSON.stringify(value).slice(1, -1))]).toEqual([name, true]);
});

test('one call is denied by the organization, and one fact is that there is none', () => {
  const errors = estate.flatMap(({ region, calls }) =>
    calls.flatMap(({ call, error }) => (error ? [`${region} ${call} ${error.code}`] : [])),
  );
  expect(errors).toEqual([
    'global account:GetAlternateContact ResourceNotFoundException',
    'us-east-1 ec2:DescribeVpcPeeringConnections UnauthorizedOperation',
  ]);
});

test('more than one batch of GuardDuty findings, and one sample', () => {
  const findings = listOf('eu-central-1', 'guardduty:GetFindings', 'Findings');
  expect(findings.length).toBeGreaterThan(60);
  expect(findings.filter(({ Title }) => String(Title).startsWith('[SAMPLE]'))).toHaveLength(1);
});

/** What the checks say of the estate: the failing resources by check. */
async function failures(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const failed = new Map<string, Set<string>>();
  for await (const { region } of inventoriesOf(await readScopes(storeOf(estate)))) {
    const throwOn = (_check: unknown, _resource: unknown, error: unknown): void => {
      throw error;
    };
    for (const { check, resource, outcome } of examineRegion(CHECKS, region, DEFAULT_POLICY, throwOn, known([]))) {
      if (outcome.verdict !== 'fail') continue;
      failed.set(check.id, (failed.get(check.id) ?? new Set()).add(resource.id));
    }
  }
  return failed;
}

const FAULTS = [
  'aws-ec2-address-attached',
  'aws-ec2-default-security-group-empty',
  'aws-ec2-instance-requires-imdsv2',
  'aws-ec2-interface-admin-ports-unreachable',
  'aws-ec2-interface-amplifiers-unreachable',
  'aws-ec2-security-group-closes-admin-ports',
  'aws-ec2-security-group-closes-all-ports',
  'aws-ec2-security-group-closes-data-ports',
  'aws-ec2-security-group-egress-restricted',
  'aws-ec2-security-group-in-use',
  'aws-ec2-security-group-not-launch-wizard',
  'aws-ec2-security-group-only-public-ports-open',
  'aws-ec2-security-group-references-live',
  'aws-ec2-security-group-rules-distinct',
  'aws-ec2-security-group-sources-narrow',
  'aws-guardduty-detector-enabled',
  'aws-guardduty-findings-resolved',
  'aws-vpc-flow-logs-enabled',
  'aws-vpc-network-acl-closes-admin-ports',
  'aws-vpc-network-acl-rules-effective',
  'aws-vpc-route-not-blackhole',
];

test('the faults of the estate are found', async () => {
  const failed = await failures();
  expect(FAULTS.filter((id) => !failed.has(id))).toEqual([]);
});

describe('what the Internet reaches', () => {
  const instanceNamed = (name: string): unknown =>
    place('eu-central-1').instances.find(({ Tags }) =>
      (Tags as Raw[]).some(({ Key, Value }) => Key === 'Name' && Value === name),
    )?.['InstanceId'];

  /** The open ports of an instance, one line for each way in. */
  async function waysTo(name: string): Promise<readonly string[]> {
    const { document } = await exposureOf(storeOf(estate), { providers: ['aws'], regions: 'all' });
    const id = instanceNamed(name);
    expect(id).toMatch(/^i-0/);
    return document.exposures
      .filter((each) => each.resource.id === id)
      .map((each) => {
        const ports = 'ports' in each ? JSON.stringify(each.ports) : '';
        return `${each.verdict} ${each.family} ${each.protocol} ${ports} via ${each.via?.type ?? 'nothing'}`;
      });
  }

  test.each<[string, string, readonly string[]]>([
    ['really exposed', 'bastion', ['reachable ipv4 icmp  via nothing', 'reachable ipv4 tcp [[22,22]] via nothing']],
    ['open on paper, and nothing reaches it', 'shop-database', []],
    ['through a balancer only', 'shop-web-1', ['reachable ipv4 tcp [[8080,8080]] via alb']],
    ['through a Classic Load Balancer only', 'old-shop-1', ['reachable ipv4 tcp [[8081,8081]] via clb']],
    ['through a Network Load Balancer only', 'mqtt-broker', ['reachable ipv4 tcp [[8883,8883]] via nlb']],
    ['over IPv6 only', 'shop-metrics', ['reachable ipv6 tcp [[3000,3000],[9200,9200]] via nothing']],
    ['cut off from 8080 by an ACL', 'shop-reports', ['reachable ipv4 tcp [[443,443]] via nothing']],
    ['through its second interface', 'mail-relay', ['reachable ipv4 tcp [[25,25],[587,587],[3389,3389]] via nothing']],
    ['stopped', 'staging-windows', []],
    ['without a gateway', 'warehouse-1', []],
  ])('%s: %s', async (_, name, ways) => {
    expect(await waysTo(name)).toEqual(ways);
  });
});
