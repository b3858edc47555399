import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import { type Flow, readFlow } from '../../../lambdas/network/flow.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  type Json,
  type NetworkAnswers,
  permission,
  regionOf,
  route,
} from '../../support/network-estate.ts';
import {
  association,
  aTransitNetwork,
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
  readonly from?: string;
  readonly port?: string;
}

const VPN = { TransitGatewayAttachmentId: 'tgw-attach-v', ResourceType: 'vpn', ResourceId: 'vpn-1' };
const toVpn = transitRoute('192.168.0.0/16', '2', { TransitGatewayAttachments: [VPN] });

/** `i-2` lets tcp 5432 in from 192.168.0.0/16, which its table routes over the transit gateway to a VPN. */
const overVpn = (given: Given = {}): Given => ({
  ...given,
  network: {
    routeTables: [
      transitTable('1', '10.0.0.0/16'),
      transitTable('2', '10.9.0.0/16', route('192.168.0.0/16', 'tgw-1'), route('10.0.0.0/16', 'tgw-1')),
    ],
    securityGroups: [
      aGroup([]),
      aGroup([permission('tcp', 5432, 5432, '192.168.0.0/16')], { GroupId: 'sg-2', VpcId: 'vpc-2' }),
    ],
    ...given.network,
  },
  transit: { routes: { 'tgw-rtb-1': { Routes: [transitRoute('10.9.0.0/16', '2'), toVpn] } }, ...given.transit },
});

const gateway = (state: string | undefined): Json => ({
  VpnGatewayId: 'vgw-1',
  State: 'available',
  VpcAttachments: state === undefined ? [] : [{ VpcId: 'vpc-2', State: state }],
});

/** The same over a virtual private gateway, as a VPN or Direct Connect comes in without a transit gateway. */
const overGateway = (state: string | undefined, more: Json = {}, deniedTransit: readonly TransitCall[] = []): Given =>
  overVpn({
    network: {
      routeTables: [
        transitTable('1', '10.0.0.0/16'),
        transitTable('2', '10.9.0.0/16', route('192.168.0.0/16', 'vgw-1', more)),
      ],
    },
    transit: { vpnGateways: [gateway(state)] },
    deniedTransit,
  });

function follow({ network, transit, deniedTransit, from = '192.168.7.7', port = 'tcp/5432' }: Given) {
  const region = regionOf(aTransitNetwork(network, transit, deniedTransit));
  return diagnose(new AwsReach(region), { from, to: 'i-2', flow: readFlow(port) as Flow });
}
const blockersOf = (given: Given): readonly string[] =>
  (follow(given).paths[0]?.blockers ?? []).map(({ leg, component, code }) => `${leg} ${component} ${code}`);

it.each<[string, Given, string]>([
  ['a VPN behind a transit gateway', overVpn(), 'tgw-1'],
  ['a virtual private gateway', overGateway('attached'), 'vgw-1'],
  [
    'a virtual private gateway of which nothing was read',
    overGateway('attached', {}, ['ec2:DescribeVpnGateways']),
    'vgw-1',
  ],
  [
    'a transit gateway of which nothing was read',
    overVpn({ deniedTransit: ['ec2:SearchTransitGatewayRoutes'] }),
    'tgw-1',
  ],
])('what comes over %s is unknown where every hop of ours lets it through', (_name, given, link) => {
  const { verdict, reasons } = follow(given);
  expect(verdict).toBe('unknown');
  expect(reasons).toContainEqual({ code: 'X_MIDDLEBOX', component: link });
});

