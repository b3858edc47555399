import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { type DiagnoseRequest, diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import { type Flow, readFlow } from '../../../lambdas/network/flow.ts';
import { ALB, aNode, balancerCalls } from '../../support/network-balancer.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  aSubnet,
  type Json,
  type ListName,
  type NetworkAnswers,
  permission,
  regionOf,
  route,
} from '../../support/network-estate.ts';
import {
  aGateway,
  association,
  aTransitNetwork,
  machine,
  TRANSIT_CALLS,
  type TransitAnswers,
  type TransitCall,
  transitAcls,
  transitRoute,
  transitTable,
  vpcAttachment,
} from '../../support/transit-network.ts';

interface Given {
  readonly network?: Partial<NetworkAnswers>;
  readonly transit?: Partial<TransitAnswers>;
  readonly deniedTransit?: readonly TransitCall[];
  readonly denied?: readonly ListName[];
  readonly ask?: Partial<DiagnoseRequest> & { readonly port?: string };
}

function follow({ network = {}, transit = {}, deniedTransit = [], denied = [], ask = {} }: Given = {}) {
  const { port = 'tcp/5432', ...request } = ask;
  const region = regionOf(aTransitNetwork(network, transit, deniedTransit), denied);
  return diagnose(new AwsReach(region), { from: 'i-1', to: 'i-2', flow: readFlow(port) as Flow, ...request });
}

/** Blockers of the best way as `leg component CODE`. */
const blockersOf = (given: Given): readonly string[] =>
  (follow(given).paths[0]?.blockers ?? []).map(({ leg, component, code }) => `${leg} ${component} ${code}`);
const messagesOf = (given: Given): readonly string[] =>
  (follow(given).paths[0]?.blockers ?? []).map(({ message }) => message);

const only = (transit: Partial<TransitAnswers>): Given => ({ transit });
const routes = (...all: readonly Json[]): Given => only({ routes: { 'tgw-rtb-1': { Routes: all } } });
const HOME = transitRoute('10.0.0.0/16', '1');
const deny = (egress: boolean, cidr: string): readonly Json[] => [
  aclEntry(1, egress, 'deny', '-1', cidr),
  ...ALLOW_ALL_ENTRIES,
];
const withAcls = (acls: Readonly<Record<string, readonly Json[]>>): Given => ({
  network: { networkAcls: transitAcls(acls) },
});

test('every hop of both legs, in the order in which a packet meets them', () => {
  const { verdict, paths } = follow();
  expect(verdict).toBe('reachable');
  expect(paths[0]?.hops.map(({ leg, hop, component }) => `${leg} ${hop} ${component}`)).toEqual([
    'forward interface eni-1',
    'forward instance i-1',
    'forward security-group-out sg-1',
    'forward network-acl-out acl-1',
    'forward route-table rtb-1',
    'forward transit-gateway-attachment tgw-attach-1',
    'forward network-acl-in acl-1t',
    'forward transit-gateway tgw-1',
    'forward transit-gateway-route-table tgw-rtb-1',
    'forward transit-gateway-attachment tgw-attach-2',
    'forward network-acl-out acl-2t',
    'forward route-table rtb-2',
    'forward network-acl-in acl-2',
    'forward security-group-in sg-2',
    'forward interface eni-2',
    'forward instance i-2',
    'return network-acl-out acl-2',
    'return route-table rtb-2',
    'return transit-gateway-attachment tgw-attach-2',
    'return network-acl-in acl-2t',
    'return transit-gateway-route-table tgw-rtb-1',
    'return network-acl-out acl-1t',
    'return route-table rtb-1',
    'return network-acl-in acl-1',
  ]);
});

