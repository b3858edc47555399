import type { Instance, IpPermission, NetworkInterface, Route } from '@aws-sdk/client-ec2';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { emptyContent, idOf, type Site } from './content.ts';
import { addPrefixList } from './prefix-lists.ts';
import { type Random, seededRandom } from './random.ts';
import { recordedRegion } from './recorded.ts';
import { ANYWHERE, aclEntry, allow, OWN_ACCOUNT, route } from './rules.ts';
import { VpcBuilder } from './vpc-builder.ts';

/** How large an estate is to be generated. */
export interface EstatePlan {
  /** Network interfaces, each on an instance of its own. */
  readonly interfaces: number;
  /** Distinct combinations of subnet, groups and kind of address that they are made of. */
  readonly configurations: number;
  readonly seed: number;
  /** @default 2026-11-20 */
  readonly now?: Date;
}

/** One way in which many interfaces are set up alike. */
interface Configuration {
  readonly subnet: GeneratedSubnet;
  readonly groups: readonly string[];
  readonly isPublic: boolean;
}

interface GeneratedSubnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  /** The first address, as a number; subnets are /20. */
  readonly base: number;
  used: number;
}

const SUBNETS_PER_VPC = 16;
const INTERFACES_PER_VPC = 20_000;
const CONFIGURATIONS_PER_VPC = 500;
const GROUPS_PER_VPC = 80;
const PAGE = 1000;
/** Hosts of a /20 that AWS leaves to us. */
const HOSTS = 4091;

/**
 * A large region as recorded calls, page by page, for `npm run bench`: write each as a line of
 * `aws/111122223333/eu-central-1.jsonl`. The same plan gives the same estate; memory holds one page of it.
 *
 * A third of the subnets leads to the Internet, a third to a NAT gateway that is gone, the rest nowhere; ACLs and
 * groups are random but plausible. Every list that a collector reads is there, most of them small or empty.
 */
export function* generateRegion(plan: EstatePlan): Iterable<RecordedCall> {
  const random = seededRandom(plan.seed);
  const now = plan.now ?? new Date('2026-11-20T00:00:00Z');
  const site: Site = { account: OWN_ACCOUNT, region: 'eu-central-1', now, content: emptyContent() };
  const configurations = buildConfigurations(site, plan, random);
  const large = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeInstances'];
  for (const call of recordedRegion(site, true).calls) if (!large.includes(call.call)) yield call;
  // Nothing at the edge leads here. A region that was read alone tells what its account's global scope would.
  yield emptyList(site, 'globalaccelerator:ListAccelerators', { MaxResults: 100 }, { Accelerators: [] });
  yield emptyList(site, 'cloudfront:ListVpcOrigins', { MaxItems: 100 }, { VpcOriginList: { Quantity: 0, Items: [] } });
  yield* pages(site, plan.interfaces, 'ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', (index) =>
    interfaceOf(site, index, configurations[index % configurations.length] as Configuration),
  );
  yield* pages(site, plan.interfaces, 'ec2:DescribeInstances', 'Reservations', (index) => {
    const { subnet } = configurations[index % configurations.length] as Configuration;
    return {
      ReservationId: `r-0${hex(index)}`,
      OwnerId: site.account,
      Instances: [instanceOf(index, subnet)],
    };
  });
}

const emptyList = ({ now }: Site, call: string, request: RecordedCall['request'], response: object): RecordedCall => ({
  call,
  request,
  at: now.toISOString(),
  response,
});

function* pages(
  { now }: Site,
  count: number,
  call: string,
  list: string,
  item: (index: number) => object,
): Iterable<RecordedCall> {
  for (let start = 0; start === 0 || start < count; start += PAGE) {
    const stop = Math.min(start + PAGE, count);
    const items = Array.from({ length: stop - start }, (_, offset) => item(start + offset));
    yield {
      call,
      request: { MaxResults: PAGE, ...(start > 0 ? { NextToken: `from ${start}` } : {}) },
      at: now.toISOString(),
      response: { [list]: items, ...(stop < count ? { NextToken: `from ${stop}` } : {}) },
    };
  }
}

function buildConfigurations(site: Site, plan: EstatePlan, random: Random): readonly Configuration[] {
  const count = Math.max(
    1,
    Math.ceil(plan.interfaces / INTERFACES_PER_VPC),
    Math.ceil(plan.configurations / CONFIGURATIONS_PER_VPC),
  );
  const vpcs = Array.from({ length: count }, (_, index) => buildVpc(site, index, random));
  const configurations: Configuration[] = [];
  const seen = new Set<string>();
  while (configurations.length < Math.min(plan.configurations, plan.interfaces)) {
    const vpc = vpcs[configurations.length % vpcs.length] as (typeof vpcs)[number];
    const subnet = random.pick(vpc.subnets);
    const groups = [...new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(vpc.groups)))].sort();
    const isPublic = random.chance(0.4);
    const identity = [subnet.id, isPublic, ...groups].join(' ');
    if (seen.has(identity)) continue;
    seen.add(identity);
    configurations.push({ subnet, groups, isPublic });
  }
  return configurations;
}

