import { folderWith, posture } from '../support/command-line.ts';

type Json = Record<string, unknown>;

/** Answers of the AWS CLI by file, as it writes them while the gateway is detached: the route to it is a `blackhole`. */
const dump = () => ({
  'aws_configs/us-east-1/describe-vpcs.json': {
    Vpcs: [
      {
        OwnerId: '111122223333',
        InstanceTenancy: 'default',
        CidrBlockAssociationSet: [
          {
            AssociationId: 'vpc-cidr-assoc-0a1',
            CidrBlock: '10.0.0.0/16',
            CidrBlockState: { State: 'associated' },
          },
        ],
        IsDefault: false,
        VpcId: 'vpc-0a1',
        State: 'available',
        CidrBlock: '10.0.0.0/16',
        DhcpOptionsId: 'dopt-0a1',
      },
    ],
  },
  'aws_configs/us-east-1/describe-subnets.json': {
    Subnets: [
      {
        AvailabilityZoneId: 'use1-az1',
        MapPublicIpOnLaunch: false,
        AssignIpv6AddressOnCreation: false,
        Ipv6CidrBlockAssociationSet: [],
        SubnetId: 'subnet-0a1',
        State: 'available',
        VpcId: 'vpc-0a1',
        OwnerId: '111122223333',
        CidrBlock: '10.0.1.0/24',
        AvailableIpAddressCount: 250,
        AvailabilityZone: 'us-east-1a',
        DefaultForAz: false,
      },
    ],
  },
  'aws_configs/us-east-1/describe-route-tables.json': {
    RouteTables: [
      {
        Associations: [
          {
            Main: false,
            RouteTableAssociationId: 'rtbassoc-0a1',
            RouteTableId: 'rtb-0a1',
            SubnetId: 'subnet-0a1',
            AssociationState: { State: 'associated' },
          },
        ],
        PropagatingVgws: [],
        RouteTableId: 'rtb-0a1',
        Routes: [
          {
            DestinationCidrBlock: '10.0.0.0/16',
            GatewayId: 'local',
            Origin: 'CreateRouteTable',
            State: 'active',
          },
          { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0a1', Origin: 'CreateRoute', State: 'blackhole' },
        ],
        Tags: [],
        VpcId: 'vpc-0a1',
        OwnerId: '111122223333',
      },
    ],
  },
  'aws_configs/us-east-1/describe-network-acls.json': {
    NetworkAcls: [
      {
        Associations: [{ NetworkAclAssociationId: 'aclassoc-0a1', NetworkAclId: 'acl-0a1', SubnetId: 'subnet-0a1' }],
        Entries: [
          entry(100, true, 'allow'),
          entry(32767, true, 'deny'),
          { ...entry(90, false, 'deny'), Protocol: '6', PortRange: { From: 8080, To: 8080 } },
          entry(100, false, 'allow'),
          entry(32767, false, 'deny'),
        ],
        IsDefault: false,
        NetworkAclId: 'acl-0a1',
        Tags: [],
        VpcId: 'vpc-0a1',
        OwnerId: '111122223333',
      },
    ],
  },
  'aws_configs/us-east-1/describe-security-groups.json': {
    SecurityGroups: [
      {
        GroupId: 'sg-0a1',
        GroupName: 'web',
        Description: 'web servers',
        OwnerId: '111122223333',
        VpcId: 'vpc-0a1',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 8080,
            ToPort: 8080,
            UserIdGroupPairs: [],
            IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            Ipv6Ranges: [],
            PrefixListIds: [],
          },
        ],
        IpPermissionsEgress: [
          {
            IpProtocol: '-1',
            UserIdGroupPairs: [],
            IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            Ipv6Ranges: [],
            PrefixListIds: [],
          },
        ],
      },
    ],
  },
  'aws_configs/us-east-1/describe-internet-gateways.json': {
    InternetGateways: [{ Attachments: [] as Json[], InternetGatewayId: 'igw-0a1', OwnerId: '111122223333', Tags: [] }],
  },
  'aws_configs/us-east-1/describe-network-interfaces.json': {
    NetworkInterfaces: [
      {
        Attachment: {
          AttachTime: '2026-01-05T10:00:00+00:00',
          AttachmentId: 'eni-attach-0a1',
          DeleteOnTermination: true,
          DeviceIndex: 0,
          NetworkCardIndex: 0,
          InstanceId: 'i-0a1',
          InstanceOwnerId: '111122223333',
          Status: 'attached',
        },
        AvailabilityZone: 'us-east-1a',
        Groups: [{ GroupId: 'sg-0a1', GroupName: 'web' }],
        InterfaceType: 'interface',
        Ipv6Addresses: [],
        NetworkInterfaceId: 'eni-0a1',
        OwnerId: '111122223333',
        PrivateIpAddress: '10.0.1.10',
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.1.10' } as Json],
        RequesterManaged: false,
        SourceDestCheck: true,
        Status: 'in-use',
        SubnetId: 'subnet-0a1',
        TagSet: [],
        VpcId: 'vpc-0a1',
      },
    ],
  },
  'aws_configs/us-east-1/describe-instances.json': {
    Reservations: [
      {
        ReservationId: 'r-0a1',
        OwnerId: '111122223333',
        Groups: [],
        Instances: [
          {
            InstanceId: 'i-0a1',
            InstanceType: 't3.micro',
            State: { Code: 80, Name: 'stopped' },
            StateTransitionReason: 'User initiated (2026-11-20 10:00:00 GMT)',
            PrivateIpAddress: '10.0.1.10',
            PublicDnsName: '',
            SubnetId: 'subnet-0a1',
            VpcId: 'vpc-0a1',
            NetworkInterfaces: [{ NetworkInterfaceId: 'eni-0a1', Status: 'in-use' }],
            SecurityGroups: [{ GroupId: 'sg-0a1', GroupName: 'web' }],
          },
        ],
      },
    ],
  },
});

