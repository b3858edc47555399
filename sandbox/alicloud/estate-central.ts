import type { AliBook } from './book.ts';
import { SHOP } from './estate-balancers.ts';

const DAY_MS = 86_400_000;

/** What the account has in products without a region: WAF in front of the shop, CDN, DNS, Security Center, a transit router. */
export function writeCentral(book: AliBook, regions: readonly string[]): void {
  book.answer(
    'sts:GetCallerIdentity',
    {},
    {
      AccountId: book.account,
      Arn: `acs:ram::${book.account}:user/posture`,
      IdentityType: 'RAMUser',
      PrincipalId: '300000000000000001',
    },
  );
  book.list(
    'ecs:DescribeRegions',
    regions.map((RegionId) => ({
      RegionId,
      LocalName: RegionId,
      RegionEndpoint: `ecs.${RegionId}.aliyuncs.com`,
      Status: 'available',
    })),
  );
  writeWaf(book);
  writeEdge(book);
  writeSecurityCenter(book);
  book.refuse(
    'yundun-antiddosbag:DescribeInstanceList',
    { RegionId: 'cn-hongkong' },
    'Forbidden.RAM',
    'User not authorized to operate on the specified resource, or this API doesn’t support RAM.',
  );
}

/** @see https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail */
function writeWaf(book: AliBook): void {
  const RegionId = 'cn-hangzhou';
  const InstanceId = 'waf_v3prepaid_public_cn-bp1shop';
  book.answer(
    'yundun-waf:DescribeInstance',
    { RegionId },
    { InstanceId, Status: 1, Edition: 'default_version', PayType: 'Subscription', InDebt: '1' },
  );
  book.answer('yundun-waf:DescribeInstance', { RegionId: 'ap-southeast-1' }, {});
  const Domain = 'shop.example.cn';
  const Cname = 'xxxxxvut4i3gv.aliyunwaf5.com';
  book.list(
    'yundun-waf:DescribeDomains',
    [
      {
        Domain,
        DomainId: '1-waf',
        Cname,
        Status: 1,
        Backeds: { Http: [{ Backend: SHOP.address }], Https: [{ Backend: SHOP.address }] },
        ListenPorts: { Http: [80], Https: [443] },
      },
    ],
    { RegionId, InstanceId },
  );
  book.answer(
    'yundun-waf:DescribeDomainDetail',
    { RegionId, InstanceId, Domain },
    {
      Domain,
      Cname,
      Status: 1,
      Listen: {
        HttpPorts: [80],
        HttpsPorts: [443],
        XffHeaderMode: 0,
        TLSVersion: 'tlsv1.2',
        CertId: '123-cn-hangzhou',
      },
      Redirect: {
        BackendList: [SHOP.address],
        BackUpBackendList: [],
        Backends: [{ Backend: SHOP.address }],
        ConnectTimeout: 5,
        ReadTimeout: 120,
        WriteTimeout: 120,
        Keepalive: true,
        KeepaliveRequests: 1000,
        KeepaliveTimeout: 15,
        Loadbalance: 'iphash',
        Retry: true,
      },
      CertDetail: { CommonName: Domain, EndTime: book.now.getTime() + 19 * DAY_MS },
    },
  );
  book.list('yundun-waf:DescribeDDoSStatus', [], { RegionId, InstanceId });
  book.answer(
    'yundun-waf:DescribeWafSourceIpSegment',
    { RegionId, InstanceId },
    { WafSourceIp: { IPv4: ['47.97.242.0/24', '121.43.18.0/24'], IPv6: [] } },
  );
}

