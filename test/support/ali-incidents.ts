import { aliScope, answered } from './ali-calls.ts';

/*
 * The four incidents that this product was asked for, as recorded calls.
 * Shapes and spelling are those of the vendor's reference:
 * https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners
 * https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail
 * https://www.alibabacloud.com/help/en/anti-ddos/anti-ddos-basic/developer-reference/api-antiddos-public-2017-05-18-describeinstanceipaddress
 */

/** Where the incidents happen. */
export const REGION = 'cn-hangzhou';
/** The balancer that they happen at. */
export const SHOP = 'lb-bp1shop';
/** Its address. */
export const ADDRESS = '47.110.5.6';

/** The answer about the balancer. */
export const balancer = answered(
  'slb:DescribeLoadBalancers',
  { RegionId: REGION, PageSize: 100, PageNumber: 1 },
  {
    TotalCount: 1,
    PageNumber: 1,
    PageSize: 100,
    LoadBalancers: {
      LoadBalancer: [
        {
          LoadBalancerId: SHOP,
          LoadBalancerName: 'shop',
          LoadBalancerStatus: 'active',
          Address: ADDRESS,
          AddressType: 'internet',
          AddressIPVersion: 'ipv4',
        },
      ],
    },
  },
);

/** The answer about its listeners. */
export const listeners = (...rows: readonly object[]) =>
  answered(
    'slb:DescribeLoadBalancerListeners',
    { RegionId: REGION, MaxResults: 100 },
    {
      TotalCount: rows.length,
      Listeners: rows.map((row) => ({ LoadBalancerId: SHOP, Status: 'running', AclStatus: 'off', ...row })),
    },
  );

/** No product but the balancer itself is there. */
export const others = [
  answered('alb:ListLoadBalancers', {}, { LoadBalancers: [], TotalCount: 0 }),
  answered('nlb:ListLoadBalancers', {}, { LoadBalancers: [], TotalCount: 0 }),
  answered('vpc:DescribeEipAddresses', { RegionId: REGION }, { EipAddresses: { EipAddress: [] }, TotalCount: 0 }),
  answered('ecs:DescribeInstances', { RegionId: REGION }, { Instances: { Instance: [] } }),
];

/** An HTTP listener with some settings of its own. */
export const http = (config: object) => ({
  ListenerPort: 80,
  ListenerProtocol: 'http',
  Scheduler: 'wrr',
  HTTPListenerConfig: { IdleTimeout: 60, RequestTimeout: 60, StickySession: 'off', HealthCheck: 'on', ...config },
});
/** A TCP listener that binds clients. */
export const tcp = (scheduler: string, PersistenceTimeout: number) => ({
  ListenerPort: 443,
  ListenerProtocol: 'tcp',
  Scheduler: scheduler,
  TCPListenerConfig: { EstablishedTimeout: 900, PersistenceTimeout, HealthCheck: 'on' },
});

/** WAF in front of it, with its timeouts. */
export const waf = (redirect: object = {}) =>
  aliScope(
    'global',
    answered('yundun-waf:DescribeInstance', { RegionId: REGION }, { InstanceId: 'waf-cn-1', Status: 1 }),
    answered('yundun-waf:DescribeInstance', { RegionId: 'ap-southeast-1' }, {}),
    answered(
      'yundun-waf:DescribeDomains',
      { RegionId: REGION, InstanceId: 'waf-cn-1', PageNumber: 1, PageSize: 50 },
      { TotalCount: 1, Domains: [{ Domain: 'shop.example.cn', Cname: 'x1.aliyunwaf5.com' }] },
    ),
    answered(
      'yundun-waf:DescribeDomainDetail',
      { RegionId: REGION, InstanceId: 'waf-cn-1', Domain: 'shop.example.cn' },
      {
        Domain: 'shop.example.cn',
        Listen: { HttpPorts: [80], HttpsPorts: [443] },
        Redirect: {
          BackendList: [ADDRESS],
          ReadTimeout: 120,
          WriteTimeout: 120,
          Keepalive: true,
          KeepaliveTimeout: 15,
          ...redirect,
        },
      },
    ),
    answered(
      'yundun-waf:DescribeCloudResources',
      { RegionId: REGION, InstanceId: 'waf-cn-1' },
      { CloudResources: [], TotalCount: 0 },
    ),
    answered('yundun-ddoscoo:DescribeInstances', { RegionId: REGION }, { Instances: [], TotalCount: 0 }),
    answered('yundun-ddoscoo:DescribeInstances', { RegionId: 'ap-southeast-1' }, { Instances: [], TotalCount: 0 }),
  );

/** The balancer’s address as Anti-DDoS lists it. */
export const asset = (status: string) => ({
  InstanceId: SHOP,
  InstanceName: 'shop',
  InstanceType: 'slb',
  InstanceStatus: 'abnormal',
  IpAddressConfig: [
    { InstanceIp: ADDRESS, IpStatus: status, BlackholeThreshold: 500, IpVersion: 'v4', RegionId: REGION },
  ],
});
/** What Anti-DDoS answers about one kind of asset. */
export const asked = (InstanceType: string, DdosStatus: string, ...assets: readonly object[]) =>
  answered(
    'yundun-ddos:DescribeInstanceIpAddress',
    { DdosRegionId: REGION, InstanceType, DdosStatus, CurrentPage: 1, PageSize: 50 },
    { Total: assets.length, InstanceList: assets },
  );
/** No other kind of asset is in trouble. */
export const quiet = ['ecs', 'eip'].flatMap((type) => [asked(type, 'blackhole'), asked(type, 'defense')]);

/** The attack that put it into a blackhole. */
export const attackEvent = answered(
  'yundun-ddos:DescribeDdosEventList',
  {
    DdosRegionId: REGION,
    InstanceType: 'slb',
    InstanceId: SHOP,
    InternetIp: ADDRESS,
    CurrentPage: 1,
    PageSize: 50,
  },
  {
    Total: 1,
    DdosEventList: {
      DdosEvent: [
        {
          DdosType: 'blackhole',
          DdosStatus: 'blackholed',
          StartTime: Date.parse('2026-11-20T02:10:00Z'),
          EndTime: 0,
          UnBlackholeTime: Date.parse('2026-11-20T04:40:00Z'),
        },
      ],
    },
  },
);
