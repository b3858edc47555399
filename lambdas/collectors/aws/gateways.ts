import {
  DescribeCarrierGatewaysCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewayRouteTablesCommand,
  DescribeTransitGatewaysCommand,
  DescribeTransitGatewayVpcAttachmentsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpnGatewaysCommand,
  SearchTransitGatewayRoutesCommand,
  type SearchTransitGatewayRoutesRequest,
} from '@aws-sdk/client-ec2';
import { objects, text } from '#inventory/fields.ts';
import { type AwsCollector, defineCollector, listCollector } from './collector.ts';

/**
 * Transit gateways, where a VPC of the region is attached to one; most regions answer the first call with none.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html
 */
const transitGateways = defineCollector({
  scope: 'region',
  actions: [
    'ec2:DescribeTransitGatewayAttachments',
    'ec2:DescribeTransitGatewayRouteTables',
    'ec2:DescribeTransitGatewayVpcAttachments',
    'ec2:DescribeTransitGateways',
    'ec2:SearchTransitGatewayRoutes',
  ],
  needs: 'interface',
  async collect({ clients: { ec2 }, record }) {
    let attached = 0;
    const whole = await record.pages(
      'ec2:DescribeTransitGatewayVpcAttachments',
      { MaxResults: 1000 },
      (input, options) => ec2.send(new DescribeTransitGatewayVpcAttachmentsCommand(input), options),
      {
        async onPage(page) {
          attached += objects(page['TransitGatewayVpcAttachments']).length;
        },
      },
    );
    if (whole && attached === 0) return;
    await Promise.all([
      record.pages('ec2:DescribeTransitGateways', { MaxResults: 1000 }, (input, options) =>
        ec2.send(new DescribeTransitGatewaysCommand(input), options),
      ),
      record.pages('ec2:DescribeTransitGatewayAttachments', { MaxResults: 1000 }, (input, options) =>
        ec2.send(new DescribeTransitGatewayAttachmentsCommand(input), options),
      ),
      record.pages(
        'ec2:DescribeTransitGatewayRouteTables',
        { MaxResults: 1000 },
        (input, options) => ec2.send(new DescribeTransitGatewayRouteTablesCommand(input), options),
        {
          async onPage(page) {
            await Promise.all(
              objects(page['TransitGatewayRouteTables']).map(async (table) => {
                const TransitGatewayRouteTableId = text(table['TransitGatewayRouteTableId']);
                if (TransitGatewayRouteTableId === undefined) return;
                const Filters = [{ Name: 'state', Values: ['active', 'blackhole'] }];
                await record.pages(
                  'ec2:SearchTransitGatewayRoutes',
                  { TransitGatewayRouteTableId, Filters, MaxResults: 1000 },
                  (input, options) =>
                    ec2.send(
                      new SearchTransitGatewayRoutesCommand(input as unknown as SearchTransitGatewayRoutesRequest),
                      options,
                    ),
                );
              }),
            );
          },
        },
      ),
    ]);
  },
});

/** Endpoints, and the gateways besides the Internet's own. */
export const gatewayCollectors: readonly AwsCollector[] = [
  listCollector(
    { call: 'ec2:DescribeVpcEndpoints', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeVpcEndpointsCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeVpnGateways', needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeVpnGatewaysCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeCarrierGateways', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeCarrierGatewaysCommand(input), options),
  ),
  transitGateways,
];
