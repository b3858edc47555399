import { known, seenOf } from '#inventory/known.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const tables = answered('ec2:DescribeTransitGatewayRouteTables', {
  TransitGatewayRouteTables: [
    { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1', State: 'available' },
    { TransitGatewayRouteTableId: 'tgw-rtb-2', TransitGatewayId: 'tgw-1', State: 'available' },
  ],
});
const route = (cidr: string, more: object = {}) => ({
  DestinationCidrBlock: cidr,
  Type: 'propagated',
  State: 'active',
  TransitGatewayAttachments: [
    { TransitGatewayAttachmentId: 'tgw-attach-2', ResourceType: 'vpc', ResourceId: 'vpc-2' },
    { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpn', ResourceId: 'vpn-1' },
  ],
  ...more,
});
const of = (table: string) => ({ TransitGatewayRouteTableId: table });
const routesOf = (region: ReturnType<typeof inventoryOf>, table: string) =>
  seenOf(region.transitGatewayRouteTables).find(({ id }) => id === table)?.routes ?? known('no such table');

test('each table has its own routes, canonical and in one order', () => {
  const region = inventoryOf([
    tables,
    answered(
      'ec2:SearchTransitGatewayRoutes',
      { Routes: [route('10.2.0.0/16'), route('10.1.2.3/16', { State: 'blackhole', Type: 'static' })] },
      of('tgw-rtb-1'),
    ),
    answered('ec2:SearchTransitGatewayRoutes', { Routes: [], ...of('tgw-rtb-2') }),
  ]);
  expect(routesOf(region, 'tgw-rtb-1')).toMatchObject({
    known: true,
    value: [
      { cidr: '10.1.0.0/16', state: 'blackhole', type: 'static', family: 'ipv4' },
      { cidr: '10.2.0.0/16', attachments: [{ id: 'tgw-attach-1' }, { id: 'tgw-attach-2' }] },
    ],
  });
  expect(routesOf(region, 'tgw-rtb-2')).toEqual(known([]));
});

test.each([
  [
    'denied',
    refused('ec2:SearchTransitGatewayRoutes', 'UnauthorizedOperation', of('tgw-rtb-1')),
    'UnauthorizedOperation',
  ],
  [
    'cut',
    answered('ec2:SearchTransitGatewayRoutes', { Routes: [], AdditionalRoutesAvailable: true }, of('tgw-rtb-1')),
    'Truncated',
  ],
  [
    'of no destination',
    answered('ec2:SearchTransitGatewayRoutes', { Routes: [{ State: 'active' }] }, of('tgw-rtb-1')),
    'Malformed',
  ],
  ['of another table', answered('ec2:SearchTransitGatewayRoutes', { Routes: [] }, of('tgw-rtb-2')), 'NotRead'],
])('routes that are %s are unknown', (_, call, code) => {
  expect(missingOf(routesOf(inventoryOf([tables, call]), 'tgw-rtb-1'))).toEqual([
    `ec2:SearchTransitGatewayRoutes ${code}`,
  ]);
});

test.each([
  ['neither says', {}, {}, false, true],
  [
    'both allow',
    { SecurityGroupReferencingSupport: 'enable' },
    { SecurityGroupReferencingSupport: 'enable' },
    true,
    true,
  ],
  [
    'both refuse',
    { SecurityGroupReferencingSupport: 'disable' },
    { SecurityGroupReferencingSupport: 'disable' },
    false,
    false,
  ],
])('groups over a transit gateway, where %s', (_, gateway, attachment, ofGateway, ofAttachment) => {
  const region = inventoryOf([
    answered('ec2:DescribeTransitGateways', { TransitGateways: [{ TransitGatewayId: 'tgw-1', Options: gateway }] }),
    answered('ec2:DescribeTransitGatewayVpcAttachments', {
      TransitGatewayVpcAttachments: [
        {
          TransitGatewayAttachmentId: 'a',
          TransitGatewayId: 'tgw-1',
          VpcId: 'vpc-1',
          Options: attachment,
          SubnetIds: ['s-2', 's-1'],
        },
      ],
    }),
  ]);
  expect(seenOf(region.transitGateways)[0]?.securityGroupReferencing).toBe(ofGateway);
  expect(seenOf(region.transitGatewayVpcAttachments)[0]).toMatchObject({
    securityGroupReferencing: ofAttachment,
    subnetIds: ['s-1', 's-2'],
    applianceMode: false,
  });
});

test('an attachment names the table that routes what comes from it', () => {
  const region = inventoryOf([
    answered('ec2:DescribeTransitGatewayAttachments', {
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: 'a',
          TransitGatewayId: 'tgw-1',
          ResourceType: 'vpc',
          ResourceId: 'vpc-1',
          State: 'available',
          Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
        },
      ],
    }),
  ]);
  expect(seenOf(region.transitGatewayAttachments)[0]).toMatchObject({
    resourceId: 'vpc-1',
    routeTableId: 'tgw-rtb-1',
    associationState: 'associated',
  });
});

test.each([
  [
    'an interface endpoint',
    { VpcEndpointType: 'Interface', State: 'Available', Groups: [{ GroupId: 'sg-1' }] },
    { type: 'interface', state: 'available', securityGroupIds: ['sg-1'] },
  ],
  ['a balancer endpoint', { VpcEndpointType: 'GatewayLoadBalancer' }, { type: 'gatewayloadbalancer' }],
  [
    'one that does not say',
    { RouteTableIds: ['rtb-2', 'rtb-1'] },
    { type: 'gateway', routeTableIds: ['rtb-1', 'rtb-2'] },
  ],
])('%s', (_, more, wanted) => {
  const raw = { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', ...more };
  const region = inventoryOf([answered('ec2:DescribeVpcEndpoints', { VpcEndpoints: [raw] })]);
  expect(seenOf(region.vpcEndpoints)).toEqual([expect.objectContaining({ id: 'vpce-1', ...wanted })]);
});

test('a virtual private gateway and a carrier gateway', () => {
  const region = inventoryOf([
    answered('ec2:DescribeVpnGateways', {
      VpnGateways: [
        { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }, {}] },
      ],
    }),
    answered('ec2:DescribeCarrierGateways', { CarrierGateways: [{ CarrierGatewayId: 'cagw-1', VpcId: 'vpc-1' }] }),
  ]);
  expect(seenOf(region.vpnGateways)[0]?.attachments).toEqual([{ vpcId: 'vpc-1', state: 'attached' }]);
  expect(seenOf(region.carrierGateways)[0]).toMatchObject({ vpcId: 'vpc-1', state: 'unknown' });
});
