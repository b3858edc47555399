import type { Fields } from '../record.ts';
import { type AliCollector, defineCollector } from './collector.ts';
import { forEach, textIn } from './paging.ts';

const networks = defineCollector({
  scope: 'region',
  calls: [
    'vpc:DescribeVpcs',
    'vpc:DescribeVSwitches',
    'vpc:DescribeEipAddresses',
    'vpc:DescribeHaVips',
    'vpc:DescribeIpv6Addresses',
    'vpc:DescribeFlowLogs',
  ],
  async collect({ ask, region: RegionId }) {
    await Promise.all([
      ask.list('vpc:DescribeVpcs', { RegionId }),
      ask.list('vpc:DescribeVSwitches', { RegionId }),
      ask.list('vpc:DescribeEipAddresses', { RegionId }),
      ask.list('vpc:DescribeHaVips', { RegionId }),
      ask.list('vpc:DescribeIpv6Addresses', { RegionId }),
      ask.list('vpc:DescribeFlowLogs', { RegionId }),
    ]);
  },
});

const routes = defineCollector({
  scope: 'region',
  calls: ['vpc:DescribeRouteTableList', 'vpc:DescribeRouteEntryList'],
  async collect({ ask, region: RegionId }) {
    const tables = await ask.list('vpc:DescribeRouteTableList', { RegionId }, (table) => textIn(table, 'RouteTableId'));
    await forEach(tables, (RouteTableId) => ask.list('vpc:DescribeRouteEntryList', { RegionId, RouteTableId }));
  },
});

/** Some regions list ACLs without their entries; those are asked for one by one. */
const networkAcls = defineCollector({
  scope: 'region',
  calls: ['vpc:DescribeNetworkAcls', 'vpc:DescribeNetworkAclAttributes'],
  async collect({ ask, region: RegionId }) {
    const bare = await ask.list('vpc:DescribeNetworkAcls', { RegionId }, (acl) =>
      acl['IngressAclEntries'] === undefined && acl['EgressAclEntries'] === undefined
        ? textIn(acl, 'NetworkAclId')
        : undefined,
    );
    await forEach(bare, (NetworkAclId) => ask.once('vpc:DescribeNetworkAclAttributes', { RegionId, NetworkAclId }));
  },
});

const natGateways = defineCollector({
  scope: 'region',
  calls: ['vpc:DescribeNatGateways', 'vpc:DescribeForwardTableEntries'],
  async collect({ ask, region: RegionId }) {
    const tables = await ask.list('vpc:DescribeNatGateways', { RegionId }, forwardTables);
    await forEach(tables, (ForwardTableId) =>
      ask.list('vpc:DescribeForwardTableEntries', { RegionId, ForwardTableId }),
    );
  },
});

const forwardTables = (gateway: Fields): readonly string[] => {
  const ids = (gateway['ForwardTableIds'] as Fields | undefined)?.['ForwardTableId'];
  return Array.isArray(ids) ? ids.map(String) : [];
};

export const vpcCollectors: readonly AliCollector[] = [networks, routes, networkAcls, natGateways];