function buildVpc(
  site: Site,
  index: number,
  random: Random,
): { readonly subnets: readonly GeneratedSubnet[]; readonly groups: readonly string[] } {
  const vpc = new VpcBuilder(site, `vpc-${index}`, { cidr: `10.${index}.0.0/16` });
  const gateway = vpc.internetGateway();
  const offices = addPrefixList(
    site,
    `offices-${index}`,
    Array.from({ length: 5 }, () => randomCidr(random)),
  );
  const groups: string[] = [];
  for (let number = 0; number < GROUPS_PER_VPC; number++) {
    const rules = Array.from({ length: 1 + random.below(8) }, () => randomRule(random, [...groups, offices]));
    groups.push(vpc.group(`group-${number}`, 'generated', rules));
  }
  const waysOut: readonly (readonly Route[])[] = [
    [route(ANYWHERE, { GatewayId: gateway })],
    [route(ANYWHERE, { NatGatewayId: idOf(site, 'nat', `gone-${index}`) }, 'blackhole')],
    [],
  ];
  const subnets = Array.from({ length: SUBNETS_PER_VPC }, (_, number): GeneratedSubnet => {
    const table = vpc.table(`table-${number}`, waysOut[number % waysOut.length] ?? []);
    const acl = number % 2 === 0 ? vpc.acl(`acl-${number}`, randomEntries(random)) : vpc.defaultAcl;
    const zone = 'abc'.charAt(number % 3);
    const { id } = vpc.subnet(`subnet-${number}`, { cidr: `10.${index}.${number * 16}.0/20`, zone, table, acl });
    const base = ((10 << 24) | (index << 16) | (number << 12)) >>> 0;
    return { id, vpcId: vpc.id, zone: `${site.region}${zone}`, base, used: 0 };
  });
  return { subnets, groups };
}

const PORTS = [22, 80, 443, 3306, 3389, 5432, 6379, 8080, 9200];

function randomRule(random: Random, others: readonly string[]): IpPermission {
  const port = random.pick(PORTS);
  const ports = random.chance(0.2) ? ([port, port + random.below(100)] as const) : port;
  const draw = random.below(10);
  if (draw === 0) return allow('-1', 'all', [random.pick(others)]);
  if (draw <= 3) return allow('tcp', ports, [ANYWHERE]);
  if (draw <= 5) return allow('tcp', ports, [random.pick(others)]);
  return allow(random.chance(0.2) ? 'udp' : 'tcp', ports, [randomCidr(random), '10.0.0.0/8']);
}

const randomEntries = (random: Random) => [
  ...Array.from({ length: 2 + random.below(6) }, (_, index) => {
    const port = random.pick(PORTS);
    const source = random.chance(0.5) ? ANYWHERE : randomCidr(random);
    return aclEntry(50 + index * 5, 'in', random.chance(0.5) ? 'deny' : 'allow', 'tcp', [port, port], source);
  }),
  aclEntry(200, 'in', 'allow', 'all', 'all', ANYWHERE),
  aclEntry(200, 'out', 'allow', 'all', 'all', ANYWHERE),
];

const randomCidr = (random: Random): string =>
  `${60 + random.below(120)}.${random.below(256)}.${random.below(256)}.0/${random.pick([16, 20, 24, 24])}`.replace(
    /^(\d+\.\d+)\.(\d+)\.0\/(16|20)$/,
    (_, start: string, third: string, bits: string) => `${start}.${bits === '16' ? 0 : Number(third) & 0xf0}.0/${bits}`,
  );

function interfaceOf({ account }: Site, index: number, { subnet, groups, isPublic }: Configuration): NetworkInterface {
  const PrivateIpAddress = dotted(subnet.base + 4 + (subnet.used++ % HOSTS));
  const Association = isPublic
    ? { IpOwnerId: 'amazon', PublicIp: dotted(((52 << 24) >>> 0) + 256 + index) }
    : undefined;
  return {
    NetworkInterfaceId: `eni-0${hex(index)}`,
    VpcId: subnet.vpcId,
    SubnetId: subnet.id,
    AvailabilityZone: subnet.zone,
    OwnerId: account,
    RequesterManaged: false,
    Status: 'in-use',
    InterfaceType: 'interface',
    Description: '',
    SourceDestCheck: true,
    PrivateIpAddress,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress, ...(Association ? { Association } : {}) }],
    ...(Association ? { Association } : {}),
    Ipv6Addresses: [],
    Groups: groups.map((GroupId) => ({ GroupId, GroupName: GroupId })),
    Attachment: {
      AttachmentId: `eni-attach-0${hex(index)}`,
      DeleteOnTermination: true,
      DeviceIndex: 0,
      InstanceId: `i-0${hex(index)}`,
      InstanceOwnerId: account,
      Status: 'attached',
    },
    TagSet: [{ Key: 'Name', Value: `host-${index}` }],
  };
}

function instanceOf(index: number, { id, vpcId, zone }: GeneratedSubnet): Instance {
  return {
    InstanceId: `i-0${hex(index)}`,
    InstanceType: 'm6i.large',
    State: index % 50 === 49 ? { Code: 80, Name: 'stopped' } : { Code: 16, Name: 'running' },
    Placement: { AvailabilityZone: zone },
    VpcId: vpcId,
    SubnetId: id,
    MetadataOptions: { State: 'applied', HttpTokens: 'required', HttpEndpoint: 'enabled' },
    NetworkInterfaces: [{ NetworkInterfaceId: `eni-0${hex(index)}`, Status: 'in-use' }],
    Tags: [{ Key: 'Name', Value: `host-${index}` }],
  };
}

const hex = (index: number): string => index.toString(16).padStart(16, '0');

const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
