import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { aliScope, answered, refused } from '../support/ali-calls.ts';
import { judgeAli, snapshotOf, verdictsOf } from '../support/ali-run.ts';

/*
 * One call that may not be made: whatever depends on it is unknown and names it. Shapes follow the vendor's SDK models:
 * alibabacloud_alb20200616, alibabacloud_slb20140515, alibabacloud_ecs20140526, alibabacloud_vpc20160428,
 * alibabacloud_waf_openapi20211001 and alibabacloud_ddoscoo20200101.
 */

const RegionId = 'cn-hangzhou';
const page = { RegionId, PageNumber: 1, PageSize: 50 };
const WAF = { RegionId, InstanceId: 'waf-1' };

/** A region with one ALB that listens on 8443 behind WAF, two machines, and an ACL that admits HTTPS only. */
const REGION: readonly RecordedCall[] = [
  answered('vpc:DescribeVpcs', page, { TotalCount: 1, Vpcs: { Vpc: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] } }),
  answered('vpc:DescribeEipAddresses', page, { TotalCount: 0, EipAddresses: { EipAddress: [] } }),
  answered('vpc:DescribeNatGateways', page, { TotalCount: 0, NatGateways: { NatGateway: [] } }),
  answered('vpc:DescribeVSwitches', page, {
    TotalCount: 2,
    VSwitches: {
      VSwitch: [
        { VSwitchId: 'vsw-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24', NetworkAclId: 'nacl-1' },
        { VSwitchId: 'vsw-2', VpcId: 'vpc-1', CidrBlock: '10.0.2.0/24', NetworkAclId: '' },
      ],
    },
  }),
  answered('vpc:DescribeNetworkAcls', page, {
    TotalCount: '1',
    NetworkAcls: {
      NetworkAcl: [
        {
          NetworkAclId: 'nacl-1',
          VpcId: 'vpc-1',
          IngressAclEntries: {
            IngressAclEntry: [{ Policy: 'accept', Protocol: 'tcp', Port: '443/443', SourceCidrIp: '0.0.0.0/0' }],
          },
          EgressAclEntries: { EgressAclEntry: [] },
          Resources: { Resource: [{ ResourceId: 'vsw-1', ResourceType: 'VSwitch', Status: 'BINDED' }] },
        },
      ],
    },
  }),
  answered(
    'ecs:DescribeSecurityGroups',
    { RegionId },
    {
      SecurityGroups: { SecurityGroup: [{ SecurityGroupId: 'sg-1', SecurityGroupType: 'normal', VpcId: 'vpc-1' }] },
    },
  ),
  answered(
    'ecs:DescribeSecurityGroupAttribute',
    { RegionId, SecurityGroupId: 'sg-1' },
    {
      SecurityGroupId: 'sg-1',
      VpcId: 'vpc-1',
      InnerAccessPolicy: 'Drop',
      Permissions: {
        Permission: [
          {
            Direction: 'ingress',
            IpProtocol: 'TCP',
            PortRange: '8080/8080',
            Policy: 'Accept',
            Priority: '1',
            SourceCidrIp: '198.51.100.0/24',
          },
        ],
      },
    },
  ),
  answered(
    'ecs:DescribeInstances',
    { RegionId },
    {
      Instances: {
        Instance: ['i-1', 'i-2'].map((InstanceId) => ({
          InstanceId,
          Status: 'Running',
          ZoneId: 'cn-hangzhou-h',
          VpcAttributes: { VpcId: 'vpc-1', VSwitchId: 'vsw-1' },
          PublicIpAddress: { IpAddress: InstanceId === 'i-1' ? ['47.96.1.10'] : [] },
        })),
      },
    },
  ),
  answered(
    'ecs:DescribeNetworkInterfaces',
    { RegionId },
    {
      NetworkInterfaceSets: {
        NetworkInterfaceSet: [
          {
            NetworkInterfaceId: 'eni-1',
            Type: 'Primary',
            Status: 'InUse',
            InstanceId: 'i-1',
            VpcId: 'vpc-1',
            VSwitchId: 'vsw-1',
            SecurityGroupIds: { SecurityGroupId: ['sg-1'] },
            PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] },
          },
        ],
      },
    },
  ),
  answered('slb:DescribeLoadBalancers', page, { TotalCount: 0, LoadBalancers: { LoadBalancer: [] } }),
  answered('nlb:ListLoadBalancers', { RegionId }, { LoadBalancers: [] }),
  answered(
    'alb:ListLoadBalancers',
    { RegionId },
    {
      LoadBalancers: [
        { LoadBalancerId: 'alb-1', AddressType: 'Internet', LoadBalancerStatus: 'Active', VpcId: 'vpc-1' },
      ],
    },
  ),
  answered(
    'alb:GetLoadBalancerAttribute',
    { LoadBalancerId: 'alb-1' },
    {
      LoadBalancerId: 'alb-1',
      ZoneMappings: [
        { ZoneId: 'cn-hangzhou-h', VSwitchId: 'vsw-2', LoadBalancerAddresses: [{ Address: '47.96.3.1' }] },
      ],
    },
  ),
  answered(
    'alb:ListListeners',
    { RegionId },
    {
      Listeners: [
        {
          ListenerId: 'lsn-1',
          LoadBalancerId: 'alb-1',
          ListenerPort: 8443,
          ListenerProtocol: 'HTTPS',
          ListenerStatus: 'Running',
          IdleTimeout: 60,
          RequestTimeout: 60,
          SecurityPolicyId: 'tls_cipher_policy_1_2',
          DefaultActions: [
            { Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: 'sgp-1' }] } },
          ],
        },
      ],
    },
  ),
  answered('alb:GetListenerAttribute', { ListenerId: 'lsn-1' }, { ListenerId: 'lsn-1', AclConfig: {} }),
  answered('alb:ListRules', { RegionId }, { Rules: [] }),
  answered(
    'alb:ListServerGroups',
    { RegionId },
    {
      ServerGroups: [{ ServerGroupId: 'sgp-1', Scheduler: 'Wrr', HealthCheckConfig: { HealthCheckEnabled: true } }],
    },
  ),
  answered(
    'alb:ListServerGroupServers',
    { RegionId, ServerGroupId: 'sgp-1' },
    {
      Servers: ['i-1', 'i-2'].map((ServerId) => ({ ServerId, ServerType: 'Ecs', Port: 8080, Weight: 100 })),
    },
  ),
];

