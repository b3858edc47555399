import { addBalancer, addTargetGroup } from './balancers.ts';
import { idOf, type Site } from './content.ts';
import { addInstance } from './machines.ts';
import { addPrefixList } from './prefix-lists.ts';
import { ANYWHERE, allow, route } from './rules.ts';
import { type SubnetPlace, VpcBuilder } from './vpc-builder.ts';

/** The annex: half of it as it should be, and half as it was when its builders left. */
export function buildAnnex(site: Site): void {
  const vpc = new VpcBuilder(site, 'annex', { cidr: '10.70.0.0/16', tags: { team: 'portal' } });
  vpc.emptyDefaultGroup();
  const gateway = vpc.internetGateway();
  const table = vpc.table('annex-public', [route(ANYWHERE, { GatewayId: gateway })]);
  const inner = vpc.table('annex-inner', []);
  vpc.table('annex-of-last-year', [route(ANYWHERE, { GatewayId: gateway })]);
  vpc.acl('annex-of-last-year', []);
  const subnets = [
    vpc.subnet('annex-a', { cidr: '10.70.0.0/24', zone: 'a', table }),
    vpc.subnet('annex-b', { cidr: '10.70.1.0/24', zone: 'b', table }),
  ] as const;
  const hidden = vpc.subnet('annex-inner', { cidr: '10.70.2.0/24', zone: 'a', table: inner });
  buildPortal(site, vpc, subnets);
  buildReports(site, vpc, subnets[0]);
  buildFeeds(site, vpc, subnets);
  const closed = vpc.group('annex-inner', 'Nobody from outside', [allow('tcp', 443, ['10.70.0.0/16'])]);
  // It was moved to a subnet without a way out, and kept its address.
  addInstance(site, 'annex-mover', { subnet: hidden, groups: [closed], publicAddress: 'elastic' });
  // It was a router once.
  const router = addInstance(site, 'annex-router', { subnet: hidden, groups: [closed], sourceDestCheck: false });
  const status = site.content.instanceStatuses.find(({ InstanceId }) => InstanceId === router);
  if (!status) return;
  status.Events = [
    {
      InstanceEventId: idOf(site, 'instance-event', router),
      Code: 'instance-retirement',
      Description: 'The instance is running on degraded hardware',
      NotBefore: new Date(site.now.getTime() + 9 * 86_400_000),
    },
  ];
}

/** As it should be. */
function buildPortal(site: Site, vpc: VpcBuilder, subnets: readonly [SubnetPlace, SubnetPlace]): void {
  const edge = vpc.group('portal-balancer', 'The portal, for everybody', [allow('tcp', 443, [ANYWHERE])]);
  const own = vpc.group('portal', 'From the balancer alone', [allow('tcp', 8080, [edge])]);
  const targets = subnets.map((subnet, index) => ({
    id: addInstance(site, `portal-${index + 1}`, { subnet, groups: [own] }),
    port: 8080,
  }));
  const group = addTargetGroup(vpc, 'portal', {
    protocol: 'HTTP',
    port: 8080,
    targets,
    attributes: { 'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': '1800' },
  });
  addBalancer(site, 'portal', {
    type: 'application',
    scheme: 'internet-facing',
    subnets,
    groups: [edge],
    attributes: {
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': 'portal-access-logs',
      'deletion_protection.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
    },
    listeners: [{ protocol: 'HTTPS', port: 443, to: group }],
  });
}

/** In one zone, with a server that forgets connections before its balancer does, and that strangers reach around it. */
function buildReports(site: Site, vpc: VpcBuilder, subnet: SubnetPlace): void {
  const edge = vpc.group('reports-balancer', 'Reports', [allow('tcp', 443, [ANYWHERE])]);
  const own = vpc.group('reports', 'Reports, for a test', [allow('tcp', 8443, [ANYWHERE])]);
  const server = addInstance(site, 'reports-server', {
    subnet,
    groups: [own],
    publicAddress: 'automatic',
    type: 'm8i.large',
  });
  const group = addTargetGroup(vpc, 'reports', { protocol: 'HTTP', port: 8443, targets: [{ id: server, port: 8443 }] });
  const empty = addTargetGroup(vpc, 'reports-next', { protocol: 'HTTP', port: 8443, targets: [] });
  addBalancer(site, 'reports', {
    type: 'application',
    scheme: 'internet-facing',
    subnets: [subnet],
    groups: [edge],
    attributes: { 'idle_timeout.timeout_seconds': '600' },
    listeners: [
      {
        protocol: 'HTTPS',
        port: 443,
        sslPolicy: 'ELBSecurityPolicy-2016-08',
        to: group,
        hosts: { 'next.reports.example.com': empty },
      },
    ],
  });
}

/** Two feeds that bind clients by address: one meets them itself, the other only through CloudFront. */
function buildFeeds(site: Site, vpc: VpcBuilder, subnets: readonly [SubnetPlace, SubnetPlace]): void {
  const cloudFront = addPrefixList(site, 'com.amazonaws.global.cloudfront.origin-facing', CLOUDFRONT);
  const open = vpc.group('feed', 'Everybody', [allow('tcp', 443, [ANYWHERE])]);
  const fronted = vpc.group('feed-fronted', 'CloudFront alone', [allow('tcp', 443, [cloudFront])]);
  for (const [name, edge] of [
    ['feed', open],
    ['feed-fronted', fronted],
  ] as const) {
    const own = vpc.group(`${name}-server`, 'From the balancer alone', [allow('tcp', 443, [edge])]);
    const server = addInstance(site, `${name}-server`, { subnet: subnets[0], groups: [own] });
    const group = addTargetGroup(vpc, name, {
      protocol: 'TCP',
      port: 443,
      targets: [{ id: server, port: 443 }],
      attributes: { 'stickiness.enabled': 'true', 'preserve_client_ip.enabled': 'false' },
    });
    addBalancer(site, name, {
      type: 'network',
      scheme: 'internet-facing',
      subnets,
      groups: [edge],
      attributes: { 'load_balancing.cross_zone.enabled': 'true' },
      listeners: [{ protocol: 'TCP', port: 443, to: group }],
    });
  }
}

/** Some of the ranges that CloudFront fetches from. */
const CLOUDFRONT = ['13.124.199.0/24', '130.176.0.0/18', '15.158.0.0/16'];
