import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { type DiagnoseRequest, diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import { type Flow, readFlow } from '../../../lambdas/network/flow.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  type Json,
  type ListName,
  type NetworkAnswers,
  permission,
  regionOf,
  route,
} from '../../support/network-estate.ts';
import {
  aPublicNetwork,
  natGateway,
  PUBLIC,
  publicAcls,
  publicMachine,
  publicTables,
} from '../../support/public-network.ts';

interface Given {
  readonly network?: Partial<NetworkAnswers>;
  readonly denied?: readonly ListName[];
  readonly ask?: Partial<DiagnoseRequest> & { readonly port?: string };
}

function follow({ network = {}, denied = [], ask = {} }: Given = {}) {
  const { port = 'tcp/443', ...request } = ask;
  const region = regionOf(aPublicNetwork(network), denied);
  return diagnose(new AwsReach(region), { from: 'i-1', to: PUBLIC, flow: readFlow(port) as Flow, ...request });
}
const blockersOf = (given: Given): readonly string[] =>
  (follow(given).paths[0]?.blockers ?? []).map(({ leg, component, code }) => `${leg} ${component} ${code}`);
const hopsOf = (given: Given): readonly string[] =>
  (follow(given).paths[0]?.hops ?? []).map(
    ({ leg, hop, component, packetAtHop }) => `${leg} ${hop} ${component}: ${packetAtHop}`,
  );

const withGroup = (...peers: string[]): Partial<NetworkAnswers> => ({
  securityGroups: [aGroup([]), aGroup([permission('tcp', 443, 443, ...peers)], { GroupId: 'sg-2', VpcId: 'vpc-2' })],
});
const overNat = (changes: Partial<NetworkAnswers> = {}): Partial<NetworkAnswers> => ({
  routeTables: publicTables({ '1': [route('0.0.0.0/0', 'nat-1')] }),
  networkInterfaces: [publicMachine('1', 'vpc-1', '10.0.1.10'), publicMachine('2', 'vpc-2', '10.9.2.20', PUBLIC)],
  ...changes,
});
const deny = (egress: boolean, cidr: string, ports?: readonly [number, number]): readonly Json[] => [
  aclEntry(1, egress, 'deny', ports ? '6' : '-1', cidr, ports),
  ...ALLOW_ALL_ENTRIES,
];

it('leaves through the gateway with its public address and comes in again', () => {
  expect(follow().verdict).toBe('reachable');
  expect(hopsOf({})).toEqual([
    'forward interface eni-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward instance i-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward security-group-out sg-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward network-acl-out acl-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward route-table rtb-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward block-public-access vpc-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward internet-gateway igw-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward address-mapping eni-1: 10.0.1.10 → 52.0.0.20 tcp/443',
    'forward block-public-access vpc-2: 52.0.0.10 → 10.9.2.20 tcp/443',
    'forward internet-gateway igw-2: 52.0.0.10 → 10.9.2.20 tcp/443',
    'forward address-mapping eni-2: 52.0.0.10 → 10.9.2.20 tcp/443',
    'forward network-acl-in acl-2: 52.0.0.10 → 10.9.2.20 tcp/443',
    'forward security-group-in sg-2: 52.0.0.10 → 10.9.2.20 tcp/443',
    'forward interface eni-2: 52.0.0.10 → 10.9.2.20 tcp/443',
    'forward instance i-2: 52.0.0.10 → 10.9.2.20 tcp/443',
    'return network-acl-out acl-2: 10.9.2.20 → 52.0.0.10 reply to tcp/443',
    'return route-table rtb-2: 10.9.2.20 → 52.0.0.10 reply to tcp/443',
    'return network-acl-in acl-1: 52.0.0.20 → 10.0.1.10 reply to tcp/443',
  ]);
});