/** WAF in front of the ALB, Anti-DDoS Proxy in front of a machine, CDN in front of WAF. */
const GLOBAL: readonly RecordedCall[] = [
  answered('yundun-waf:DescribeInstance', { RegionId }, { InstanceId: 'waf-1', Status: 1 }),
  answered(
    'yundun-waf:DescribeDomains',
    { ...page, ...WAF },
    {
      TotalCount: 1,
      Domains: [{ Domain: 'www.example.com', Cname: 'abc.yundunwaf3.com' }],
    },
  ),
  answered(
    'yundun-waf:DescribeDomainDetail',
    { ...WAF, Domain: 'www.example.com' },
    {
      Domain: 'www.example.com',
      Listen: { HttpsPorts: [443] },
      Redirect: { BackendList: ['203.0.113.1'], ReadTimeout: 120, Keepalive: true, KeepaliveTimeout: 15 },
    },
  ),
  answered(
    'yundun-waf:DescribeCloudResources',
    { ...page, ...WAF },
    {
      TotalCount: 1,
      CloudResources: [{ ResourceProduct: 'alb', ResourceInstanceId: 'alb-1', ResourceRegionId: RegionId }],
    },
  ),
  answered(
    'yundun-waf:DescribeCloudResourceAccessPortDetails',
    { ...page, ...WAF, ResourceInstanceId: 'alb-1' },
    {
      TotalCount: 1,
      AccessPortDetails: [{ Port: 8443, Protocol: 'https', ReadTimeout: 10, Keepalive: true, KeepaliveTimeout: 15 }],
    },
  ),
  answered('yundun-waf:DescribeWafSourceIpSegment', WAF, { WafSourceIp: { IPv4: ['47.97.0.0/24'] } }),
  answered('yundun-waf:DescribeDDoSStatus', WAF, { DDoSStatus: [] }),
  answered('yundun-ddoscoo:DescribeInstances', page, {
    TotalCount: 1,
    Instances: [{ InstanceId: 'ddoscoo-1', Ip: '203.107.1.1' }],
  }),
  answered(
    'yundun-ddoscoo:DescribeBlackholeStatus',
    { RegionId, InstanceIds: ['ddoscoo-1'] },
    {
      BlackholeStatus: [{ Ip: '203.107.1.1', BlackStatus: 'normal', StartTime: 0, EndTime: 0 }],
    },
  ),
  answered(
    'yundun-ddoscoo:DescribeDDoSEvents',
    { ...page, InstanceIds: ['ddoscoo-1'] },
    {
      Total: 1,
      DDoSEvents: [{ EventType: 'defense', Ip: '203.107.1.1', StartTime: 1_763_600_000, EndTime: 0 }],
    },
  ),
  answered(
    'yundun-ddoscoo:DescribeDomainResource',
    { RegionId, PageNumber: 1, PageSize: 10 },
    {
      TotalCount: 1,
      WebRules: [{ Domain: 'game.example.com', Cname: 'xyz.aliyunddos.com', RealServers: ['47.96.1.10'] }],
    },
  ),
  answered(
    'yundun-ddoscoo:DescribeNetworkRules',
    { ...page, InstanceId: 'ddoscoo-1' },
    {
      TotalCount: 0,
      NetworkRules: [],
    },
  ),
  answered('yundun-ddoscoo:DescribeBackSourceCidr', { RegionId }, { Cidrs: ['203.107.2.0/24'] }),
  answered(
    'cdn:DescribeUserDomains',
    { PageNumber: 1, PageSize: 500 },
    {
      TotalCount: 1,
      Domains: {
        PageData: [
          {
            DomainName: 'static.example.com',
            DomainStatus: 'online',
            Sources: { Source: [{ Content: 'abc.yundunwaf3.com', Type: 'domain', Priority: '20' }] },
          },
        ],
      },
    },
  ),
  answered('cdn:DescribeCdnDomainConfigs', { DomainName: 'static.example.com' }, { DomainConfigs: {} }),
];

