import type { State } from '@aws-sdk/client-ec2';
import { addBalancer, addTargetGroup } from './balancers.ts';
import { addClassicBalancer } from './classic-balancer.ts';
import { idOf, type Site } from './content.ts';
import { addFlowLog } from './flow-logs.ts';
import { HOSTILE } from './hostile.ts';
import { addInstance, addNatGateway } from './machines.ts';
import { addServicePrefixList } from './prefix-lists.ts';
import { ANYWHERE, ANYWHERE_IPV6, aclEntry, allow, route } from './rules.ts';
import { type SubnetPlace, VpcBuilder } from './vpc-builder.ts';

/** What the rest of the estate refers to. */
export interface Shop {
  readonly vpc: VpcBuilder;
  readonly bastion: string;
  readonly webServers: readonly string[];
  readonly appTable: string;
  readonly dataTable: string;
  readonly webGroup: string;
}

/**
 * The web shop. Its servers are private and the world meets them through a balancer; around them stands what years
 * have left behind: a bastion that anybody may try, a host that IPv6 forgot to hide, a report server that its own
 * subnet refuses, a zone whose way out was deleted.
 */
export function buildShop(site: Site): Shop {
  const vpc = new VpcBuilder(site, 'shop-prod', {
    cidr: '10.20.0.0/16',
    ipv6: '2a05:d014:1a2b:3c00::/56',
    tags: { team: 'shop', environment: 'production' },
  });
  const gateway = vpc.internetGateway();
  const out6 = vpc.egressOnlyGateway();
  const s3 = addServicePrefixList(site, 's3', ['3.5.136.0/22', '52.219.140.0/24']);
  const publicTable = vpc.table('shop-public', [
    route(ANYWHERE, { GatewayId: gateway }),
    route(ANYWHERE_IPV6, { GatewayId: gateway }),
  ]);
  const publicA = vpc.subnet('shop-public-a', {
    cidr: '10.20.0.0/24',
    zone: 'a',
    ipv6: '2a05:d014:1a2b:3c00::/64',
    table: publicTable,
  });
  const publicB = vpc.subnet('shop-public-b', {
    cidr: '10.20.1.0/24',
    zone: 'b',
    ipv6: '2a05:d014:1a2b:3c01::/64',
    table: publicTable,
  });
  const natA = addNatGateway(site, 'shop-nat-a', publicA);
  const appTable = vpc.table('shop-app-a', [
    route(ANYWHERE, { NatGatewayId: natA }),
    route(ANYWHERE_IPV6, { EgressOnlyInternetGatewayId: out6 }),
    route(s3, { GatewayId: addS3Endpoint(site, vpc) }),
  ]);
  // Somebody deleted the second NAT gateway to save money; the servers of zone b have had no way out since.
  const appTableB = vpc.table('shop-app-b', [
    route(ANYWHERE, { NatGatewayId: idOf(site, 'nat', 'shop-nat-b') }, 'blackhole'),
    route(ANYWHERE_IPV6, { EgressOnlyInternetGatewayId: out6 }),
  ]);
  const dataTable = vpc.table('shop-data', []);
  const appA = vpc.subnet('shop-app-a', { cidr: '10.20.10.0/24', zone: 'a', table: appTable });
  const appB = vpc.subnet('shop-app-b', { cidr: '10.20.11.0/24', zone: 'b', table: appTableB });
  const dataA = vpc.subnet('shop-data-a', { cidr: '10.20.20.0/24', zone: 'a', table: dataTable });
  vpc.subnet('shop-data-b', { cidr: '10.20.21.0/24', zone: 'b', table: dataTable });

  const edge = vpc.group('shop-balancer', 'The shop, for everybody', [
    allow('tcp', 80, [ANYWHERE, ANYWHERE_IPV6]),
    allow('tcp', 443, [ANYWHERE, ANYWHERE_IPV6]),
  ]);
  const webGroup = vpc.group('shop-web', 'Web servers, from the balancer alone', [allow('tcp', 8080, [edge])]);
  const webServers = [
    addInstance(site, 'shop-web-1', { subnet: appA, groups: [webGroup], type: 'm6i.large', tags: { team: 'shop' } }),
    addInstance(site, 'shop-web-2', {
      subnet: appB,
      groups: [webGroup],
      type: 'm6i.large',
      tags: { team: 'shop', note: HOSTILE.markup },
    }),
  ];
  addShopFront(vpc, [publicA, publicB], edge, webServers);
  const bastion = addBastion(vpc, publicA);
  addData(vpc, dataA, webGroup);
  addMetricsHost(vpc, gateway);
  addReportServer(vpc, publicTable);
  addMailRelay(vpc, appA, publicB);
  addOldShop(vpc, [publicA, publicB], appA);
  addFlowLog(site, vpc);
  return { vpc, bastion, webServers, appTable, dataTable, webGroup };
}

