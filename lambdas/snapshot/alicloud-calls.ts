/** How a list of Alibaba Cloud is paged: which keys ask for the next page and which say that there is one. */
export type AliPaging =
  | { readonly by: 'token'; readonly size: string; readonly ask: string; readonly give: string }
  | { readonly by: 'number'; readonly size: string; readonly ask: string; readonly total?: string };

/** The seven ways in which these products page; `short` has no total and ends with the first page that is not full. */
export const ALI_PAGING = {
  token: { by: 'token', size: 'MaxResults', ask: 'NextToken', give: 'NextToken' },
  routeToken: { by: 'token', size: 'MaxResult', ask: 'NextToken', give: 'NextToken' },
  pageNumber: { by: 'number', size: 'PageSize', ask: 'PageNumber', total: 'TotalCount' },
  currentPage: { by: 'number', size: 'PageSize', ask: 'CurrentPage', total: 'Total' },
  currentPageCount: { by: 'number', size: 'PageSize', ask: 'CurrentPage', total: 'TotalCount' },
  pageNo: { by: 'number', size: 'PageSize', ask: 'PageNo', total: 'Total' },
  aclPage: { by: 'number', size: 'PageSize', ask: 'Page', total: 'TotalAclEntry' },
  numberTotal: { by: 'number', size: 'PageSize', ask: 'PageNumber', total: 'Total' },
  short: { by: 'number', size: 'PageSize', ask: 'PageNumber' },
} as const satisfies Record<string, AliPaging>;

/** One read call of Alibaba Cloud, as far as its wire form goes. */
export interface AliCall {
  /** Where the list stands in the answer; the first key is what every good answer has. */
  readonly list: readonly string[];
  readonly paging?: AliPaging;
  /** The largest page that the call gives. */
  readonly pageSize?: number;
  /** Request keys that say what the answer is about. */
  readonly subject?: readonly string[];
}

const whole = (list: string, ...subject: string[]): AliCall => ({ list: list.split('.'), subject });
const paged = (
  list: string,
  paging: keyof typeof ALI_PAGING,
  pageSize: number,
  ...subject: readonly string[]
): AliCall => ({ list: list.split('.'), paging: ALI_PAGING[paging], pageSize, subject });

/**
 * Every call that the scanner makes, by the name under which it stands in a snapshot: RAM's prefix and the action.
 *
 * Older products wrap their lists (`Vpcs.Vpc`), newer ones do not. An empty list may be absent, `{}` or `[]`.
 * @see https://api.aliyun.com/document
 */