function entry(RuleNumber: number, Egress: boolean, RuleAction: string) {
  return { RuleNumber, Egress, RuleAction, Protocol: '-1', CidrBlock: '0.0.0.0/0' };
}

type Dump = ReturnType<typeof dump>;
type Edit = (files: Dump) => void;

const inFile = {
  acl: (files: Dump) => files['aws_configs/us-east-1/describe-network-acls.json'].NetworkAcls[0] as { Entries: Json[] },
  group: (files: Dump) =>
    files['aws_configs/us-east-1/describe-security-groups.json'].SecurityGroups[0] as { IpPermissions: Json[] },
  route: (files: Dump) => files['aws_configs/us-east-1/describe-route-tables.json'].RouteTables[0]?.Routes[1] as Json,
  gateway: (files: Dump) =>
    files['aws_configs/us-east-1/describe-internet-gateways.json'].InternetGateways[0] as { Attachments: Json[] },
  address: (files: Dump) =>
    files['aws_configs/us-east-1/describe-network-interfaces.json'].NetworkInterfaces[0]?.PrivateIpAddresses[0] as Json,
  instance: (files: Dump) =>
    files['aws_configs/us-east-1/describe-instances.json'].Reservations[0]?.Instances[0] as Json,
};

/** What somebody would change about each hop that refuses, and nothing else. */
const REPAIRS: Readonly<Record<string, Edit>> = {
  'forward internet-gateway X_IGW_NOT_ATTACHED': (files) =>
    inFile.gateway(files).Attachments.push({ State: 'available', VpcId: 'vpc-0a1' }),
  'forward address-mapping IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS': (files) => {
    inFile.address(files)['Association'] = { IpOwnerId: '111122223333', PublicDnsName: '', PublicIp: '52.0.0.10' };
  },
  'forward network-acl-in SUBNET_ACL_RESTRICTION': (files) => {
    const acl = inFile.acl(files);
    acl.Entries = acl.Entries.filter(({ RuleNumber }) => RuleNumber !== 90);
  },
  'forward security-group-in SG_HAS_NO_RULES': (files) =>
    inFile.group(files).IpPermissions.push({
      IpProtocol: 'tcp',
      FromPort: 8080,
      ToPort: 8080,
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    }),
  'forward instance BAD_STATE': (files) => {
    inFile.instance(files)['State'] = { Code: 16, Name: 'running' };
  },
  'return network-acl-out SUBNET_ACL_RESTRICTION': (files) => {
    const acl = inFile.acl(files);
    acl.Entries = acl.Entries.filter(({ RuleNumber }) => RuleNumber !== 80);
  },
  'return route-table X_RETURN_ROUTE_NOT_IGW BAD_STATE_ROUTE': (files) => {
    inFile.route(files)['State'] = 'active';
  },
};