/** Reachable only through a balancer: private servers behind HTTPS. */
function addShopFront(
  vpc: VpcBuilder,
  subnets: readonly SubnetPlace[],
  edge: string,
  servers: readonly string[],
): void {
  const web = addTargetGroup(vpc, 'shop-web', {
    protocol: 'HTTP',
    port: 8080,
    targets: servers.map((id) => ({ id, port: 8080 })),
    attributes: { 'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': '604800' },
  });
  const images = addTargetGroup(vpc, 'shop-images', {
    protocol: 'HTTP',
    port: 8080,
    targets: servers.slice(0, 1).map((id) => ({
      id,
      port: 8080,
      state: 'unhealthy' as const,
      reason: 'Health checks failed with these codes: [503]',
    })),
  });
  addBalancer(vpc.site, 'shop-front', {
    type: 'application',
    scheme: 'internet-facing',
    subnets,
    groups: [edge],
    attributes: { 'idle_timeout.timeout_seconds': '4000' },
    listeners: [
      { protocol: 'HTTP', port: 80, to: 'https' },
      {
        protocol: 'HTTPS',
        port: 443,
        to: web,
        sslPolicy: 'ELBSecurityPolicy-2016-08',
        hosts: { 'images.nordwind.example': images },
      },
    ],
    tags: { team: 'shop', owner: HOSTILE.formula },
  });
}

/** Really exposed: an Elastic IP, a route to the gateway, and SSH for the whole world. */
function addBastion(vpc: VpcBuilder, subnet: SubnetPlace): string {
  const group = vpc.group('bastion', `Jump host ${HOSTILE.rightToLeft}`, [
    allow('tcp', 22, [ANYWHERE], 'temporary, remove after migration (2021)'),
    allow('icmp', -1, [ANYWHERE]),
  ]);
  const id = addInstance(vpc.site, 'bastion', {
    subnet,
    groups: [group],
    publicAddress: 'elastic',
    imdsV2: false,
    type: 't3.micro',
    tags: { owner: HOSTILE.formulaWithPlus, purpose: HOSTILE.template },
  });
  return id;
}

/** Open on paper, reachable by nobody: the database's group admits the world, its subnet has no way to it. */
function addData(vpc: VpcBuilder, subnet: SubnetPlace, webGroup: string): void {
  const database = vpc.group('shop-database', 'PostgreSQL', [
    allow('tcp', 5432, [webGroup], 'the shop'),
    allow('tcp', 5432, [ANYWHERE], 'for the consultant'),
    allow('tcp', [5430, 5440], [webGroup], 'covers the first one'),
  ]);
  addInstance(vpc.site, 'shop-database', { subnet, groups: [database], type: 'r6i.xlarge', tags: { team: 'data' } });
  const cache = vpc.group('shop-cache', 'Redis', [allow('tcp', 6379, [webGroup])]);
  addInstance(vpc.site, 'shop-cache', { subnet, groups: [cache], type: 'r6i.large' });
}

/** Reachable over IPv6 only: no public IPv4 address, and yet the gateway knows the way. */
function addMetricsHost(vpc: VpcBuilder, gateway: string): void {
  const table = vpc.table('shop-metrics', [route(ANYWHERE_IPV6, { GatewayId: gateway })]);
  const subnet = vpc.subnet('shop-metrics', {
    cidr: '10.20.30.0/24',
    zone: 'a',
    ipv6: '2a05:d014:1a2b:3c30::/64',
    table,
  });
  const group = vpc.group('shop-metrics', 'Dashboards', [
    allow('tcp', 3000, ['10.0.0.0/8', ANYWHERE_IPV6]),
    allow('tcp', 9200, [ANYWHERE_IPV6]),
  ]);
  addInstance(vpc.site, 'shop-metrics', { subnet, groups: [group], ipv6: true, tags: { note: HOSTILE.newline } });
}