export const ALI_CALLS = {
  'sts:GetCallerIdentity': whole('AccountId'),

  'ecs:DescribeRegions': whole('Regions.Region'),
  'ecs:DescribeSecurityGroups': paged('SecurityGroups.SecurityGroup', 'token', 100),
  'ecs:DescribeSecurityGroupAttribute': paged('Permissions.Permission', 'token', 1000, 'SecurityGroupId'),
  'ecs:DescribePrefixListAttributes': whole('Entries.Entry', 'PrefixListId'),
  'ecs:DescribePortRangeListEntries': whole('Entries', 'PortRangeListId'),
  'ecs:DescribeInstances': paged('Instances.Instance', 'token', 100),
  'ecs:DescribeNetworkInterfaces': paged('NetworkInterfaceSets.NetworkInterfaceSet', 'token', 500),

  'vpc:DescribeVpcs': paged('Vpcs.Vpc', 'pageNumber', 50),
  'vpc:DescribeVSwitches': paged('VSwitches.VSwitch', 'pageNumber', 50),
  'vpc:DescribeRouteTableList': paged('RouterTableList.RouterTableListType', 'pageNumber', 50),
  'vpc:DescribeRouteEntryList': paged('RouteEntrys.RouteEntry', 'routeToken', 100, 'RouteTableId'),
  'vpc:DescribeNetworkAcls': paged('NetworkAcls.NetworkAcl', 'pageNumber', 50),
  'vpc:DescribeNetworkAclAttributes': whole('NetworkAclAttribute', 'NetworkAclId'),
  'vpc:DescribeEipAddresses': paged('EipAddresses.EipAddress', 'pageNumber', 100),
  'vpc:DescribeHaVips': paged('HaVips.HaVip', 'pageNumber', 50),
  'vpc:DescribeIpv6Addresses': paged('Ipv6Addresses.Ipv6Address', 'pageNumber', 50),
  'vpc:DescribeNatGateways': paged('NatGateways.NatGateway', 'pageNumber', 50),
  'vpc:DescribeForwardTableEntries': paged('ForwardTableEntries.ForwardTableEntry', 'pageNumber', 50, 'ForwardTableId'),
  'vpc:DescribeFlowLogs': paged('FlowLogs.FlowLog', 'pageNumber', 50),

  'slb:DescribeLoadBalancers': paged('LoadBalancers.LoadBalancer', 'pageNumber', 100),
  'slb:DescribeLoadBalancerListeners': paged('Listeners', 'token', 100),
  'slb:DescribeLoadBalancerAttribute': whole('LoadBalancerId', 'LoadBalancerId'),
  'slb:DescribeHealthStatus': whole('BackendServers.BackendServer', 'LoadBalancerId'),
  'slb:DescribeVServerGroups': whole('VServerGroups.VServerGroup', 'LoadBalancerId'),
  'slb:DescribeVServerGroupAttribute': whole('BackendServers.BackendServer', 'VServerGroupId'),
  'slb:DescribeMasterSlaveServerGroupAttribute': whole(
    'MasterSlaveBackendServers.MasterSlaveBackendServer',
    'MasterSlaveServerGroupId',
  ),
  'slb:DescribeRules': whole('Rules.Rule', 'LoadBalancerId', 'ListenerProtocol', 'ListenerPort'),
  'slb:DescribeAccessControlLists': paged('Acls.Acl', 'pageNumber', 50),
  'slb:DescribeAccessControlListAttribute': paged('AclEntrys.AclEntry', 'aclPage', 50, 'AclId'),

  'alb:ListLoadBalancers': paged('LoadBalancers', 'token', 100),
  'alb:GetLoadBalancerAttribute': whole('LoadBalancerId', 'LoadBalancerId'),
  'alb:ListListeners': paged('Listeners', 'token', 100),
  'alb:GetListenerAttribute': whole('ListenerId', 'ListenerId'),
  'alb:ListServerGroups': paged('ServerGroups', 'token', 100),
  'alb:ListServerGroupServers': paged('Servers', 'token', 100, 'ServerGroupId'),
  'alb:GetListenerHealthStatus': paged('ListenerHealthStatus', 'token', 30, 'ListenerId'),
  'alb:ListRules': paged('Rules', 'token', 100),
  'alb:ListAclEntries': paged('AclEntries', 'token', 100, 'AclId'),

  'nlb:ListLoadBalancers': paged('LoadBalancers', 'token', 100),
  'nlb:ListListeners': paged('Listeners', 'token', 100),
  'nlb:ListServerGroups': paged('ServerGroups', 'token', 100),
  'nlb:ListServerGroupServers': paged('Servers', 'token', 100, 'ServerGroupId'),
  'nlb:GetListenerHealthStatus': whole('ListenerHealthStatus', 'ListenerId'),

  'cms:DescribeSystemEventAttribute': paged('SystemEvents.SystemEvent', 'short', 100, 'Name'),

  'yundun-ddos:DescribeInstanceIpAddress': paged('InstanceList', 'currentPage', 50, 'InstanceType', 'DdosStatus'),
  'yundun-ddos:DescribeDdosEventList': paged('DdosEventList.DdosEvent', 'currentPage', 50, 'InternetIp'),

  'cen:DescribeCens': paged('Cens.Cen', 'pageNumber', 50),
  'cen:ListTransitRouters': paged('TransitRouters', 'pageNumber', 50, 'CenId'),
  'cen:ListTransitRouterRouteTables': paged('TransitRouterRouteTables', 'token', 100, 'TransitRouterId'),
  'cen:ListTransitRouterRouteEntries': paged('TransitRouterRouteEntries', 'token', 100, 'TransitRouterRouteTableId'),

  'yundun-antiddosbag:DescribeInstanceList': paged('InstanceList', 'pageNo', 50, 'RegionId'),
  'yundun-antiddosbag:DescribePackIpList': paged('IpList', 'pageNo', 50, 'InstanceId'),
  'yundun-antiddosbag:DescribeDdosEvent': paged('Events', 'pageNo', 50, 'InstanceId'),

  'yundun-ddoscoo:DescribeInstances': paged('Instances', 'pageNumber', 50, 'RegionId'),
  'yundun-ddoscoo:DescribeInstanceDetails': whole('InstanceDetails', 'InstanceIds'),
  'yundun-ddoscoo:DescribeBlackholeStatus': whole('BlackholeStatus', 'InstanceIds'),
  'yundun-ddoscoo:DescribeDDoSEvents': paged('DDoSEvents', 'numberTotal', 50, 'InstanceIds'),
  'yundun-ddoscoo:DescribeDomainResource': paged('WebRules', 'pageNumber', 10, 'RegionId'),
  'yundun-ddoscoo:DescribeNetworkRules': paged('NetworkRules', 'pageNumber', 50, 'InstanceId'),
  'yundun-ddoscoo:DescribeL7RsPolicy': whole('Attributes', 'Domain'),
  'yundun-ddoscoo:DescribeL7UsKeepalive': whole('RsKeepalive', 'Domain'),
  'yundun-ddoscoo:DescribeBackSourceCidr': whole('Cidrs', 'RegionId'),

  'yundun-waf:DescribeInstance': whole('InstanceId', 'RegionId'),
  'yundun-waf:DescribeDomains': paged('Domains', 'pageNumber', 50, 'RegionId'),
  'yundun-waf:DescribeDomainDetail': whole('Domain', 'RegionId', 'Domain'),
  'yundun-waf:DescribeCloudResources': paged('CloudResources', 'pageNumber', 50, 'RegionId'),
  'yundun-waf:DescribeCloudResourceAccessPortDetails': paged(
    'AccessPortDetails',
    'pageNumber',
    50,
    'RegionId',
    'ResourceInstanceId',
  ),
  'yundun-waf:DescribeDDoSStatus': whole('DDoSStatus', 'RegionId'),
  'yundun-waf:DescribeWafSourceIpSegment': whole('WafSourceIp', 'RegionId'),

  'cdn:DescribeUserDomains': paged('Domains.PageData', 'pageNumber', 500),
  'cdn:DescribeCdnDomainDetail': whole('GetDomainDetailModel', 'DomainName'),
  'cdn:DescribeCdnDomainConfigs': whole('DomainConfigs.DomainConfig', 'DomainName'),

  'yundun-sas:DescribeVersionConfig': whole('Version', 'RegionId'),
  'yundun-sas:DescribeVulList': paged('VulRecords', 'currentPageCount', 50, 'RegionId', 'Type'),
  'yundun-sas:DescribeSuspEvents': paged('SuspEvents', 'currentPageCount', 100, 'RegionId'),

  'alidns:DescribeDomains': paged('Domains.Domain', 'pageNumber', 100),
  'alidns:DescribeDomainRecords': paged('DomainRecords.Record', 'pageNumber', 500, 'DomainName'),
  'alidns:DescribeDomainInfo': whole('DomainName', 'DomainName'),
} as const satisfies Record<string, AliCall>;