it('or through a NAT gateway, with its address and its ports', () => {
  expect(follow({ network: overNat() }).verdict).toBe('reachable');
  expect(hopsOf({ network: overNat() }).map((hop) => hop.replace(/:.*/, ''))).toEqual([
    'forward interface eni-1',
    'forward instance i-1',
    'forward security-group-out sg-1',
    'forward network-acl-out acl-1',
    'forward route-table rtb-1',
    'forward nat-gateway nat-1',
    'forward network-acl-in acl-nat',
    'forward network-acl-out acl-nat',
    'forward route-table rtb-nat',
    'forward block-public-access vpc-1',
    'forward internet-gateway igw-1',
    'forward block-public-access vpc-2',
    'forward internet-gateway igw-2',
    'forward address-mapping eni-2',
    'forward network-acl-in acl-2',
    'forward security-group-in sg-2',
    'forward interface eni-2',
    'forward instance i-2',
    'return network-acl-out acl-2',
    'return route-table rtb-2',
    'return network-acl-in acl-nat',
    'return network-acl-out acl-nat',
    'return route-table rtb-nat',
    'return network-acl-in acl-1',
  ]);
});

describe('the receiver', () => {
  it.each<[string, Given, string, string[]]>([
    ['sees the public address', { network: withGroup('52.0.0.10/32') }, 'reachable', []],
    ['sees the NAT gateway’s', { network: overNat(withGroup('52.0.0.99/32')) }, 'reachable', []],
    [
      'does not see the private one',
      { network: withGroup('10.0.0.0/8') },
      'blocked',
      ['forward sg-2 ENI_SG_RULES_MISMATCH'],
    ],
    ['sees no groups', { network: withGroup('sg-1') }, 'blocked', ['forward sg-2 SG_REFERENCES_NOT_PRESERVED']],
    [
      'does not see the sender’s own public address behind NAT',
      { network: overNat(withGroup('52.0.0.10/32')) },
      'blocked',
      ['forward sg-2 ENI_SG_RULES_MISMATCH'],
    ],
    [
      'answers to the ports of the NAT gateway alone',
      {
        network: overNat({
          networkAcls: publicAcls({
            '2': [
              aclEntry(1, false, 'allow', '-1', '0.0.0.0/0'),
              aclEntry(1, true, 'allow', '6', '0.0.0.0/0', [1, 1023]),
            ],
          }),
        }),
      },
      'blocked',
      ['return acl-2 SUBNET_ACL_RESTRICTION'],
    ],
    [
      'needs a route back to the public address',
      { network: { routeTables: publicTables({ '2': [route('10.0.0.0/16', 'igw-2')] }) } },
      'blocked',
      ['return rtb-2 X_RETURN_ROUTE_NOT_IGW'],
    ],
  ])('%s', (_name, given, verdict, blockers) => {
    expect([follow(given).verdict, blockersOf(given)]).toEqual([verdict, blockers]);
  });
});

