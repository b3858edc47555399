/**
 * Measures how reachability scales: `npm run bench` prints one JSON line for each estate of 1,000, 10,000 and 100,000
 * interfaces. Each is written to a temporary snapshot first and measured in a process of its own, so that the peak of
 * memory is that of reading and evaluating alone. Times are processor time; they differ between machines, the ratios
 * should not.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AwsRegionBuilder } from '#inventory/aws/region.ts';
import { AwsReach } from '#network/aws-reach.ts';
import { exposureDocument } from '#network/exposure-document.ts';
import { readScopes } from '#snapshot/read.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { folderStore } from '#stores/folder.ts';

const SIZES = [1_000, 10_000, 100_000];
/** Interfaces that share one configuration, as copies of one machine do. */
const INTERFACES_PER_CONFIGURATION = 20;
const PAGE = 1_000;
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
/** What issue and documentation promise. */
const BARS = { evaluationToParse: 3, growth: 1.15, memoryMegabytes: 512 } as const;

interface Measurement {
  readonly interfaces: number;
  readonly snapshotMegabytes: number;
  readonly parseMs: number;
  readonly loadMs: number;
  readonly evaluateMs: number;
  readonly renderMs: number;
  readonly peakMegabytes: number;
  readonly evaluations: number;
  readonly exposures: number;
  readonly evaluationToParse: number;
}

/** A small generator of numbers from 0 to below 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const hex = (number: number, digits = 17): string => number.toString(16).padStart(digits, '0');

/** The calls of an estate, page by page. */
function* estateOf(interfaces: number): Iterable<RecordedCall> {
  const random = seeded(interfaces);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const configurations = Math.max(50, Math.floor(interfaces / INTERFACES_PER_CONFIGURATION));
  const groups = Math.ceil(configurations / 2);
  const [subnets, acls] = [40, 2];
  const answer = (call: string, response: object): RecordedCall => ({ call, request: {}, response });

  yield answer('ec2:DescribeVpcs', {
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/8', OwnerId: ACCOUNT, IsDefault: false }],
  });
  yield answer('ec2:DescribeInternetGateways', {
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
  });
  yield answer('ec2:DescribeVpcBlockPublicAccessOptions', {
    VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off' },
  });
  for (const [operation, key] of [
    ['VpcBlockPublicAccessExclusions', 'VpcBlockPublicAccessExclusions'],
    ['ManagedPrefixLists', 'PrefixLists'],
    ['EgressOnlyInternetGateways', 'EgressOnlyInternetGateways'],
    ['NatGateways', 'NatGateways'],
    ['VpcPeeringConnections', 'VpcPeeringConnections'],
  ])
    yield answer(`ec2:Describe${operation}`, { [key as string]: [] });
  yield answer('elbv2:DescribeLoadBalancers', { LoadBalancers: [] });
  yield answer('elbv2:DescribeTargetGroups', { TargetGroups: [] });
  yield answer('elb:DescribeLoadBalancers', { LoadBalancerDescriptions: [] });
  yield answer('ec2:DescribeSubnets', {
    Subnets: Array.from({ length: subnets }, (_, index) => ({
      SubnetId: `subnet-${hex(index)}`,
      VpcId: 'vpc-1',
      CidrBlock: `10.${index}.0.0/16`,
      AvailabilityZone: `${REGION}${'abc'[index % 3]}`,
      OwnerId: ACCOUNT,
    })),
  });
  yield answer('ec2:DescribeRouteTables', {
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
          { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active', Origin: 'CreateRoute' },
        ],
      },
    ],
  });
  const entry = (
    number: number,
    egress: boolean,
    action: string,
    protocol: string,
    cidr: string,
    ports?: readonly [number, number],
  ) => ({
    RuleNumber: number,
    Egress: egress,
    RuleAction: action,
    Protocol: protocol,
    CidrBlock: cidr,
    ...(ports ? { PortRange: { From: ports[0], To: ports[1] } } : {}),
  });
  yield answer('ec2:DescribeNetworkAcls', {
    NetworkAcls: Array.from({ length: acls }, (_, index) => ({
      NetworkAclId: `acl-${hex(index)}`,
      VpcId: 'vpc-1',
      IsDefault: index === 0,
      Associations: Array.from({ length: subnets }, (_unused, subnet) => subnet)
        .filter((subnet) => subnet % acls === index)
        .map((subnet) => ({ SubnetId: `subnet-${hex(subnet)}` })),
      Entries: [
        entry(90, false, 'deny', '6', `${20 + index}.0.0.0/8`, [22, 22]),
        entry(100, false, 'allow', '-1', '0.0.0.0/0'),
        entry(100, true, 'allow', '6', '0.0.0.0/0', [1024, 65535]),
        entry(110, true, 'allow', '17', '0.0.0.0/0', [1024, 65535]),
      ],
    })),
  });
  const cidr = (): string =>
    pick([
      '0.0.0.0/0',
      '0.0.0.0/0',
      `${Math.floor(random() * 223) + 1}.${Math.floor(random() * 255)}.0.0/16`,
      '10.0.0.0/8',
    ]);
  for (let first = 0; first < groups; first += PAGE) {
    yield answer('ec2:DescribeSecurityGroups', {
      SecurityGroups: Array.from({ length: Math.min(PAGE, groups - first) }, (_, index) => ({
        GroupId: `sg-${hex(first + index)}`,
        GroupName: `workload-${first + index}`,
        Description: 'made for the benchmark',
        VpcId: 'vpc-1',
        OwnerId: ACCOUNT,
        IpPermissions: Array.from({ length: 2 + Math.floor(random() * 8) }, () => {
          const port = Math.floor(random() * 65_000);
          return {
            IpProtocol: pick(['tcp', 'tcp', 'udp']),
            FromPort: port,
            ToPort: port + Math.floor(random() * 20),
            IpRanges: [{ CidrIp: cidr() }],
            Ipv6Ranges: [],
            PrefixListIds: [],
            UserIdGroupPairs: [],
          };
        }),
        IpPermissionsEgress: [
          {
            IpProtocol: '-1',
            IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            Ipv6Ranges: [],
            PrefixListIds: [],
            UserIdGroupPairs: [],
          },
        ],
      })),
    });
  }
  for (let first = 0; first < interfaces; first += PAGE) {
    const numbers = Array.from({ length: Math.min(PAGE, interfaces - first) }, (_, index) => first + index);
    yield answer('ec2:DescribeInstances', {
      Reservations: numbers.map((number) => ({
        ReservationId: `r-${hex(number)}`,
        OwnerId: ACCOUNT,
        Instances: [
          {
            InstanceId: `i-${hex(number)}`,
            InstanceType: 'm7g.large',
            State: { Code: 16, Name: 'running' },
            VpcId: 'vpc-1',
            NetworkInterfaces: [{ NetworkInterfaceId: `eni-${hex(number)}` }],
            MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled' },
            Tags: [{ Key: 'Name', Value: `machine ${number}` }],
          },
        ],
      })),
    });
    yield answer('ec2:DescribeNetworkInterfaces', {
      NetworkInterfaces: numbers.map((number) => anInterface(number, configurations, groups, subnets, acls)),
    });
  }
}