export type AliCallName = keyof typeof ALI_CALLS;

/** What the call is on the wire. */
export const aliCall = (name: AliCallName): AliCall => ALI_CALLS[name];

/** Names that people and other recorders use for the prefixes above. */
const ALIASES: Readonly<Record<string, string>> = {
  cbn: 'cen',
  'antiddos-public': 'yundun-ddos',
  antiddos: 'yundun-ddos',
  ddosbasic: 'yundun-ddos',
  ddosbgp: 'yundun-antiddosbag',
  ddoscoo: 'yundun-ddoscoo',
  waf: 'yundun-waf',
  'waf-openapi': 'yundun-waf',
  wafopenapi: 'yundun-waf',
  sas: 'yundun-sas',
  dns: 'alidns',
};

/** The name under which we know a recorded call, or `undefined` for one that we never make. */
export function aliCallName(recorded: string): AliCallName | undefined {
  const colon = recorded.indexOf(':');
  const prefix = recorded.slice(0, colon);
  const name = `${Object.hasOwn(ALIASES, prefix) ? ALIASES[prefix] : prefix}${recorded.slice(colon)}`;
  return Object.hasOwn(ALI_CALLS, name) ? (name as AliCallName) : undefined;
}

/**
 * What an answer is about: the values of the call's subject keys, joined; from the request, or from the answer where the
 * request does not say. Empty for calls with one subject.
 */
export function aliSubject(
  name: AliCallName,
  request: Readonly<Record<string, unknown>>,
  response: Readonly<Record<string, unknown>> = {},
): string {
  const keys = ALI_CALLS[name].subject ?? [];
  return keys.map((key) => subjectText(request[key] ?? request[`${key}.1`] ?? response[key])).join('/');
}

const subjectText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).sort().join(',')
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
