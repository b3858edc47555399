import type { AwsCollector } from '#collectors/aws/collector.ts';
import { gatewayCollectors } from '#collectors/aws/gateways.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const transitGateways = gatewayCollectors.at(-1) as AwsCollector;

const Filters = [{ Name: 'state', Values: ['active', 'blackhole'] }];

const attachments = (...all: readonly object[]) =>
  answered('ec2:DescribeTransitGatewayVpcAttachments', { TransitGatewayVpcAttachments: all });
const attachment = { TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-1', VpcId: 'vpc-1' };
const rest: readonly RecordedCall[] = [
  answered('ec2:DescribeTransitGateways', { TransitGateways: [{ TransitGatewayId: 'tgw-1' }] }),
  answered('ec2:DescribeTransitGatewayAttachments', { TransitGatewayAttachments: [] }),
  answered('ec2:DescribeTransitGatewayRouteTables', {
    TransitGatewayRouteTables: ['1', '2'].map((each) => ({
      TransitGatewayRouteTableId: `tgw-rtb-${each}`,
      TransitGatewayId: 'tgw-1',
    })),
  }),
  ...['1', '2'].map((each) =>
    answered(
      'ec2:SearchTransitGatewayRoutes',
      { Routes: [{ DestinationCidrBlock: '10.0.0.0/8', State: 'active' }] },
      { TransitGatewayRouteTableId: `tgw-rtb-${each}`, Filters },
    ),
  ),
];

test('without an attached VPC one call is enough, and the inventory knows', async () => {
  const calls = await collectedBy(transitGateways, [attachments(), ...rest]);
  expect(tallied(calls)).toEqual({ 'ec2:DescribeTransitGatewayVpcAttachments': 1 });
  expect(missingOf(inventoryOf(calls).transitGatewayRouteTables)).toEqual([]);
});

test('with one, every table and its routes', async () => {
  const calls = await collectedBy(transitGateways, [attachments(attachment), ...rest]);
  expect(requestsOf(calls, 'ec2:SearchTransitGatewayRoutes')).toHaveLength(2);
  expect(requestsOf(calls, 'ec2:SearchTransitGatewayRoutes')[0]).toMatchObject({
    MaxResults: 1000,
    Filters,
  });
  const { transitGatewayRouteTables: tables } = inventoryOf(calls);
  expect(tables).toMatchObject({ known: true, value: [{ routes: { known: true } }, { routes: { known: true } }] });
});

test('where attachments are denied, nothing is taken for granted', async () => {
  const calls = await collectedBy(transitGateways, [attachments(), ...rest], {
    faults: [{ calls: 'ec2:DescribeTransitGatewayVpcAttachments', kind: 'deny' }],
  });
  expect(Object.keys(tallied(calls))).toHaveLength(5);
  expect(missingOf(inventoryOf(calls).transitGatewayVpcAttachments)).toEqual([
    'ec2:DescribeTransitGatewayVpcAttachments UnauthorizedOperation',
  ]);
});