interface Hop {
  readonly leg: string;
  readonly hop: string;
  readonly verdict: string;
  readonly code?: string;
  readonly because?: string;
}

const nameOf = ({ leg, hop, code, because }: Hop): string => [leg, hop, code, because].filter(Boolean).join(' ');

async function diagnosed(files: Dump) {
  const asked = ['--from', 'internet', '--to', 'i-0a1', '--port', 'tcp/8080', '--format', 'json'];
  const { exitCode, stdout } = await posture('diagnose', '--snapshot', folderWith(files), ...asked);
  const { verdict, paths } = JSON.parse(stdout) as {
    verdict: string;
    paths: readonly { readonly hops: readonly Hop[]; readonly blockers: readonly Hop[] }[];
  };
  expect(paths).toHaveLength(1);
  const [path] = paths as [(typeof paths)[0]];
  return {
    exitCode,
    verdict,
    blockers: path.blockers.map(nameOf),
    hops: path.hops.map((hop) => `${hop.verdict === 'fail' ? nameOf(hop) : `${hop.leg} ${hop.hop}`} ${hop.verdict}`),
  };
}

/** ACL deny, no public address, stopped instance, detached gateway, and what AWS then says of the route. */
const FIVE = [
  'forward internet-gateway X_IGW_NOT_ATTACHED',
  'forward address-mapping IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
  'forward network-acl-in SUBNET_ACL_RESTRICTION',
  'forward instance BAD_STATE',
  'return route-table X_RETURN_ROUTE_NOT_IGW BAD_STATE_ROUTE',
];

const closeGroup: Edit = (files) => {
  inFile.group(files).IpPermissions = [];
};
const closeReplies: Edit = (files) => inFile.acl(files).Entries.push(entry(80, true, 'deny'));
/** As when the table was read before the gateway was detached. */
const staleRoute: Edit = (files) => {
  inFile.route(files)['State'] = 'active';
};

describe('diagnose lists every hop that refuses, and repairing each alone removes exactly it', () => {
  it.each<[string, readonly Edit[], readonly string[]]>([
    ['the group open to the world and five hops behind and before it shut', [], FIVE],
    [
      'the group without a rule besides',
      [closeGroup],
      [...FIVE.slice(0, 3), 'forward security-group-in SG_HAS_NO_RULES', ...FIVE.slice(3)],
    ],
    [
      'everything shut on both legs',
      [closeGroup, closeReplies],
      [
        ...FIVE.slice(0, 3),
        'forward security-group-in SG_HAS_NO_RULES',
        'forward instance BAD_STATE',
        'return network-acl-out SUBNET_ACL_RESTRICTION',
        'return route-table X_RETURN_ROUTE_NOT_IGW BAD_STATE_ROUTE',
      ],
    ],
    [
      'a route that says active although the gateway is detached: the gateway alone is to blame',
      [staleRoute],
      FIVE.slice(0, 4),
    ],
    [
      'five settings at once, the group among them, with a route that says active',
      [closeGroup, staleRoute],
      [...FIVE.slice(0, 3), 'forward security-group-in SG_HAS_NO_RULES', 'forward instance BAD_STATE'],
    ],
  ])('%s', async (_name, edits, blockers) => {
    const broken = (): Dump => {
      const files = dump();
      for (const edit of edits) edit(files);
      return files;
    };
    const before = await diagnosed(broken());
    expect(before).toMatchObject({ exitCode: 1, verdict: 'blocked', blockers });
    for (const blocker of blockers) {
      const files = broken();
      REPAIRS[blocker]?.(files);
      const after = await diagnosed(files);
      expect([blocker, after.blockers]).toEqual([blocker, blockers.filter((each) => each !== blocker)]);
      // The hop passes now, and every other does what it did.
      const [leg, hop] = blocker.split(' ');
      expect(after.hops).toEqual(before.hops.map((each) => (each === `${blocker} fail` ? `${leg} ${hop} pass` : each)));
    }
    const files = broken();
    for (const blocker of blockers) REPAIRS[blocker]?.(files);
    expect(await diagnosed(files)).toMatchObject({ exitCode: 0, verdict: 'reachable', blockers: [] });
  });
});
