import {
  DescribeAddressesCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeFlowLogsCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  DescribeVpcsCommand,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import { publicInstanceOf, readNetworkInterface } from '#inventory/aws/ec2.ts';
import { objects } from '#inventory/fields.ts';
import { type AwsCollector, defineCollector, listCollector } from './collector.ts';

/**
 * The two lists that tell whether a region is empty; they are read before all others.
 *
 * `MaxResults` is always sent: unpaginated calls fall into EC2's smaller request bucket.
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export const vpcs = listCollector(
  { call: 'ec2:DescribeVpcs', request: { MaxResults: 1000 } },
  ({ ec2 }) =>
    (input, options) =>
      ec2.send(new DescribeVpcsCommand(input), options),
);

export const networkInterfaces = defineCollector({
  scope: 'region',
  actions: ['ec2:DescribeNetworkInterfaces'],
  needs: 'vpc',
  async collect({ clients: { ec2 }, record, publicInstanceIds }) {
    await record.pages(
      'ec2:DescribeNetworkInterfaces',
      { MaxResults: 1000 },
      (input, options) => ec2.send(new DescribeNetworkInterfacesCommand(input), options),
      {
        async onPage(page) {
          for (const raw of objects(page['NetworkInterfaces'])) {
            const instanceId = publicInstanceOf(readNetworkInterface(raw));
            if (instanceId !== undefined) publicInstanceIds?.add(instanceId);
          }
        },
      },
    );
  },
});

const managedPrefixLists = defineCollector({
  scope: 'region',
  actions: ['ec2:DescribeManagedPrefixLists', 'ec2:GetManagedPrefixListEntries'],
  needs: 'vpc',
  async collect({ clients: { ec2 }, record }) {
    const ids: string[] = [];
    await record.pages(
      'ec2:DescribeManagedPrefixLists',
      { MaxResults: 100 },
      (input, options) => ec2.send(new DescribeManagedPrefixListsCommand(input), options),
      {
        async onPage(page) {
          for (const { PrefixListId } of (page['PrefixLists'] ?? []) as { PrefixListId?: string }[]) {
            if (PrefixListId) ids.push(PrefixListId);
          }
        },
      },
    );
    await Promise.all(
      ids.map((PrefixListId) =>
        record.pages('ec2:GetManagedPrefixListEntries', { PrefixListId, MaxResults: 100 }, (input, options) =>
          ec2.send(new GetManagedPrefixListEntriesCommand(input as { PrefixListId: string }), options),
        ),
      ),
    );
  },
});

const blockPublicAccess = defineCollector({
  scope: 'region',
  actions: ['ec2:DescribeVpcBlockPublicAccessOptions'],
  needs: 'vpc',
  async collect({ clients: { ec2 }, record }) {
    await record.once('ec2:DescribeVpcBlockPublicAccessOptions', {}, (input, options) =>
      ec2.send(new DescribeVpcBlockPublicAccessOptionsCommand(input), options),
    );
  },
});

/** What a region with a VPC is read for. Page sizes are the largest that each call takes. */
export const ec2Collectors: readonly AwsCollector[] = [
  listCollector(
    { call: 'ec2:DescribeSubnets', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeSubnetsCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeNetworkAcls', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeNetworkAclsCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeRouteTables', request: { MaxResults: 100 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeRouteTablesCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeInternetGateways', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeInternetGatewaysCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeEgressOnlyInternetGateways', request: { MaxResults: 255 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeEgressOnlyInternetGatewaysCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeNatGateways', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeNatGatewaysCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeInstances', request: { MaxResults: 1000 }, needs: 'interface' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeInstancesCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeAddresses' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeAddressesCommand(input), options),
  ),
  managedPrefixLists,
  blockPublicAccess,
  listCollector(
    { call: 'ec2:DescribeVpcBlockPublicAccessExclusions', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeVpcBlockPublicAccessExclusionsCommand(input), options),
  ),
  listCollector(
    { call: 'ec2:DescribeFlowLogs', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeFlowLogsCommand(input), options),
  ),
];
