import type { Site } from './content.ts';
import { addFlowLog } from './flow-logs.ts';
import { addInstance } from './machines.ts';
import { ANYWHERE, allow } from './rules.ts';
import { type SubnetPlace, VpcBuilder } from './vpc-builder.ts';

/** The data tier: no gateway at all, so that its careless groups are only a danger of tomorrow. */
export function buildWarehouse(site: Site): {
  readonly vpc: VpcBuilder;
  readonly table: string;
  readonly subnets: readonly [SubnetPlace, SubnetPlace];
} {
  const vpc = new VpcBuilder(site, 'data-warehouse', { cidr: '10.50.0.0/16', tags: { team: 'data' } });
  vpc.emptyDefaultGroup();
  const table = vpc.table('warehouse', []);
  const subnetA = vpc.subnet('warehouse-a', { cidr: '10.50.0.0/24', zone: 'a', table });
  const subnetB = vpc.subnet('warehouse-b', { cidr: '10.50.1.0/24', zone: 'b', table });
  const nodes = vpc.group(
    'warehouse-nodes',
    'Elasticsearch and Kafka',
    [
      allow('tcp', [9200, 9300], [ANYWHERE], 'open inside, nobody can come in'),
      allow('tcp', 9092, ['10.0.0.0/8']),
      allow('udp', 11_211, [ANYWHERE]),
    ],
    [allow('-1', 'all', ['10.0.0.0/8'])],
  );
  for (const [index, subnet] of [subnetA, subnetB, subnetA].entries()) {
    addInstance(site, `warehouse-${index + 1}`, {
      subnet,
      groups: [nodes],
      type: 'i4i.xlarge',
      tags: { team: 'data' },
    });
  }
  addFlowLog(site, vpc);
  return { vpc, table, subnets: [subnetA, subnetB] };
}

/** The VPC that AWS makes in every region: nobody uses it, nobody removed it. */
export function buildDefaultVpc(site: Site): void {
  const vpc = new VpcBuilder(site, 'default', { cidr: '172.31.0.0/16', isDefault: true });
  vpc.addRoutes(vpc.mainTable, [
    { DestinationCidrBlock: ANYWHERE, GatewayId: vpc.internetGateway(), Origin: 'CreateRoute', State: 'active' },
  ]);
  for (const [index, zone] of ['a', 'b', 'c'].entries()) {
    vpc.subnet(`default-${zone}`, { cidr: `172.31.${index * 16}.0/20`, zone, assignsPublicAddress: true });
  }
}