describe('is blocked', () => {
  it.each<[string, Given, string[]]>([
    [
      'without a route to the gateway',
      {
        network: {
          routeTables: [
            transitTable('1', '10.0.0.0/16'),
            transitTable('2', '10.9.0.0/16', route('10.0.0.0/16', 'tgw-1')),
          ],
        },
      },
      ['forward rtb-1 NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'without a route back to it',
      {
        network: {
          routeTables: [
            transitTable('1', '10.0.0.0/16', route('10.9.0.0/16', 'tgw-1')),
            transitTable('2', '10.9.0.0/16'),
          ],
        },
      },
      ['return rtb-2 NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'over a gateway that is deleted',
      only({ gateways: [aGateway({ State: 'deleted' })] }),
      ['forward tgw-1 BAD_STATE'],
    ],
    [
      'where the sender’s VPC is not attached',
      only({ vpcAttachments: [vpcAttachment('2')] }),
      ['forward vpc-1 BAD_STATE_ATTACHMENT'],
    ],
    [
      'where the receiver’s is not, and no route leads there',
      { transit: { vpcAttachments: [vpcAttachment('1')], routes: { 'tgw-rtb-1': { Routes: [HOME] } } } },
      ['forward tgw-rtb-1 TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', 'forward vpc-2 BAD_STATE_ATTACHMENT'],
    ],
    [
      'over an attachment that nobody accepted',
      only({ vpcAttachments: [vpcAttachment('1'), vpcAttachment('2', { State: 'pendingAcceptance' })] }),
      ['forward tgw-attach-2 BAD_STATE_ATTACHMENT'],
    ],
    [
      'from a zone where the sender’s attachment has no subnet',
      { network: { subnets: inZones({ '1': 'eu-west-1b' }) } },
      ['forward tgw-attach-1 TGW_ROUTE_AZ_RESTRICTION'],
    ],
    [
      'where the receiver’s has none in the zone of the receiver: nothing comes back',
      { network: { subnets: inZones({ '2': 'eu-west-1b' }) } },
      ['return tgw-attach-2 TGW_ROUTE_AZ_RESTRICTION'],
    ],
    [
      'where no table is associated',
      only({ attachments: [association('1', { Association: undefined }), association('2')] }),
      ['forward tgw-attach-1 TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
    ],
    [
      'where none is on the way back',
      only({ attachments: [association('1'), association('2', { Association: undefined })] }),
      ['return tgw-attach-2 TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
    ],
    [
      'where no route of the gateway leads there',
      routes(HOME),
      ['forward tgw-rtb-1 TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
    ],
    [
      'where the one that leads to the VPC is about other addresses',
      routes(HOME, transitRoute('10.9.128.0/17', '2')),
      ['forward tgw-rtb-1 TGW_RTB_CANNOT_ROUTE'],
    ],
    [
      'where a blackhole is more specific',
      routes(HOME, transitRoute('10.9.0.0/16', '2'), transitRoute('10.9.2.0/24', undefined, { Type: 'static' })),
      ['forward tgw-rtb-1 TGW_RTB_BAD_STATE_ROUTE'],
    ],
    [
      'where a static blackhole beats the propagated route',
      routes(HOME, transitRoute('10.9.0.0/16', '2'), transitRoute('10.9.0.0/16', undefined, { Type: 'static' })),
      ['forward tgw-rtb-1 TGW_RTB_BAD_STATE_ROUTE'],
    ],
    [
      'where a more specific route leads back to the sender',
      routes(HOME, transitRoute('10.9.0.0/16', '2'), transitRoute('10.9.2.0/24', '1', { Type: 'static' })),
      ['forward tgw-rtb-1 TGW_RTB_MORE_SPECIFIC_ROUTE'],
    ],
    [
      'where a static route to another VPC beats the propagated one',
      routes(HOME, transitRoute('10.9.0.0/16', '2'), transitRoute('10.9.0.0/16', '1', { Type: 'static' })),
      ['forward tgw-rtb-1 TGW_RTB_HIGHER_PRIORITY_ROUTE'],
    ],
    [
      'where the gateway has no way back',
      routes(transitRoute('10.9.0.0/16', '2')),
      ['return tgw-rtb-1 TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
    ],
    [
      'by the sender’s ACL on the way out',
      withAcls({ '1': deny(true, '10.9.2.0/24') }),
      ['forward acl-1 SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by the attachment’s on the way in',
      withAcls({ '1t': deny(false, '10.0.1.0/24') }),
      ['forward acl-1t SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by the other attachment’s on the way out',
      withAcls({ '2t': deny(true, '10.9.2.0/24') }),
      ['forward acl-2t SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by the receiver’s on the way in',
      withAcls({ '2': deny(false, '10.0.1.0/24') }),
      ['forward acl-2 SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by the receiver’s on the way back',
      withAcls({ '2': deny(true, '10.0.1.0/24') }),
      ['return acl-2 SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by its attachment’s on the way back',
      withAcls({ '2t': deny(false, '10.9.2.0/24') }),
      ['return acl-2t SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by the sender’s attachment’s on the way back',
      withAcls({ '1t': deny(true, '10.0.1.0/24') }),
      ['return acl-1t SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by the sender’s on the way back',
      withAcls({ '1': deny(false, '10.9.2.0/24') }),
      ['return acl-1 SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by ACLs that let replies through to no client port in common',
      withAcls({
        '1t': [
          aclEntry(1, false, 'allow', '-1', '0.0.0.0/0'),
          aclEntry(1, true, 'allow', '6', '0.0.0.0/0', [1024, 30000]),
        ],
        '2': [
          aclEntry(1, false, 'allow', '-1', '0.0.0.0/0'),
          aclEntry(1, true, 'allow', '6', '0.0.0.0/0', [40000, 65535]),
        ],
      }),
      ['return acl-1t SUBNET_ACL_RESTRICTION'],
    ],
    [
      'by all that is wrong at once, each said',
      {
        network: {
          networkAcls: transitAcls({ '1t': deny(false, '10.0.1.0/24') }),
          securityGroups: [aGroup([]), aGroup([], { GroupId: 'sg-2' })],
        },
        transit: { gateways: [aGateway({ State: 'deleting' })], routes: { 'tgw-rtb-1': { Routes: [] } } },
      },
      [
        'forward acl-1t SUBNET_ACL_RESTRICTION',
        'forward tgw-1 BAD_STATE',
        'forward tgw-rtb-1 TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
        'forward sg-2 SG_HAS_NO_RULES',
        'return tgw-rtb-1 TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
      ],
    ],
  ])('%s', (_name, given, blockers) => {
    expect(follow(given).verdict).toBe('blocked');
    expect(blockersOf(given)).toEqual(blockers);
  });
});

/** The four subnets, some of them in other zones. */
function inZones(zones: Readonly<Record<string, string | undefined>>, more: readonly Json[] = []): readonly Json[] {
  return [
    ...(aTransitNetwork().subnets as Json[]).map((subnet) => {
      const name = String(subnet['SubnetId']).slice('subnet-'.length);
      return name in zones ? { ...subnet, AvailabilityZone: zones[name] } : subnet;
    }),
    ...more,
  ];
}

describe('gets through', () => {
  const other = aSubnet({
    SubnetId: 'subnet-2u',
    VpcId: 'vpc-2',
    CidrBlock: '10.9.10.0/28',
    AvailabilityZone: 'eu-west-1b',
    Ipv6CidrBlockAssociationSet: [],
  });
  const inAttachment = { SubnetId: 'subnet-2t' };
  it.each<[string, Given]>([
    [
      'where the receiver stands in the subnet of the attachment, whose ACL is not asked on the way in',
      {
        network: {
          networkInterfaces: [machine('1', '10.0.1.10'), machine('2', '10.9.2.20', inAttachment)],
          networkAcls: transitAcls({
            '2t': [...deny(false, '10.0.0.0/16'), aclEntry(2, true, 'deny', '-1', '10.9.2.20/32')],
          }),
        },
        ask: { to: '10.9.2.20' },
      },
    ],
    [
      'by a static route, and whatever a less specific one says',
      routes(HOME, transitRoute('10.0.0.0/8', undefined), transitRoute('10.9.0.0/16', '2', { Type: 'static' })),
    ],
    ['from a whole subnet', { ask: { from: '10.0.1.0/24' } }],
    [
      'where the subnet of another zone is closed, through which nothing goes',
      {
        network: {
          subnets: inZones({}, [other]),
          networkAcls: [
            ...transitAcls(),
            {
              NetworkAclId: 'acl-2u',
              VpcId: 'vpc-2',
              Associations: [{ SubnetId: 'subnet-2u' }],
              Entries: deny(true, '10.9.2.0/24'),
            },
          ],
        },
        transit: {
          vpcAttachments: [vpcAttachment('1'), vpcAttachment('2', { SubnetIds: ['subnet-2t', 'subnet-2u'] })],
        },
      },
    ],
    [
      'where appliance mode picks a subnet and all have the same ACL',
      {
        network: {
          subnets: inZones({}, [
            aSubnet({
              SubnetId: 'subnet-2u',
              VpcId: 'vpc-2',
              CidrBlock: '10.9.10.0/28',
              AvailabilityZone: 'eu-west-1b',
              Ipv6CidrBlockAssociationSet: [],
            }),
          ]),
        },
        transit: {
          vpcAttachments: [
            vpcAttachment('1'),
            vpcAttachment('2', { SubnetIds: ['subnet-2t', 'subnet-2u'] }, { ApplianceModeSupport: 'enable' }),
          ],
        },
      },
    ],
  ])('%s', (_name, given) => {
    expect(blockersOf(given)).toEqual([]);
    expect(follow(given).verdict).toBe('reachable');
  });
});

describe('groups of the other VPC', () => {
  const inbound: Partial<NetworkAnswers> = {
    securityGroups: [aGroup([]), aGroup([permission('tcp', 5432, 5432, 'sg-1')], { GroupId: 'sg-2', VpcId: 'vpc-2' })],
  };
  const supports = (gateway: string, attachment = 'enable'): Partial<TransitAnswers> => ({
    gateways: [aGateway({}, { SecurityGroupReferencingSupport: gateway })],
    vpcAttachments: [vpcAttachment('1', {}, { SecurityGroupReferencingSupport: attachment }), vpcAttachment('2')],
  });
  const outbound: Partial<NetworkAnswers> = {
    securityGroups: [
      aGroup([], { IpPermissionsEgress: [permission('tcp', 5432, 5432, 'sg-2')] }),
      aGroup([permission('tcp', 5432, 5432, '10.0.1.0/24')], { GroupId: 'sg-2', VpcId: 'vpc-2' }),
    ],
  };

  it.each<[string, Given, string, string[]]>([
    ['gateway and attachments carry them', { network: inbound, transit: supports('enable') }, 'reachable', []],
    [
      'the gateway does not',
      { network: inbound, transit: supports('disable') },
      'blocked',
      ['forward sg-2 SG_REFERENCING_SUPPORT'],
    ],
    [
      'one attachment does not',
      { network: inbound, transit: supports('enable', 'disable') },
      'blocked',
      ['forward sg-2 SG_REFERENCING_SUPPORT'],
    ],
    [
      'outbound rules name them',
      { network: outbound, transit: supports('enable') },
      'blocked',
      ['forward sg-1 SG_REFERENCES_NOT_PRESERVED'],
    ],
    [
      'an unread gateway may carry them',
      { network: inbound, transit: supports('enable'), deniedTransit: ['ec2:DescribeTransitGateways'] },
      'unknown',
      [],
    ],
  ])('%s', (_name, given, verdict, blockers) => {
    expect([follow(given).verdict, blockersOf(given)]).toEqual([verdict, blockers]);
  });

  it('says what to do', () => {
    const [path] = follow({ network: inbound, transit: supports('disable') }).paths;
    expect([path?.blockers[0]?.message, path?.changes]).toEqual([
      'sg-2 lets it in only by a rule that names a group, and tgw-1 does not carry groups here.',
      [
        'Enable security group referencing on the transit gateway and its attachments, or add to sg-2: tcp 5432 from 10.0.1.10/32.',
      ],
    ]);
  });
});

describe('is unknown, never reachable or blocked', () => {
  it.each(TRANSIT_CALLS)('where %s was denied', (call) => {
    const { verdict, reasons } = follow({ deniedTransit: [call] });
    expect([verdict, [...new Set(reasons?.map((each) => each.call))]]).toEqual(['unknown', [call]]);
  });

  const second = aSubnet({
    SubnetId: 'subnet-2u',
    VpcId: 'vpc-2',
    CidrBlock: '10.9.10.0/28',
    AvailabilityZone: 'eu-west-1c',
    Ipv6CidrBlockAssociationSet: [],
  });
  it.each<[string, Given, string]>([
    [
      'where the table has more routes than were given',
      only({
        routes: { 'tgw-rtb-1': { Routes: [HOME, transitRoute('10.9.0.0/16', '2')], AdditionalRoutesAvailable: true } },
      }),
      'ec2:SearchTransitGatewayRoutes',
    ],
    [
      'where another account owns the gateway and its tables',
      only({
        gateways: [aGateway({ OwnerId: '999988887777' })],
        attachments: ['1', '2'].map((each) =>
          association(each, { TransitGatewayOwnerId: '999988887777', Association: undefined }),
        ),
        tables: [],
      }),
      'ec2:DescribeTransitGatewayAttachments',
    ],
    [
      'while an attachment is being changed',
      only({ vpcAttachments: [vpcAttachment('1', { State: 'modifying' }), vpcAttachment('2')] }),
      'ec2:DescribeTransitGatewayVpcAttachments',
    ],
    [
      'while a table is being associated',
      only({
        attachments: [
          association('1', { Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associating' } }),
          association('2'),
        ],
      }),
      'ec2:DescribeTransitGatewayAttachments',
    ],
    [
      'from a Local Zone, whose parent is not in the snapshot',
      { network: { subnets: inZones({ '1': 'eu-west-1-waw-1a' }) } },
      'ec2:DescribeAvailabilityZones',
    ],
    [
      'over a VPN',
      routes(
        HOME,
        transitRoute('10.9.0.0/16', '2', {
          TransitGatewayAttachments: [
            { TransitGatewayAttachmentId: 'tgw-attach-v', ResourceType: 'vpn', ResourceId: 'vpn-1' },
          ],
        }),
      ),
      'tgw-attach-v',
    ],
    [
      'over a peered gateway of another Region',
      routes(
        HOME,
        transitRoute('10.9.0.0/16', '2', {
          TransitGatewayAttachments: [
            { TransitGatewayAttachmentId: 'tgw-attach-p', ResourceType: 'peering', ResourceId: 'tgw-9' },
          ],
        }),
      ),
      'tgw-attach-p',
    ],
    [
      'through a VPC of ours that hands it back to the gateway, which then leads there',
      {
        network: {
          vpcs: [...aTransitNetwork().vpcs, { VpcId: 'vpc-3', CidrBlock: '10.3.0.0/16' }],
          subnets: inZones({}, [aSubnet({ SubnetId: 'subnet-3t', VpcId: 'vpc-3', CidrBlock: '10.3.9.0/28' })]),
          routeTables: [
            ...aTransitNetwork().routeTables,
            transitTable('3', '10.3.0.0/16', route('0.0.0.0/0', 'tgw-1')),
          ],
        },
        transit: {
          vpcAttachments: ['1', '2', '3'].map((each) => vpcAttachment(each)),
          attachments: ['1', '2', '3'].map((each) =>
            association(each, {
              Association: {
                TransitGatewayRouteTableId: each === '3' ? 'tgw-rtb-3' : 'tgw-rtb-1',
                State: 'associated',
              },
            }),
          ),
          tables: ['1', '3'].map((each) => ({
            TransitGatewayRouteTableId: `tgw-rtb-${each}`,
            TransitGatewayId: 'tgw-1',
          })),
          routes: {
            'tgw-rtb-1': { Routes: [HOME, transitRoute('10.9.0.0/16', '3', { Type: 'static' })] },
            'tgw-rtb-3': { Routes: [transitRoute('10.9.0.0/16', '2')] },
          },
        },
      },
      'tgw-attach-3',
    ],
    ['through a VPC of another account', routes(HOME, transitRoute('10.9.0.0/16', '9')), 'tgw-attach-9'],
    [
      'where the gateway picks one of two subnets whose ACLs differ',
      {
        network: {
          subnets: inZones({ '2t': 'eu-west-1b' }, [second]),
          networkAcls: [
            ...transitAcls(),
            {
              NetworkAclId: 'acl-2u',
              VpcId: 'vpc-2',
              Associations: [{ SubnetId: 'subnet-2u' }],
              Entries: deny(true, '10.9.2.0/24'),
            },
          ],
        },
        transit: {
          vpcAttachments: [
            vpcAttachment('1'),
            vpcAttachment('2', { SubnetIds: ['subnet-2t', 'subnet-2u', 'subnet-2v'] }),
          ],
        },
      },
      'tgw-1',
    ],
  ])('%s', (_name, given, what) => {
    const { verdict, reasons } = follow(given);
    expect(verdict).toBe('unknown');
    expect(reasons?.map(({ call, component }) => call ?? component)).toContain(what);
  });

  it('but blocked where another hop certainly refuses', () => {
    const given: Given = {
      network: { securityGroups: [aGroup([]), aGroup([], { GroupId: 'sg-2' })] },
      deniedTransit: ['ec2:SearchTransitGatewayRoutes'],
    };
    expect([follow(given).verdict, blockersOf(given)]).toEqual(['blocked', ['forward sg-2 SG_HAS_NO_RULES']]);
  });
});

test('messages name the setting and its value', () => {
  expect(messagesOf({ network: { subnets: inZones({ '1': 'eu-west-1b' }) } })).toEqual([
    'tgw-attach-1 has no subnet in eu-west-1b, where subnet-1 is.',
  ]);
  expect(messagesOf(routes(HOME, transitRoute('10.9.2.0/24', undefined)))).toEqual([
    'It takes 10.9.2.0/24 → nothing (blackhole), which drops it.',
  ]);
});

describe('a balancer whose target stands in the other VPC', () => {
  const exposed = (denied: readonly TransitCall[] = []) => {
    const target = {
      targetGroup: { TargetType: 'ip' },
      target: { Id: '10.9.2.20', Port: 8080, AvailabilityZone: 'all' },
    };
    const node = machine('1', '10.0.1.50', {
      ...aNode(ALB),
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.50', Primary: true, Association: { PublicIp: '52.0.0.50' } }],
    });
    const network = aTransitNetwork({}, {}, denied);
    const region = regionOf({
      ...network,
      internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
      routeTables: [
        transitTable('1', '10.0.0.0/16', route('10.9.0.0/16', 'tgw-1'), route('0.0.0.0/0', 'igw-1')),
        ...network.routeTables.slice(1),
      ],
      securityGroups: [
        aGroup([]),
        aGroup([permission('tcp', 443, 443, '0.0.0.0/0')], { GroupId: 'sg-lb' }),
        aGroup([permission('tcp', 8080, 8080, '10.0.1.0/24')], { GroupId: 'sg-2', VpcId: 'vpc-2' }),
      ],
      networkInterfaces: [...network.networkInterfaces, node],
      more: [...network.more, ...balancerCalls(target)],
    });
    const { exposures } = new AwsReach(region).ofInterface('eni-2');
    return exposures.map(({ traffic, via }) => [traffic.verdict, via?.id, via?.targetPort]);
  };

  it.each<[string, readonly TransitCall[], string]>([
    ['reaches it over the gateway', [], 'reachable'],
    ['may reach it where the routes were not read', ['ec2:SearchTransitGatewayRoutes'], 'unknown'],
  ])('%s', (_name, denied, verdict) => {
    expect(exposed(denied)).toEqual([[verdict, ALB, 8080]]);
  });
});
