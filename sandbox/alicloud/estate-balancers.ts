import type { AliBook } from './book.ts';
import { WEB } from './estate-names.ts';

/**
 * The shop's load balancers.
 *
 * @see https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners
 */
export const SHOP = { id: 'lb-bp1shop', address: '47.110.5.6' } as const;
const API = { id: 'lb-bp1api', address: '47.110.5.7' } as const;

const CHECK = {
  HealthCheck: 'on',
  HealthCheckInterval: 2,
  HealthyThreshold: 3,
  UnhealthyThreshold: 3,
} as const;

/** Defaults of the platform, where nobody chose anything. */
const HTTP = {
  IdleTimeout: 15,
  RequestTimeout: 60,
  StickySession: 'off',
  Gzip: 'on',
  ListenerForward: 'off',
  XForwardedFor: 'on',
  HealthCheckTimeout: 5,
  ...CHECK,
} as const;
const TCP = {
  EstablishedTimeout: 900,
  PersistenceTimeout: 0,
  HealthCheckType: 'tcp',
  HealthCheckConnectTimeout: 5,
  ConnectionDrain: 'off',
  ProxyProtocolV2Enabled: 'false',
  ...CHECK,
} as const;

const listener = (
  LoadBalancerId: string,
  ListenerPort: number,
  ListenerProtocol: string,
  more: Readonly<Record<string, unknown>>,
) => ({
  LoadBalancerId,
  ListenerPort,
  ListenerProtocol,
  Scheduler: 'wrr',
  Status: 'running',
  AclStatus: 'off',
  AclType: '',
  AclIds: [],
  BackendServerPort: 80,
  Bandwidth: -1,
  Description: '',
  Tags: [],
  ...more,
});

export function writeBalancers(book: AliBook): void {
  const RegionId = book.region;
  const balancer = (
    each: { readonly id: string; readonly address: string },
    LoadBalancerName: string,
    DeleteProtection: string,
  ) => ({
    LoadBalancerId: each.id,
    LoadBalancerName,
    LoadBalancerStatus: 'active',
    Address: each.address,
    AddressType: 'internet',
    AddressIPVersion: 'ipv4',
    VpcId: '',
    LoadBalancerSpec: 'slb.s2.small',
    DeleteProtection,
    Tags: { Tag: [{ TagKey: 'team', TagValue: 'shop' }] },
  });
  book.list('slb:DescribeLoadBalancers', [balancer(SHOP, 'shop', 'on'), balancer(API, 'partner-api', 'off')], {
    RegionId,
  });
  book.list(
    'slb:DescribeLoadBalancerListeners',
    [
      // WAF is in front: all users come from few addresses.
      listener(SHOP.id, 443, 'tcp', {
        TCPListenerConfig: { ...TCP, PersistenceTimeout: 1000 },
        BackendServerPort: 443,
      }),
      listener(SHOP.id, 80, 'http', { HTTPListenerConfig: { ...HTTP, RequestTimeout: 180 } }),
      listener(API.id, 8443, 'tcp', {
        Scheduler: 'wlc',
        TCPListenerConfig: { ...TCP, EstablishedTimeout: 120, PersistenceTimeout: 3600 },
        VServerGroupId: 'rsp-bp1api',
        BackendServerPort: 0,
      }),
      listener(API.id, 443, 'https', {
        HTTPSListenerConfig: {
          ...HTTP,
          StickySession: 'on',
          StickySessionType: 'insert',
          CookieTimeout: 86_400,
          TLSCipherPolicy: 'tls_cipher_policy_1_0',
          EnableHttp2: 'on',
        },
        AclStatus: 'on',
        AclType: 'white',
        AclIds: ['acl-bp1partners'],
        VServerGroupId: 'rsp-bp1api',
      }),
    ],
    { RegionId },
    { TotalCount: 4, MaxResults: 100 },
  );
  book.list(
    'slb:DescribeAccessControlLists',
    [{ AclId: 'acl-bp1partners', AclName: 'partners', AddressIPVersion: 'ipv4' }],
    { RegionId },
  );
  book.list(
    'slb:DescribeAccessControlListAttribute',
    [],
    { RegionId, AclId: 'acl-bp1partners' },
    { AclId: 'acl-bp1partners', TotalAclEntry: 0 },
  );

  const server = (ServerId: string, Port?: number, Weight = 100) => ({
    ServerId,
    Weight,
    Type: 'ecs',
    ...(Port === undefined ? {} : { Port }),
  });
  const both = WEB.map((id) => server(id));
  for (const { id, address } of [SHOP, API]) {
    book.answer(
      'slb:DescribeLoadBalancerAttribute',
      { RegionId, LoadBalancerId: id },
      {
        LoadBalancerId: id,
        Address: address,
        LoadBalancerStatus: 'active',
        BackendServers: { BackendServer: id === SHOP.id ? both : [] },
        ListenerPortsAndProtocol: { ListenerPortAndProtocol: [] },
      },
    );
  }
  const health = (
    ServerId: string,
    ListenerPort: number,
    Protocol: string,
    ServerHealthStatus: string,
    Port: number,
  ) => ({ ServerId, ServerIp: '', Port, ListenerPort, Protocol, ServerHealthStatus });
  book.list(
    'slb:DescribeHealthStatus',
    [
      health(WEB[0], 443, 'tcp', 'normal', 443),
      health(WEB[1], 443, 'tcp', 'normal', 443),
      health(WEB[0], 80, 'http', 'normal', 80),
      health(WEB[1], 80, 'http', 'abnormal', 80),
    ],
    { RegionId, LoadBalancerId: SHOP.id },
  );
  book.list(
    'slb:DescribeHealthStatus',
    [health(WEB[0], 8443, 'tcp', 'normal', 8443), health(WEB[0], 443, 'https', 'normal', 8080)],
    { RegionId, LoadBalancerId: API.id },
  );
  book.list('slb:DescribeVServerGroups', [], { RegionId, LoadBalancerId: SHOP.id });
  book.list('slb:DescribeVServerGroups', [{ VServerGroupId: 'rsp-bp1api', VServerGroupName: 'api', ServerCount: 1 }], {
    RegionId,
    LoadBalancerId: API.id,
  });
  book.answer(
    'slb:DescribeVServerGroupAttribute',
    { RegionId, VServerGroupId: 'rsp-bp1api' },
    {
      VServerGroupId: 'rsp-bp1api',
      LoadBalancerId: API.id,
      BackendServers: { BackendServer: [server(WEB[0], 8443)] },
    },
  );
  book.list('slb:DescribeRules', [], { RegionId, LoadBalancerId: SHOP.id, ListenerPort: 80, ListenerProtocol: 'http' });
  book.list('slb:DescribeRules', [], {
    RegionId,
    LoadBalancerId: API.id,
    ListenerPort: 443,
    ListenerProtocol: 'https',
  });
  writeAlb(book);
}