function anInterface(number: number, configurations: number, groups: number, subnets: number, acls: number): object {
  const configuration = number % configurations;
  // The configuration is the group and the ACL; which of the ACL's subnets it is in changes nothing.
  const subnet = ((Math.floor(number / configurations) * acls) % subnets) + Math.floor(configuration / groups);
  const address = `10.${subnet}.${Math.floor(number / 250) % 250}.${(number % 250) + 1}`;
  const association =
    number % 3 === 0
      ? {
          Association: {
            IpOwnerId: 'amazon',
            PublicDnsName: '',
            PublicIp: `52.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
          },
        }
      : {};
  return {
    ...association,
    Attachment: {
      AttachmentId: `eni-attach-${hex(number)}`,
      DeleteOnTermination: true,
      DeviceIndex: 0,
      InstanceId: `i-${hex(number)}`,
      InstanceOwnerId: ACCOUNT,
      Status: 'attached',
    },
    AvailabilityZone: `${REGION}${'abc'[subnet % 3]}`,
    Description: '',
    Groups: [{ GroupId: `sg-${hex(configuration % groups)}`, GroupName: `workload-${configuration % groups}` }],
    InterfaceType: 'interface',
    Ipv6Addresses: [],
    MacAddress: '0a:00:00:00:00:01',
    NetworkInterfaceId: `eni-${hex(number)}`,
    OwnerId: ACCOUNT,
    PrivateDnsName: `ip-10-${subnet}-0-0.${REGION}.compute.internal`,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address, ...association }],
    RequesterManaged: false,
    SourceDestCheck: true,
    Status: 'in-use',
    SubnetId: `subnet-${hex(subnet)}`,
    TagSet: [{ Key: 'Name', Value: `machine ${number}` }],
    VpcId: 'vpc-1',
  };
}

async function writeSnapshot(folder: string, interfaces: number): Promise<void> {
  mkdirSync(join(folder, 'aws', ACCOUNT), { recursive: true });
  const file = createWriteStream(join(folder, 'aws', ACCOUNT, `${REGION}.jsonl`));
  for (const call of estateOf(interfaces)) if (!file.write(`${JSON.stringify(call)}\n`)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

/** Time that processors worked for this process, garbage collection included: what others do meanwhile is not in it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const since = (start: number): number => Math.round(cpuMs() - start);

/** Reads, evaluates and renders one snapshot. */
async function measure(folder: string, interfaces: number): Promise<Measurement> {
  let [parseMs, bytes] = [0, 0];
  for await (const line of createInterface({
    input: createReadStream(join(folder, 'aws', ACCOUNT, `${REGION}.jsonl`)),
  })) {
    bytes += line.length;
    const start = cpuMs();
    JSON.parse(line);
    parseMs += cpuMs() - start;
  }
  const loading = cpuMs();
  const [scope] = await readScopes(folderStore(folder));
  if (!scope) throw new Error('the snapshot that was just written is not there');
  const builder = new AwsRegionBuilder(scope);
  for await (const call of scope.calls()) builder.add(call);
  const region = builder.build();
  const loadMs = since(loading);

  const evaluating = cpuMs();
  const reach = new AwsReach(region);
  const { exposures } = reach.all();
  const evaluateMs = since(evaluating);

  const rendering = cpuMs();
  const document = exposureDocument([reach]);
  for (const record of document.exposures) JSON.stringify(record);
  const renderMs = since(rendering);
  return {
    interfaces,
    snapshotMegabytes: Math.round(bytes / 1e5) / 10,
    parseMs: Math.round(parseMs),
    loadMs,
    evaluateMs,
    renderMs,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    evaluations: reach.evaluations,
    exposures: exposures.length,
    evaluationToParse: Math.round((evaluateMs / parseMs) * 100) / 100,
  };
}

/**
 * With room to spare V8 puts off collecting garbage, and the peak would say nothing of what is needed; without any, it
 * collects all the time. So times are taken with its own bounds and the peak, in a run of its own, with this one.
 */
const HEAP_MEGABYTES = 480;

/** This file again, in a process of its own. */
const ask = (args: readonly string[], ...flags: readonly string[]): string =>
  execFileSync(process.execPath, [...flags, '--import', 'tsx', fileURLToPath(import.meta.url), ...args], {
    encoding: 'utf8',
  });

async function compareSizes(): Promise<void> {
  const emptyMegabytes = Number(ask(['empty']));
  let before: Measurement | undefined;
  let misses = 0;
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'posture-bench-'));
    try {
      await writeSnapshot(folder, size);
      const args = ['measure', folder, String(size)];
      const unbounded = JSON.parse(ask(args)) as Measurement;
      const { peakMegabytes } = JSON.parse(ask(args, `--max-old-space-size=${HEAP_MEGABYTES}`)) as Measurement;
      const measured = { ...unbounded, peakMegabytes };
      const memoryMegabytes = measured.peakMegabytes - emptyMegabytes;
      const growth = before
        ? Math.round((measured.evaluateMs / before.evaluateMs / (size / before.interfaces)) * 100) / 100
        : null;
      const isLargest = size === SIZES.at(-1);
      const holds =
        !isLargest ||
        (measured.evaluationToParse <= BARS.evaluationToParse &&
          (growth ?? 0) <= BARS.growth &&
          memoryMegabytes <= BARS.memoryMegabytes);
      if (!holds) misses++;
      process.stdout.write(`${JSON.stringify({ ...measured, memoryMegabytes, growth, holds })}\n`);
      before = measured;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  process.exitCode = misses === 0 ? 0 : 1;
}

const [mode, folder = '', size = ''] = process.argv.slice(2);
if (mode === 'measure') process.stdout.write(JSON.stringify(await measure(folder, Number(size))));
else if (mode === 'empty') process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)));
else await compareSizes();