function writeEdge(book: AliBook): void {
  const DomainName = 'static.example.cn';
  const source = (Content: string, Priority: string) => ({
    Content,
    Type: 'ipaddr',
    Port: 80,
    Priority,
    Weight: '10',
    Enabled: 'online',
  });
  const sources = [source('47.110.5.7', '20'), source('120.27.30.40', '30')];
  book.list('cdn:DescribeUserDomains', [
    {
      DomainName,
      DomainStatus: 'online',
      Cname: `${DomainName}.w.kunlunsl.com`,
      CdnType: 'web',
      SslProtocol: 'off',
      Sandbox: 'normal',
      Sources: { Source: sources },
    },
  ]);
  book.answer(
    'cdn:DescribeCdnDomainDetail',
    { DomainName },
    {
      GetDomainDetailModel: {
        DomainName,
        DomainStatus: 'online',
        ServerCertificateStatus: 'off',
        Scope: 'domestic',
        SourceModels: { SourceModel: sources },
      },
    },
  );
  book.list('cdn:DescribeCdnDomainConfigs', [], { DomainName });

  const zone = 'example.cn';
  book.list('alidns:DescribeDomains', [
    {
      DomainName: zone,
      VersionCode: 'mianfei',
      InstanceExpired: false,
      DnsServers: { DnsServer: ['dns1.hichina.com'] },
    },
  ]);
  book.answer(
    'alidns:DescribeDomainInfo',
    { DomainName: zone },
    { DomainName: zone, InBlackHole: false, InClean: false },
  );
  const record = (RecordId: string, RR: string, Type: string, Value: string) => ({
    RecordId,
    DomainName: zone,
    RR,
    Type,
    Value,
    TTL: 600,
    Status: 'ENABLE',
    Line: 'default',
    Locked: false,
  });
  book.list(
    'alidns:DescribeDomainRecords',
    [
      record('900001', 'shop', 'A', SHOP.address),
      record('900002', 'static', 'CNAME', `static.example.cn.w.kunlunsl.com`),
      record('900003', '@', 'TXT', '<script>alert(1)</script>'),
    ],
    { DomainName: zone },
  );

  book.list('cen:DescribeCens', [{ CenId: 'cen-bp1shop', Name: 'shop', Status: 'Active' }]);
  book.list(
    'cen:ListTransitRouters',
    [{ TransitRouterId: 'tr-bp1shop', CenId: 'cen-bp1shop', RegionId: 'cn-hangzhou', Status: 'Active' }],
    { CenId: 'cen-bp1shop' },
  );
  book.list(
    'cen:ListTransitRouterRouteTables',
    [{ TransitRouterRouteTableId: 'vtb-bp1transit', TransitRouterRouteTableType: 'System' }],
    { TransitRouterId: 'tr-bp1shop' },
  );
  const route = (destination: string, hop: string) => ({
    TransitRouterRouteEntryId: `rte-${destination.replace(/[./]/g, '-')}`,
    TransitRouterRouteEntryDestinationCidrBlock: destination,
    TransitRouterRouteEntryNextHopType: hop,
    TransitRouterRouteEntryType: 'Static',
    TransitRouterRouteEntryStatus: 'Active',
  });
  book.list(
    'cen:ListTransitRouterRouteEntries',
    [route('10.80.0.0/16', 'Attachment'), route('10.99.0.0/16', 'BlackHole')],
    { TransitRouterRouteTableId: 'vtb-bp1transit' },
  );
}

/** @see https://www.alibabacloud.com/help/en/security-center/developer-reference/api-sas-2018-12-03-describesuspevents */
function writeSecurityCenter(book: AliBook): void {
  for (const RegionId of ['cn-hangzhou', 'ap-southeast-1']) {
    book.answer(
      'yundun-sas:DescribeVersionConfig',
      { RegionId },
      {
        Version: 1,
        HighestVersion: 1,
        IsTrialVersion: 0,
        IsPostpay: false,
        ReleaseTime: book.now.getTime() + 200 * DAY_MS,
      },
    );
  }
  book.list(
    'yundun-sas:DescribeSuspEvents',
    [
      {
        Id: 281937,
        Level: 'serious',
        AlarmEventType: 'Malicious process',
        AlarmEventNameDisplay: 'Mining program',
        EventStatus: 1,
        InstanceId: 'i-bp1legacy001',
        InstanceName: 'reports-old',
        Uuid: 'uuid-legacy',
        LastTime: '2026-11-19 22:14:00',
        LastTimeStamp: book.hoursAgo(5),
        Desc: 'A mining program runs.',
      },
    ],
    { RegionId: 'cn-hangzhou' },
  );
  book.list(
    'yundun-sas:DescribeVulList',
    [
      {
        Name: 'oval:com.redhat.rhsa:def:20244312',
        AliasName: 'RHSA-2024:4312: openssh security update',
        Type: 'cve',
        Necessity: 'asap',
        Status: 1,
        Related: 'CVE-2024-6387',
        InstanceId: 'i-bp1legacy001',
        InstanceName: 'reports-old',
        Uuid: 'uuid-legacy',
        InternetIp: '120.27.30.40',
        FirstTs: book.hoursAgo(300),
      },
    ],
    { RegionId: 'cn-hangzhou', Type: 'cve' },
  );
}
