import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { CdnDomainFull, DnsZone, WafDomain } from '#inventory/alicloud/central.ts';
import type { AliInstance, AliInterface, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { DnsRecord, SasAlert, SasEdition, SasVulnerability, TransitRoute } from '#inventory/alicloud/edge.ts';
import type { AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliEip, AliRoute, AliRouteTable, AliVpc } from '#inventory/alicloud/vpc.ts';
import { type Known, known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import { type AliPublicAddress, centralAddresses, regionalAddresses } from '#network/alicloud-addresses.ts';
import { type AliChain, type AliOrigin, listenerChains, originsOf, websiteChains } from '#network/alicloud-paths.ts';
import { nameOf } from '#network/resource-names.ts';

/** A route with the table that it stands in; its id is `<table>/<destination>`. */
export interface AliRouteInTable extends AliRoute {
  readonly id: string;
  readonly tableId: string;
}

/** The edition of Security Center, where it stands for the account. */
export interface AliSecurityCenter {
  readonly id: string;
  readonly editions: Known<readonly SasEdition[]>;
}

const kind = <Resource>(
  type: string | ((resource: Resource) => string),
  list: (region: AliRegion) => Known<readonly Resource[]>,
) => ({
  provider: 'alicloud' as const,
  type,
  list,
});

/** A kind that stands in regions. */
const regional = <Resource>(
  type: string | ((resource: Resource) => string),
  list: (region: AliRegion) => Known<readonly Resource[]>,
) => kind(type, (region) => (region.holdsRegional ? list(region) : known([])));

/** A kind of products without a region: examined where they were read. */
const central = <Resource>(type: string, list: (region: AliRegion) => Known<readonly Resource[]>) =>
  kind(type, (region) => (region.holdsCentral ? list(region) : known([])));

/** Routes of every table; a table whose routes were not read is unknown as a whole. */
function routesOf({ routeTables }: AliRegion): Known<readonly AliRouteInTable[]> {
  const tables = seenOf(routeTables);
  const missing = [
    ...(routeTables.known ? [] : routeTables.missing),
    ...tables.flatMap(({ routes }) => (routes.known ? [] : routes.missing)),
  ];
  const all = tables.flatMap(({ id: tableId, routes }) =>
    seenOf(routes).map((route) => ({ ...route, tableId, id: `${tableId}/${route.destination}` })),
  );
  return missing.length === 0 ? known(all) : unknown(missing, all);
}

function recordsOf(zones: Known<readonly DnsZone[]>): Known<readonly DnsRecord[]> {
  const missing = [
    ...(zones.known ? [] : zones.missing),
    ...seenOf(zones).flatMap(({ records }) => (records.known ? [] : records.missing)),
  ];
  const all = seenOf(zones).flatMap(({ records }) => seenOf(records));
  return missing.length === 0 ? known(all) : unknown(missing, all);
}

/** Every kind of Alibaba Cloud resource that checks examine. */
export const ALICLOUD_KINDS = {
  'alicloud.ecs.SecurityGroup': regional<AliSecurityGroup>('security-group', (region) => region.securityGroups),
  'alicloud.ecs.Interface': {
    ...regional<AliInterface>('network-interface', (region) => region.interfaces),
    name: ({ instanceId }: AliInterface, region: AliRegion) =>
      instanceId === undefined ? undefined : nameOf(region, instanceId),
  },
  'alicloud.ecs.Instance': regional<AliInstance>('instance', (region) => region.instances),
  'alicloud.vpc.Vpc': regional<AliVpc>('vpc', (region) => region.vpcs),
  'alicloud.vpc.NetworkAcl': regional<AliNetworkAcl>('network-acl', (region) => region.networkAcls),
  'alicloud.vpc.RouteTable': regional<AliRouteTable>('route-table', (region) => region.routeTables),
  'alicloud.vpc.Route': regional<AliRouteInTable>('route', routesOf),
  'alicloud.vpc.Address': regional<AliEip & { readonly allocationId: string }>('address', (region) =>
    mapKnown(region.eips, (eips) => eips.map((eip) => ({ ...eip, allocationId: eip.id, id: eip.address }))),
  ),
  'alicloud.slb.LoadBalancer': regional<AliLoadBalancer>(
    ({ kind }) => kind,
    (region) => region.loadBalancers,
  ),
  'alicloud.slb.Listener': regional<AliListener>('listener', (region) => region.listeners),
  'alicloud.cen.Route': central<TransitRoute>('transit-route', (region) => region.central.transitRoutes),
  'alicloud.ddos.Address': kind<AliPublicAddress>('address', (region) => {
    const lists = [
      ...(region.holdsRegional ? [regionalAddresses(region)] : []),
      ...(region.holdsCentral ? [centralAddresses(region)] : []),
    ];
    const missing = lists.flatMap((list) => (list.known ? [] : list.missing));
    const all = lists.flatMap((list) => seenOf(list));
    return missing.length === 0 ? known(all) : unknown(missing, all);
  }),
  'alicloud.ddos.Origin': regional<AliOrigin>('origin', originsOf),
  'alicloud.path.Chain': kind<AliChain>('path', (region) => {
    const lists = [
      ...(region.holdsRegional ? [listenerChains(region)] : []),
      ...(region.holdsCentral ? [websiteChains(region)] : []),
    ];
    const missing = lists.flatMap((list) => (list.known ? [] : list.missing));
    const all = lists.flatMap((list) => seenOf(list));
    return missing.length === 0 ? known(all) : unknown(missing, all);
  }),
  'alicloud.waf.Domain': central<WafDomain>('waf-domain', (region) => region.central.wafDomains),
  'alicloud.cdn.Domain': central<CdnDomainFull>('cdn-domain', (region) => region.central.cdnDomains),
  'alicloud.sas.SecurityCenter': central<AliSecurityCenter>('security-center', (region) =>
    known([{ id: region.account, editions: region.central.sasEditions }]),
  ),
  'alicloud.sas.Alert': central<SasAlert>('security-alert', (region) => region.central.alerts),
  'alicloud.sas.Vulnerability': central<SasVulnerability>('vulnerability', (region) => region.central.vulnerabilities),
  'alicloud.dns.Zone': central<DnsZone>('dns-zone', (region) => region.central.dnsZones),
  'alicloud.dns.Record': central<DnsRecord>('dns-record', (region) => recordsOf(region.central.dnsZones)),
} as const;
