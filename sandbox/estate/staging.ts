import { addBalancer, addTargetGroup } from './balancers.ts';
import type { Site } from './content.ts';
import { HOSTILE } from './hostile.ts';
import { addIdleAddress, addInstance } from './machines.ts';
import { ANYWHERE, ANYWHERE_IPV6, allow, route } from './rules.ts';
import { VpcBuilder } from './vpc-builder.ts';

/** What the rest of the estate refers to. */
export interface Staging {
  readonly vpc: VpcBuilder;
  readonly table: string;
  readonly buildServer: string;
}

/** Staging: nobody's until something breaks. No flow log, a main table that leads to the Internet, rules from a Friday. */
export function buildStaging(site: Site): Staging {
  const vpc = new VpcBuilder(site, 'staging', {
    cidr: '10.40.0.0/16',
    tags: { environment: 'staging', note: HOSTILE.markup },
  });
  const gateway = vpc.internetGateway();
  vpc.addRoutes(vpc.mainTable, [route(ANYWHERE, { GatewayId: gateway })]);
  const subnet = vpc.subnet('staging-a', { cidr: '10.40.0.0/24', zone: 'a', assignsPublicAddress: true });
  const other = vpc.subnet('staging-b', { cidr: '10.40.1.0/24', zone: 'b' });
  const table = vpc.mainTable;
  const everything = vpc.group('friday-fix', HOSTILE.long.slice(0, 200), [
    allow('-1', 'all', [ANYWHERE]),
    allow('tcp', [1, 65_535], [ANYWHERE_IPV6]),
  ]);
  // Stopped, and open to the world in the moment somebody starts it.
  addInstance(site, 'staging-windows', {
    subnet,
    groups: [everything],
    publicAddress: 'automatic',
    state: 'stopped',
    imdsV2: false,
  });
  const ci = vpc.group('ci', 'Build server', [
    allow('tcp', [8080, 8081], ['198.51.0.0/15'], 'the provider of the branch offices'),
    allow('tcp', 2375, ['203.0.113.0/24', '10.0.0.0/8']),
    allow('6', 443, [ANYWHERE]),
  ]);
  const buildServer = addInstance(site, 'build-server', {
    subnet,
    groups: [ci],
    publicAddress: 'automatic',
    tags: { owner: HOSTILE.formula },
  });
  const devices = vpc.group('devices', 'Devices in the field', [
    allow('tcp', 8883, [ANYWHERE]),
    allow('tcp', 1883, [ANYWHERE]),
  ]);
  const broker = addInstance(site, 'mqtt-broker', {
    subnet: other,
    groups: [devices, vpc.defaultGroup],
    type: 'c6i.large',
  });
  const group = addTargetGroup(vpc, 'mqtt', { protocol: 'TCP', port: 8883, targets: [{ id: broker, port: 8883 }] });
  addBalancer(site, 'mqtt', {
    type: 'network',
    scheme: 'internet-facing',
    subnets: [subnet, other],
    groups: [],
    listeners: [{ protocol: 'TCP', port: 8883, to: group }],
  });
  vpc.group('old-jenkins', 'Nobody knows', [allow('tcp', 8080, ['10.40.0.0/16'])], undefined, {
    formula: HOSTILE.formulaWithPlus,
  });
  addIdleAddress(site, 'staging-spare');
  return { vpc, table, buildServer };
}

/** What is left of a partner's network: a peering that was deleted, a route into nothing, a rule that names a ghost. */
export const PARTNER = {
  account: '444455556666',
  vpc: 'vpc-0fedcba9876543210',
  group: 'sg-0fedcba9876543210',
} as const;

/** Whether the staging group still names what is gone. */
export function addStaleRules(site: Site, vpc: VpcBuilder, peering: string): void {
  const group = vpc.group('partner-import', 'Files from the partner', [
    allow('tcp', 443, [{ group: PARTNER.group, account: PARTNER.account, peering }]),
  ]);
  const own = site.content.securityGroups.find(({ GroupId }) => GroupId === group);
  for (const pair of own?.IpPermissions?.[0]?.UserIdGroupPairs ?? []) pair.PeeringStatus = 'deleted';
  site.content.staleGroups.set(vpc.id, [
    {
      GroupId: group,
      GroupName: 'partner-import',
      Description: 'Files from the partner',
      VpcId: vpc.id,
      StaleIpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [],
          PrefixListIds: [],
          UserIdGroupPairs: [
            {
              GroupId: PARTNER.group,
              UserId: PARTNER.account,
              VpcId: PARTNER.vpc,
              VpcPeeringConnectionId: peering,
              PeeringStatus: 'deleted',
            },
          ],
        },
      ],
      StaleIpPermissionsEgress: [],
    },
  ]);
  vpc.addRoutes(vpc.mainTable, [route('10.200.0.0/16', { VpcPeeringConnectionId: peering }, 'blackhole')]);
}