/** Cut off by an ACL: the group opens 8080 on purpose, entry 90 of the subnet's ACL refuses it first. */
function addReportServer(vpc: VpcBuilder, table: string): void {
  const acl = vpc.acl('shop-reports', [
    aclEntry(90, 'in', 'deny', 'tcp', [8080, 8090], ANYWHERE),
    aclEntry(100, 'in', 'allow', 'tcp', [443, 443], ANYWHERE),
    aclEntry(110, 'in', 'allow', 'tcp', [8080, 8080], ANYWHERE),
    aclEntry(120, 'in', 'allow', 'tcp', [1024, 65_535], ANYWHERE),
    aclEntry(100, 'out', 'allow', 'all', 'all', ANYWHERE),
  ]);
  const subnet = vpc.subnet('shop-reports', { cidr: '10.20.2.0/24', zone: 'b', table, acl });
  const group = vpc.group('shop-reports', 'Reports for partners', [
    allow('tcp', 8080, [ANYWHERE]),
    allow('tcp', 443, [ANYWHERE]),
  ]);
  addInstance(vpc.site, 'shop-reports', {
    subnet,
    groups: [group],
    publicAddress: 'elastic',
    tags: { team: 'finance' },
  });
}

/** The first interface is closed; the second, with an address of its own, is not. */
function addMailRelay(vpc: VpcBuilder, inside: SubnetPlace, outside: SubnetPlace): void {
  const closed = vpc.group('mail-inside', 'Mail relay, inner side', [allow('tcp', 25, ['10.0.0.0/8'])]);
  const open = vpc.group('mail-outside', 'Mail relay, outer side', [
    allow('tcp', 25, [ANYWHERE]),
    allow('tcp', 587, [ANYWHERE]),
    allow('tcp', 3389, ['0.0.0.0/1', '128.0.0.0/1'], HOSTILE.terminal),
  ]);
  addInstance(vpc.site, 'mail-relay', {
    subnet: inside,
    groups: [closed],
    second: { subnet: outside, groups: [open], publicAddress: 'elastic' },
    tags: { team: 'office', contact: HOSTILE.terminal },
  });
}

/** The shop of 2015 behind a Classic Load Balancer, which still answers. */
function addOldShop(vpc: VpcBuilder, subnets: readonly SubnetPlace[], inside: SubnetPlace): void {
  const edge = vpc.group('old-shop-balancer', 'Old shop', [
    allow('tcp', 80, [ANYWHERE]),
    allow('tcp', 8443, [ANYWHERE]),
  ]);
  const group = vpc.group('old-shop', 'Old shop servers', [allow('tcp', 8081, [edge])]);
  const servers = ['old-shop-1', 'old-shop-2'].map((name) =>
    addInstance(vpc.site, name, { subnet: inside, groups: [group], imdsV2: false, type: 'm5.large' }),
  );
  addClassicBalancer(vpc.site, 'old-shop', {
    subnets,
    group: edge,
    instances: servers.map((id, index) => ({ id, inService: index === 0 })),
    idleSeconds: 3600,
  });
}

/** The gateway endpoint through which private subnets reach S3. Returns its id. */
function addS3Endpoint(site: Site, vpc: VpcBuilder): string {
  const VpcEndpointId = idOf(site, 'vpce', 's3');
  site.content.vpcEndpoints.push({
    VpcEndpointId,
    VpcEndpointType: 'Gateway',
    VpcId: vpc.id,
    OwnerId: site.account,
    // The API says it in lower case, whatever its model lists.
    State: 'available' as State,
    ServiceName: `com.amazonaws.${site.region}.s3`,
    RouteTableIds: [idOf(site, 'rtb', `${vpc.name}/shop-app-a`)],
    SubnetIds: [],
    NetworkInterfaceIds: [],
    Groups: [],
    PolicyDocument:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  });
  return VpcEndpointId;
}