describe('the sender', () => {
  it.each<[string, Given, string[]]>([
    [
      'has no route out',
      { network: { routeTables: publicTables({ '1': [] }) } },
      ['forward rtb-1 NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'has a dead one',
      { network: { routeTables: publicTables({ '1': [route('0.0.0.0/0', 'igw-1', { State: 'blackhole' })] }) } },
      ['forward rtb-1 BAD_STATE_ROUTE'],
    ],
    [
      'has no public address',
      {
        network: {
          networkInterfaces: [
            publicMachine('1', 'vpc-1', '10.0.1.10'),
            publicMachine('2', 'vpc-2', '10.9.2.20', PUBLIC),
          ],
        },
      },
      ['forward eni-1 IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
    ],
    [
      'has no gateway attached',
      {
        network: {
          internetGateways: [{ InternetGatewayId: 'igw-2', Attachments: [{ VpcId: 'vpc-2', State: 'available' }] }],
        },
      },
      ['forward vpc-1 X_IGW_NOT_ATTACHED'],
    ],
    [
      'may send nothing there',
      {
        network: {
          securityGroups: [
            aGroup([], { IpPermissionsEgress: [permission('-1', undefined, undefined, '10.0.0.0/8')] }),
            aPublicNetwork().securityGroups[1] as Json,
          ],
        },
      },
      ['forward sg-1 ENI_SG_RULES_MISMATCH'],
    ],
    [
      'may not by its ACL',
      { network: { networkAcls: publicAcls({ '1': deny(true, '52.0.0.0/8') }) } },
      ['forward acl-1 SUBNET_ACL_RESTRICTION'],
    ],
    [
      'gets no answer by its ACL',
      { network: { networkAcls: publicAcls({ '1': deny(false, '52.0.0.0/8') }) } },
      ['return acl-1 SUBNET_ACL_RESTRICTION'],
    ],
    [
      'has a NAT gateway that failed',
      { network: overNat({ natGateways: [natGateway({ State: 'failed' })] }) },
      ['forward nat-1 BAD_STATE'],
    ],
    [
      'has a private one',
      {
        network: overNat({
          natGateways: [natGateway({ ConnectivityType: 'private', NatGatewayAddresses: [{ PrivateIp: '10.0.8.8' }] })],
        }),
      },
      ['forward nat-1 IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
    ],
    [
      'has one that stands in no public subnet',
      { network: overNat({ routeTables: publicTables({ '1': [route('0.0.0.0/0', 'nat-1')], nat: [] }) }) },
      ['forward rtb-nat NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'has one whose ACL takes nothing from it',
      { network: overNat({ networkAcls: publicAcls({ nat: deny(false, '10.0.1.0/24') }) }) },
      ['forward acl-nat SUBNET_ACL_RESTRICTION'],
    ],
    [
      'has one whose ACL takes no answer',
      { network: overNat({ networkAcls: publicAcls({ nat: deny(false, '52.0.0.20/32', [1024, 65535]) }) }) },
      ['return acl-nat SUBNET_ACL_RESTRICTION'],
    ],
    [
      'asks a NAT gateway for what it does not carry',
      { network: overNat(withAll()), ask: { port: 'gre' } },
      ['forward nat-1 PROTOCOL_RESTRICTION'],
    ],
    [
      'may send nothing out while everything is blocked',
      {
        network: {
          blockPublicAccess: { InternetGatewayBlockMode: 'block-bidirectional' },
          blockPublicAccessExclusions: [excluded('vpc-2', 'allow-bidirectional')],
        },
      },
      ['forward vpc-1 VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    ],
    [
      'gets no answer while ingress is blocked',
      {
        network: {
          blockPublicAccess: { InternetGatewayBlockMode: 'block-ingress' },
          blockPublicAccessExclusions: [excluded('vpc-2', 'allow-bidirectional'), excluded('vpc-1', 'allow-egress')],
        },
      },
      ['forward vpc-1 VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    ],
  ])('%s', (_name, given, blockers) => {
    expect([follow(given).verdict, blockersOf(given)]).toEqual(['blocked', blockers]);
  });

  it.each<[string, Given]>([
    [
      'sends through NAT while ingress is blocked',
      {
        network: overNat({
          blockPublicAccess: { InternetGatewayBlockMode: 'block-ingress' },
          blockPublicAccessExclusions: [excluded('vpc-2', 'allow-bidirectional')],
        }),
      },
    ],
    [
      'sends where its VPC is excluded for egress',
      {
        network: {
          blockPublicAccess: { InternetGatewayBlockMode: 'block-bidirectional' },
          blockPublicAccessExclusions: [excluded('vpc-2', 'allow-bidirectional'), excluded('vpc-1', 'allow-egress')],
        },
      },
    ],
    [
      'goes out and in again inside one VPC',
      {
        network: {
          networkInterfaces: [
            publicMachine('1', 'vpc-1', '10.0.1.10', '52.0.0.10'),
            publicMachine('2', 'vpc-1', '10.0.1.20', PUBLIC, { SubnetId: 'subnet-1' }),
          ],
        },
      },
    ],
    ['reaches IPv6 of another VPC by the routes of both to their gateways', { ask: { to: '2600:1f18:2::2' } }],
    [
      'reaches it through an egress-only gateway',
      { network: { routeTables: publicTables({ '1': [route('::/0', 'eigw-1')] }) }, ask: { to: '2600:1f18:2::2' } },
    ],
    ['is a range', { ask: { from: '10.0.1.10/32' } }],
  ])('%s', (_name, given) => {
    expect([follow(given).verdict, blockersOf(given)]).toEqual(['reachable', []]);
  });

  it.each<[string, Given, string]>([
    [
      'only the subnet of the NAT gateway is excluded from a block of everything',
      {
        network: overNat({
          blockPublicAccess: { InternetGatewayBlockMode: 'block-bidirectional' },
          blockPublicAccessExclusions: [
            excluded('vpc-2', 'allow-bidirectional'),
            {
              ...excluded('vpc-1', 'allow-egress'),
              ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-nat',
            },
          ],
        }),
      },
      'nat-1',
    ],
    ['of a NAT gateway that was not read', { network: overNat(), denied: ['natGateways'] }, 'ec2:DescribeNatGateways'],
    ['of routes that were not read', { denied: ['routeTables'] }, 'ec2:DescribeRouteTables'],
    ['of gateways that were not read', { denied: ['internetGateways'] }, 'ec2:DescribeInternetGateways'],
    ['of ACLs that were not read', { denied: ['networkAcls'] }, 'ec2:DescribeNetworkAcls'],
    [
      'of a NAT gateway of the whole VPC',
      { network: overNat({ natGateways: [natGateway({ SubnetId: undefined })] }) },
      'nat-1',
    ],
    [
      'of egress over a transit gateway',
      { network: { routeTables: publicTables({ '1': [route('0.0.0.0/0', 'tgw-1')] }) } },
      'tgw-1',
    ],
    [
      'of NAT that sends from one of two addresses, of which one is let in',
      {
        network: overNat({
          ...withGroup('52.0.0.99/32'),
          natGateways: [
            natGateway({
              NatGatewayAddresses: [
                { PublicIp: '52.0.0.99', PrivateIp: '10.0.8.8' },
                { PublicIp: '52.0.0.98', PrivateIp: '10.0.8.9' },
              ],
            }),
          ],
        }),
      },
      'sg-2',
    ],
  ])('is unknown because %s', (_name, given, what) => {
    const { verdict, reasons } = follow(given);
    expect(verdict).toBe('unknown');
    expect(reasons?.map(({ call, component }) => call ?? component)).toContain(what);
  });
});

function withAll(): Partial<NetworkAnswers> {
  return {
    securityGroups: [
      aGroup([]),
      aGroup([permission('-1', undefined, undefined, '0.0.0.0/0')], { GroupId: 'sg-2', VpcId: 'vpc-2' }),
    ],
  };
}

function excluded(vpc: string, InternetGatewayExclusionMode: string): Json {
  return {
    ExclusionId: `vpcbpa-exclude-${vpc}`,
    InternetGatewayExclusionMode,
    State: 'create-complete',
    ResourceArn: `arn:aws:ec2:eu-west-1:111122223333:vpc/${vpc}`,
  };
}

it('says what to change by what the receiver sees', () => {
  expect(follow({ network: withGroup('10.0.0.0/8') }).paths[0]?.changes).toEqual([
    'Add to sg-2: tcp 443 from 52.0.0.10/32.',
  ]);
  expect(
    follow({ network: overNat({ networkAcls: publicAcls({ nat: deny(true, '52.0.0.20/32') }) }) }).paths[0]?.changes,
  ).toEqual(['Add to acl-nat an outbound allow entry with a number below 1: tcp 443 to 52.0.0.20.']);
});

it('leaves strangers as they are', () => {
  expect(follow({ ask: { from: '9.9.9.9' } }).paths[0]?.hops).toHaveLength(9);
});