/** @see https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listservergroups */
function writeAlb(book: AliBook): void {
  const id = 'alb-bp1members';
  const group = 'sgp-bp1members';
  book.list(
    'alb:ListLoadBalancers',
    [
      {
        LoadBalancerId: id,
        LoadBalancerName: 'members',
        DNSName: `${id}.cn-hangzhou.alb.aliyuncs.com`,
        AddressType: 'Internet',
        LoadBalancerStatus: 'Active',
        LoadBalancerBussinessStatus: 'Normal',
        LoadBalancerEdition: 'Standard',
        VpcId: 'vpc-bp1shopprod0001',
        SecurityGroupIds: [],
        DeletionProtectionConfig: { Enabled: true },
      },
    ],
    {},
    { TotalCount: 1, MaxResults: 100 },
  );
  book.answer(
    'alb:GetLoadBalancerAttribute',
    { LoadBalancerId: id },
    {
      LoadBalancerId: id,
      DeletionProtectionConfig: { Enabled: true },
      ZoneMappings: [
        {
          ZoneId: 'cn-hangzhou-h',
          VSwitchId: 'vsw-bp1shopweb0h',
          LoadBalancerAddresses: [{ Address: '47.110.8.1', EipType: 'Common', AllocationId: 'eip-alb-1' }],
        },
        {
          ZoneId: 'cn-hangzhou-i',
          VSwitchId: 'vsw-bp1shopweb0i',
          LoadBalancerAddresses: [{ Address: '47.110.8.2', EipType: 'Common', AllocationId: 'eip-alb-2' }],
        },
      ],
    },
  );
  const ListenerId = 'lsn-bp1members443';
  book.list(
    'alb:ListListeners',
    [
      {
        ListenerId,
        LoadBalancerId: id,
        ListenerPort: 443,
        ListenerProtocol: 'HTTPS',
        ListenerStatus: 'Running',
        ListenerDescription: '',
        IdleTimeout: 60,
        RequestTimeout: 60,
        SecurityPolicyId: 'tls_cipher_policy_1_2',
        Http2Enabled: true,
        DefaultActions: [
          { Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: group }] } },
        ],
      },
    ],
    {},
    { TotalCount: 1, MaxResults: 100 },
  );
  book.answer(
    'alb:GetListenerAttribute',
    { ListenerId },
    { ListenerId, ListenerPort: 443, ListenerProtocol: 'HTTPS', AclConfig: {} },
  );
  book.list(
    'alb:GetListenerHealthStatus',
    [
      {
        ListenerId,
        ListenerPort: 443,
        ListenerProtocol: 'HTTPS',
        ServerGroupInfos: [
          { ServerGroupId: group, ActionType: 'ForwardGroup', HealthCheckEnabled: 'on', NonNormalServers: [] },
        ],
      },
    ],
    { ListenerId, IncludeRule: true },
  );
  book.list(
    'alb:ListServerGroups',
    [
      {
        ServerGroupId: group,
        ServerGroupName: 'members',
        Protocol: 'HTTP',
        Scheduler: 'Wlc',
        ServerGroupType: 'Instance',
        ServerCount: 2,
        StickySessionConfig: { StickySessionEnabled: true, StickySessionType: 'Insert', CookieTimeout: 1000 },
        HealthCheckConfig: { HealthCheckEnabled: true, HealthCheckInterval: 2, HealthCheckTimeout: 5 },
        RelatedLoadBalancerIds: [id],
        VpcId: 'vpc-bp1shopprod0001',
      },
    ],
    {},
    { TotalCount: 1, MaxResults: 100 },
  );
  book.list(
    'alb:ListServerGroupServers',
    WEB.map((ServerId) => ({ ServerId, ServerType: 'Ecs', Port: 80, Weight: 100, Status: 'Available' })),
    { ServerGroupId: group },
  );
}
