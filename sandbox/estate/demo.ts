import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { ServedScope } from '../recording.ts';
import { buildAnnex } from './annex.ts';
import { recordAttacks } from './attacks.ts';
import { daysAgo, emptyContent, idOf, type Site } from './content.ts';
import { addFlowLog } from './flow-logs.ts';
import { holdingEstate } from './holding.ts';
import { addInstance } from './machines.ts';
import { buildOffice } from './office.ts';
import { addDeletedPeering, addPeering } from './peering.ts';
import { recordedAccount, recordedRegion } from './recorded.ts';
import { ANYWHERE, ANYWHERE_IPV6, allow, OWN_ACCOUNT, route } from './rules.ts';
import { buildShop } from './shop.ts';
import { addStaleRules, buildStaging, PARTNER } from './staging.ts';
import { recordNoDetector } from './threats.ts';
import { addTransitGateway } from './transit.ts';
import { VpcBuilder } from './vpc-builder.ts';
import { buildDefaultVpc, buildWarehouse } from './warehouse.ts';

/**
 * The demo estate: the network of a company with a web shop, as its account would be recorded. Two regions, a dozen
 * faults and more that the checks find, values that try to break the report, and one call that is denied. The account of
 * the holding stands beside it, and is what this one is not: tidy, watched over, and suspended.
 *
 * `now` is the moment at which it is looked at; everything in it is dated before.
 */
export function demoEstate(now: Date): readonly ServedScope[] {
  const frankfurt: Site = { account: OWN_ACCOUNT, region: 'eu-central-1', now, content: emptyContent() };
  const virginia: Site = { account: OWN_ACCOUNT, region: 'us-east-1', now, content: emptyContent() };
  const timeServer = buildFrankfurt(frankfurt);
  buildVirginia(virginia);
  return [
    recordedAccount(frankfurt, [frankfurt.region, virginia.region], accountFacts(frankfurt, timeServer)),
    recordedRegion(frankfurt),
    denied(recordedRegion(virginia), 'ec2:DescribeVpcPeeringConnections'),
    ...holdingEstate(now),
  ];
}

/** The busy region. Returns the time server, about which AWS has written. */
function buildFrankfurt(site: Site): string {
  const shop = buildShop(site);
  const office = buildOffice(site);
  const staging = buildStaging(site);
  const warehouse = buildWarehouse(site);
  buildDefaultVpc(site);
  buildAnnex(site);

  const toOffice = addPeering(site, 'shop-office', shop.vpc, office.vpc);
  shop.vpc.addRoutes(shop.appTable, [route('10.30.0.0/24', { VpcPeeringConnectionId: toOffice })]);
  office.vpc.addRoutes(office.table, [route('10.20.10.0/24', { VpcPeeringConnectionId: toOffice })]);
  // Staging can ask the shop's data, and the shop's data has no way to answer.
  const toStaging = addPeering(site, 'shop-staging', shop.vpc, staging.vpc);
  staging.vpc.addRoutes(staging.table, [route('10.20.0.0/16', { VpcPeeringConnectionId: toStaging })]);
  const toWarehouse = addPeering(site, 'shop-warehouse', shop.vpc, warehouse.vpc);
  shop.vpc.addRoutes(shop.dataTable, [route('10.50.0.0/16', { VpcPeeringConnectionId: toWarehouse })]);
  warehouse.vpc.addRoutes(warehouse.table, [route('10.20.20.0/23', { VpcPeeringConnectionId: toWarehouse })]);
  // Whoever is on the VPN reaches the warehouse over a transit gateway.
  const hub = addTransitGateway(site, 'office-hub', { office: [office.subnet], warehouse: warehouse.subnets });
  office.vpc.addRoutes(office.table, [route('10.50.0.0/23', { TransitGatewayId: hub })]);
  warehouse.vpc.addRoutes(warehouse.table, [route('10.30.0.0/24', { TransitGatewayId: hub })]);
  const gone = addDeletedPeering(site, 'partner', staging.vpc, PARTNER);
  addStaleRules(site, staging.vpc, gone);

  recordAttacks(site, {
    bastion: shop.bastion,
    timeServer: office.timeServer,
    buildServer: staging.buildServer,
    web: shop.webServers[0] ?? shop.bastion,
  });
  return office.timeServer;
}

