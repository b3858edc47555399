import { type AliCollector, defineCollector } from './collector.ts';
import { forEach, textIn } from './paging.ts';

/** Groups with their rules, one call for each group, and the lists of addresses and ports that the rules name. */
const securityGroups = defineCollector({
  scope: 'region',
  calls: [
    'ecs:DescribeSecurityGroups',
    'ecs:DescribeSecurityGroupAttribute',
    'ecs:DescribePrefixListAttributes',
    'ecs:DescribePortRangeListEntries',
  ],
  async collect({ ask, region: RegionId }) {
    const groups = await ask.list('ecs:DescribeSecurityGroups', { RegionId }, (group) => {
      const id = textIn(group, 'SecurityGroupId');
      // A classic-network group has rules for each of its two interfaces; a VPC group lists all under `intranet`.
      const nicTypes = textIn(group, 'VpcId') === undefined ? ['intranet', 'internet'] : ['intranet'];
      return id === undefined ? undefined : nicTypes.map((NicType) => ({ SecurityGroupId: id, NicType }));
    });
    const prefixLists = new Set<string>();
    const portLists = new Set<string>();
    await forEach(groups, async (group) => {
      await ask.list('ecs:DescribeSecurityGroupAttribute', { RegionId, ...group, Direction: 'all' }, (rule) => {
        for (const key of ['SourcePrefixListId', 'DestPrefixListId']) {
          const id = textIn(rule, key);
          if (id !== undefined) prefixLists.add(id);
        }
        const ports = textIn(rule, 'PortRangeListId');
        if (ports !== undefined) portLists.add(ports);
        return undefined;
      });
    });
    await Promise.all([
      forEach([...prefixLists], (PrefixListId) =>
        ask.once('ecs:DescribePrefixListAttributes', { RegionId, PrefixListId }),
      ),
      forEach([...portLists], (PortRangeListId) =>
        ask.once('ecs:DescribePortRangeListEntries', { RegionId, PortRangeListId }),
      ),
    ]);
  },
});

const instances = defineCollector({
  scope: 'region',
  calls: ['ecs:DescribeInstances', 'ecs:DescribeNetworkInterfaces'],
  async collect({ ask, region: RegionId }) {
    await Promise.all([
      ask.list('ecs:DescribeInstances', { RegionId }),
      ask.list('ecs:DescribeNetworkInterfaces', { RegionId }),
    ]);
  },
});

export const ecsCollectors: readonly AliCollector[] = [securityGroups, instances];