it.each<[string, Given, string[]]>([
  ['the groups refuse', overVpn({ port: 'tcp/22' }), ['forward sg-2 ENI_SG_RULES_MISMATCH']],
  [
    'the ACL refuses on the way in',
    overVpn({
      network: {
        networkAcls: transitAcls({ '2': [aclEntry(1, false, 'deny', '-1', '192.168.0.0/16'), ...ALLOW_ALL_ENTRIES] }),
      },
    }),
    ['forward acl-2 SUBNET_ACL_RESTRICTION'],
  ],
  [
    'the ACL lets no reply out',
    overVpn({
      network: {
        networkAcls: transitAcls({ '2': [aclEntry(1, true, 'deny', '-1', '192.168.0.0/16'), ...ALLOW_ALL_ENTRIES] }),
      },
    }),
    ['return acl-2 SUBNET_ACL_RESTRICTION'],
  ],
  [
    'the attachment’s ACL takes no reply',
    overVpn({
      network: {
        networkAcls: transitAcls({ '2t': [aclEntry(1, false, 'deny', '-1', '10.9.2.0/24'), ...ALLOW_ALL_ENTRIES] }),
      },
    }),
    ['return acl-2t SUBNET_ACL_RESTRICTION'],
  ],
  [
    'the gateway knows no way back',
    overVpn({ transit: { routes: { 'tgw-rtb-1': { Routes: [] } } } }),
    ['return tgw-rtb-1 TGW_RTB_CANNOT_ROUTE'],
  ],
  [
    'the gateway drops replies',
    overVpn({ transit: { routes: { 'tgw-rtb-1': { Routes: [toVpn, transitRoute('192.168.7.0/24', undefined)] } } } }),
    ['return tgw-rtb-1 TGW_RTB_BAD_STATE_ROUTE'],
  ],
  [
    'the attachment has no table',
    overVpn({ transit: { attachments: [association('2', { Association: undefined })] } }),
    ['return tgw-attach-2 TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
  ],
  [
    'the VPC is not attached any more',
    overVpn({ transit: { vpcAttachments: [vpcAttachment('1'), vpcAttachment('2', { State: 'deleted' })] } }),
    ['return tgw-attach-2 BAD_STATE_ATTACHMENT'],
  ],
  ['the virtual private gateway is detached', overGateway('detached'), ['return rtb-2 BAD_STATE_ATTACHMENT']],
  ['the route to it is dead', overGateway('attached', { State: 'blackhole' }), ['return rtb-2 BAD_STATE_ROUTE']],
])('it is blocked where %s', (_name, given, blockers) => {
  expect([follow(given).verdict, blockersOf(given)]).toEqual(['blocked', blockers]);
});

it('is blocked where no route leads back, whoever sends', () => {
  const { verdict, paths } = follow(overVpn({ from: '172.16.0.1' }));
  expect(verdict).toBe('blocked');
  expect(paths[0]?.blockers.map(({ code }) => code)).toContain('X_RETURN_ROUTE_NOT_IGW');
});

it('may be let in by a group of an account that was not read', () => {
  const securityGroups = [
    aGroup([]),
    aGroup([permission('tcp', 5432, 5432, 'sg-foreign')], { GroupId: 'sg-2', VpcId: 'vpc-2' }),
  ];
  const { verdict, reasons } = follow(overVpn({ network: { securityGroups } }));
  expect(verdict).toBe('unknown');
  expect(reasons?.map(({ message }) => message)).toContain('sg-foreign is not in the answer');
});

it('a range is cut by where replies go: on to a VPC of ours, beyond, or nowhere', () => {
  const given = overVpn({
    from: '10.0.0.0/15',
    network: {
      routeTables: [
        transitTable('1', '10.0.0.0/16', route('10.9.0.0/16', 'tgw-1')),
        transitTable('2', '10.9.0.0/16', route('10.0.0.0/15', 'tgw-1')),
      ],
      securityGroups: [aGroup([]), aGroup([permission('tcp', 5432, 5432, '10.0.0.0/8')], { GroupId: 'sg-2' })],
    },
    transit: {
      routes: {
        'tgw-rtb-1': {
          Routes: [
            transitRoute('10.0.0.0/16', '1'),
            transitRoute('10.9.0.0/16', '2'),
            { ...toVpn, DestinationCidrBlock: '10.1.0.0/17' },
          ],
        },
      },
    },
  });
  const { parts } = follow(given);
  const fate = (address: string): string => follow({ ...given, from: address }).verdict;
  expect(parts.filter(({ verdict }) => verdict === 'reachable').flatMap(({ sources }) => sources)).toEqual([
    '10.0.1.0/24',
    '10.0.9.0/28',
  ]);
  expect(parts.find(({ verdict }) => verdict === 'blocked')).toMatchObject({
    sources: ['10.1.128.0/17'],
    blockers: [{ code: 'TGW_RTB_CANNOT_ROUTE' }],
  });
  expect([fate('10.0.1.9'), fate('10.1.0.1'), fate('10.1.128.1')]).toEqual(['reachable', 'unknown', 'blocked']);
});