/** The small region: one public web server, a VPC of AWS's making, and nobody who watches. */
function buildVirginia(site: Site): void {
  buildDefaultVpc(site);
  const vpc = new VpcBuilder(site, 'us-landing', {
    cidr: '10.60.0.0/16',
    ipv6: '2600:1f18:aa:bb00::/56',
    tags: { team: 'marketing' },
  });
  vpc.emptyDefaultGroup();
  const gateway = vpc.internetGateway();
  const table = vpc.table('us-public', [
    route(ANYWHERE, { GatewayId: gateway }),
    route(ANYWHERE_IPV6, { GatewayId: gateway }),
  ]);
  const subnet = vpc.subnet('us-public-a', { cidr: '10.60.0.0/24', zone: 'a', ipv6: '2600:1f18:aa:bb00::/64', table });
  const group = vpc.group('us-landing', 'Landing page', [
    allow('tcp', 443, [ANYWHERE, ANYWHERE_IPV6]),
    allow('tcp', 80, [ANYWHERE, ANYWHERE_IPV6]),
    allow('tcp', 5900, [ANYWHERE_IPV6]),
  ]);
  addInstance(site, 'us-landing', { subnet, groups: [group], publicAddress: 'elastic', ipv6: true, type: 't4g.small' });
  addFlowLog(site, vpc);
  recordNoDetector(site);
}

/** The scope with one call that the organization does not allow. */
const denied = (scope: ServedScope, call: string): ServedScope => ({
  ...scope,
  calls: scope.calls.map((each): RecordedCall => {
    if (each.call !== call) return each;
    const { response: _response, ...line } = each;
    const message = `You are not authorized to perform this operation. User: arn:aws:sts::${scope.account}:assumed-role/PostureScan/posture is not authorized to perform: ${call} with an explicit deny in a service control policy`;
    return { ...line, error: { code: 'UnauthorizedOperation', message } };
  }),
});

/** What AWS says about the account: nobody reads its security mail, and one notice is waiting there. */
function accountFacts(site: Site, timeServer: string): readonly RecordedCall[] {
  const at = site.now.toISOString();
  const arn = `arn:aws:health:${site.region}::event/ABUSE/AWS_ABUSE_DOS_REPORT/AWS_ABUSE_DOS_REPORT_${idOf(site, 'event', 'dos').slice(-8)}`;
  const startTime = daysAgo(site, 1).toISOString();
  return [
    {
      call: 'account:GetAlternateContact',
      request: { AlternateContactType: 'SECURITY' },
      at,
      error: { code: 'ResourceNotFoundException', message: 'No contact of the inputted alternate contact type found.' },
    },
    {
      call: 'health:DescribeEvents',
      request: { filter: { services: ['ABUSE'], eventStatusCodes: ['open', 'upcoming'] }, maxResults: 100 },
      at,
      response: {
        events: [
          {
            arn,
            service: 'ABUSE',
            eventTypeCode: 'AWS_ABUSE_DOS_REPORT',
            eventTypeCategory: 'issue',
            eventScopeCode: 'ACCOUNT_SPECIFIC',
            region: site.region,
            startTime,
            lastUpdatedTime: startTime,
            statusCode: 'open',
          },
        ],
      },
    },
    {
      call: 'health:DescribeAffectedEntities',
      request: { filter: { eventArns: [arn] }, maxResults: 100 },
      at,
      response: {
        entities: [
          {
            entityArn: `${arn}/entity`,
            eventArn: arn,
            entityValue: timeServer,
            awsAccountId: site.account,
            lastUpdatedTime: startTime,
            statusCode: 'IMPAIRED',
          },
        ],
      },
    },
  ];
}