/** What a check says where `call` is changed by `change`. */
async function saidOf(check: string, call: string, change: (recorded: RecordedCall) => readonly RecordedCall[]) {
  const changed = (calls: readonly RecordedCall[]) =>
    calls.flatMap((each) => (each.call === call ? change(each) : [each]));
  const { files } = await judgeAli(
    snapshotOf(aliScope(RegionId, ...changed(REGION)), aliScope('global', ...changed(GLOBAL))),
    [check],
  );
  return verdictsOf(files, check);
}

const deny = ({ call, request }: RecordedCall): readonly RecordedCall[] => [refused(call, request, 'Forbidden.RAM')];
const garble = (recorded: RecordedCall): readonly RecordedCall[] => [{ ...recorded, response: { a: 1 } }];
const leaveOut = (): readonly RecordedCall[] => [];

/** The check, the call it needs, the resource, and what it says where everything was read. */
const NEEDED: readonly (readonly [check: string, call: string, resource: string, read: string])[] = [
  ['alicloud-slb-listener-only-public-ports-reachable', 'alb:GetLoadBalancerAttribute', 'alb-1/https/8443', 'fail'],
  ['alicloud-slb-backends-redundant', 'ecs:DescribeInstances', 'alb-1/https/8443', 'fail'],
  ['alicloud-vpc-network-acl-agrees-with-security-groups', 'ecs:DescribeSecurityGroupAttribute', 'nacl-1', 'fail'],
  ['alicloud-ddos-address-not-under-attack', 'yundun-ddoscoo:DescribeDDoSEvents', '203.107.1.1', 'fail'],
  ['alicloud-path-timeouts-ordered', 'yundun-waf:DescribeCloudResourceAccessPortDetails', 'alb-1/https/8443', 'fail'],
  ['alicloud-path-timeouts-ordered', 'yundun-waf:DescribeDomains', 'static.example.com', 'fail'],
  ['alicloud-slb-health-check-on', 'alb:ListRules', 'alb-1/https/8443', 'pass'],
  ['alicloud-slb-access-list-not-empty', 'alb:GetListenerAttribute', 'alb-1/https/8443', 'not-applicable'],
];

describe.each(NEEDED)('%s without %s', (check, call, resource, read) => {
  const about = (said: readonly string[]): readonly string[] =>
    said.filter((line) => line.startsWith(`${resource} `)).map((line) => line.slice(resource.length + 1));

  test('is decided where it was read', async () => {
    expect(about(await saidOf(check, call, (each) => [each]))[0]).toMatch(new RegExp(`^${read}: `));
  });

  test.each([
    ['refused', deny, 'Forbidden.RAM'],
    ['garbled', garble, 'Malformed'],
    ['left out', leaveOut, 'NotRead'],
  ])('is unknown where it was %s', async (_, change, code) => {
    const said = about(await saidOf(check, call, change));
    expect(said).not.toEqual([]);
    for (const line of said) expect(line).toMatch(new RegExp(`^unknown: .*${call}: ${code}`));
  });
});
