import { type AliRegion, AliRegionBuilder } from '#inventory/alicloud/region.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { ALI_ACCOUNT, answered, refused } from '../../support/ali-calls.ts';

/*
 * Fixtures follow the vendor's published examples and SDK models, in their spelling and case:
 * https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesecuritygroupattribute
 * https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners
 * https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listservergroups
 */

const SCOPE = { provider: 'alicloud', account: ALI_ACCOUNT, region: 'cn-hangzhou' } as const;

function regionOf(...calls: readonly RecordedCall[]): AliRegion {
  const builder = new AliRegionBuilder(SCOPE);
  for (const call of calls) builder.add(call);
  return builder.build();
}

const groupList = answered(
  'ecs:DescribeSecurityGroups',
  {},
  {
    SecurityGroups: {
      SecurityGroup: [
        {
          SecurityGroupId: 'sg-1',
          SecurityGroupName: 'web',
          SecurityGroupType: 'normal',
          VpcId: 'vpc-1',
          Tags: { Tag: [{ TagKey: 'team', TagValue: 'shop' }] },
        },
      ],
    },
  },
);
/** The answer as the reference shows it: every field a text, those that say nothing empty. */
const permission = (change: object) => ({
  Direction: 'ingress',
  IpProtocol: 'TCP',
  PortRange: '22/22',
  SourcePortRange: '-1/-1',
  Policy: 'Accept',
  Priority: '1',
  NicType: 'intranet',
  SourceCidrIp: '0.0.0.0/0',
  Ipv6SourceCidrIp: '',
  SourceGroupId: '',
  SourceGroupOwnerAccount: '',
  SourcePrefixListId: '',
  DestCidrIp: '',
  Ipv6DestCidrIp: '',
  DestGroupId: '',
  DestPrefixListId: '',
  SecurityGroupRuleId: 'sgr-1',
  Description: '',
  CreateTime: '2025-03-02T08:11:00Z',
  ...change,
});
const rules = (...rows: readonly object[]) =>
  answered(
    'ecs:DescribeSecurityGroupAttribute',
    { SecurityGroupId: 'sg-1' },
    { SecurityGroupId: 'sg-1', InnerAccessPolicy: 'Accept', Permissions: { Permission: rows } },
  );

const onlyRule = (change: object) => {
  const { securityGroups } = regionOf(groupList, rules(permission(change)));
  const group = securityGroups.known ? securityGroups.value[0] : undefined;
  return group?.rules.known ? group.rules.value[0] : group?.rules;
};

describe('a rule', () => {
  test.each<[string, object, object]>([
    [
      'as the console writes it',
      {},
      {
        direction: 'ingress',
        action: 'accept',
        protocol: 6,
        ports: [22, 22],
        priority: 1,
        peer: { kind: 'cidr', cidr: '0.0.0.0/0' },
      },
    ],
    ['with a lower-case policy', { Policy: 'accept' }, { action: 'accept' }],
    ['with an upper-case policy', { Policy: 'DROP' }, { action: 'drop' }],
    ['with a lower-case protocol', { IpProtocol: 'tcp' }, { protocol: 6 }],
    ['with ALL and -1/-1', { IpProtocol: 'ALL', PortRange: '-1/-1' }, { protocol: -1 }],
    ['with ICMP and -1/-1', { IpProtocol: 'ICMP', PortRange: '-1/-1' }, { protocol: 1 }],
    ['with a priority as text', { Priority: '100' }, { priority: 100 }],
    [
      'with IPv6',
      { SourceCidrIp: '', Ipv6SourceCidrIp: '::/0' },
      { peer: { kind: 'cidr', cidr: '::/0', family: 'ipv6' } },
    ],
    [
      'with a prefix list',
      { SourceCidrIp: '', SourcePrefixListId: 'pl-1' },
      { peer: { kind: 'prefix-list', id: 'pl-1' } },
    ],
    [
      'with a group',
      { SourceCidrIp: '', SourceGroupId: 'sg-2', SourceGroupOwnerAccount: 'a@b.cn' },
      { peer: { kind: 'group', id: 'sg-2' } },
    ],
    ['with a port list', { PortRange: '', PortRangeListId: 'prl-1' }, { portListId: 'prl-1' }],
    [
      'outwards',
      { Direction: 'egress', SourceCidrIp: '', DestCidrIp: '10.0.0.0/8' },
      { direction: 'egress', peer: { kind: 'cidr', cidr: '10.0.0.0/8' } },
    ],
    ['about one member', { DestCidrIp: '10.0.0.5/32' }, { localCidr: '10.0.0.5/32' }],
  ])('%s', (_, change, expected) => {
    expect(onlyRule(change)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['an action that nobody knows', { Policy: 'Maybe' }],
    ['a protocol that nobody knows', { IpProtocol: 'QUANTUM' }],
    ['ports that are none', { PortRange: 'http' }],
    ['no peer at all', { SourceCidrIp: '' }],
  ])('with %s makes the rules unknown', (_, change) => {
    expect(onlyRule(change)).toMatchObject({
      known: false,
      missing: [{ call: 'ecs:DescribeSecurityGroupAttribute', code: 'Malformed' }],
    });
  });
});

test('a group has its rules, its policy and its tags; what was refused is unknown', () => {
  const read = regionOf(groupList, rules(permission({})));
  expect(read.securityGroups).toMatchObject({
    known: true,
    value: [
      {
        id: 'sg-1',
        name: 'web',
        type: 'normal',
        tags: { team: 'shop' },
        innerAccess: { known: true, value: 'accept' },
      },
    ],
  });
  const denied = regionOf(
    groupList,
    refused('ecs:DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-1' }, 'Forbidden.RAM'),
  );
  expect(denied.securityGroups).toMatchObject({
    known: true,
    value: [{ rules: { known: false, missing: [{ code: 'Forbidden.RAM' }] } }],
  });
});

describe('a classic listener', () => {
  const listenerOf = (row: object) => {
    const { listeners } = regionOf(
      answered(
        'slb:DescribeLoadBalancers',
        {},
        {
          TotalCount: 1,
          LoadBalancers: {
            LoadBalancer: [
              { LoadBalancerId: 'lb-1', AddressType: 'internet', Address: '47.1.1.1', LoadBalancerStatus: 'active' },
            ],
          },
        },
      ),
      answered(
        'slb:DescribeLoadBalancerListeners',
        {},
        { Listeners: [{ LoadBalancerId: 'lb-1', Status: 'running', ...row }], TotalCount: 1 },
      ),
      answered(
        'slb:DescribeRules',
        { LoadBalancerId: 'lb-1', ListenerProtocol: 'http', ListenerPort: 1 },
        { Rules: { Rule: [] } },
      ),
      answered('alb:ListLoadBalancers', {}, { LoadBalancers: [] }),
      answered('nlb:ListLoadBalancers', {}, { LoadBalancers: [] }),
    );
    return listeners.known ? listeners.value[0] : listeners;
  };
  const http = {
    IdleTimeout: 15,
    RequestTimeout: 60,
    StickySession: 'on',
    StickySessionType: 'insert',
    CookieTimeout: 600,
    HealthCheck: 'on',
  };

  test.each<[string, object, object]>([
    [
      'HTTP',
      { ListenerProtocol: 'http', ListenerPort: 80, HTTPListenerConfig: http },
      { id: 'lb-1/http/80', idleSeconds: 15, requestSeconds: 60, redirects: false },
    ],
    [
      'HTTP that redirects',
      {
        ListenerProtocol: 'http',
        ListenerPort: 80,
        HTTPListenerConfig: { ...http, ListenerForward: 'on', ForwardPort: 443 },
      },
      { redirects: true },
    ],
    [
      'HTTPS',
      {
        ListenerProtocol: 'https',
        ListenerPort: 443,
        HTTPSListenerConfig: { ...http, TLSCipherPolicy: 'tls_cipher_policy_1_1' },
      },
      { id: 'lb-1/https/443', tlsPolicy: 'tls_cipher_policy_1_1' },
    ],
    [
      'TCP',
      {
        ListenerProtocol: 'tcp',
        ListenerPort: 3306,
        TCPListenerConfig: { EstablishedTimeout: 900, PersistenceTimeout: 0 },
      },
      { id: 'lb-1/tcp/3306', establishedSeconds: 900 },
    ],
    [
      'a list of access lists',
      {
        ListenerProtocol: 'udp',
        ListenerPort: 53,
        AclStatus: 'on',
        AclType: 'black',
        AclIds: ['acl-1', 'acl-2'],
        UDPListenerConfig: {},
      },
      { access: { value: { isOn: true, type: 'black', aclIds: ['acl-1', 'acl-2'] } } },
    ],
    [
      'one access list',
      {
        ListenerProtocol: 'udp',
        ListenerPort: 53,
        AclStatus: 'on',
        AclType: 'white',
        AclId: 'acl-1',
        UDPListenerConfig: {},
      },
      { access: { value: { aclIds: ['acl-1'] } } },
    ],
  ])('over %s', (_, row, expected) => {
    expect(listenerOf(row)).toMatchObject(expected);
  });

  test.each<[string, object, object]>([
    [
      'by source address',
      { ListenerProtocol: 'tcp', ListenerPort: 1, Scheduler: 'WLC', TCPListenerConfig: { PersistenceTimeout: 1000 } },
      { scheduler: 'wlc', persistence: { kind: 'source-address', seconds: 1000 } },
    ],
    [
      'by cookie',
      { ListenerProtocol: 'http', ListenerPort: 1, Scheduler: 'wrr', HTTPListenerConfig: http },
      { persistence: { kind: 'cookie', cookie: 'insert', seconds: 600 } },
    ],
    [
      'not at all',
      { ListenerProtocol: 'tcp', ListenerPort: 1, Scheduler: 'tch', TCPListenerConfig: { PersistenceTimeout: 0 } },
      { persistence: { kind: 'none' } },
    ],
  ])('binds clients %s', (_, row, expected) => {
    expect(listenerOf(row)).toMatchObject({ balancing: { known: true, value: [expected] } });
  });
});

test('an ALB listener has the scheduler and the persistence of its server groups, also of those behind rules', () => {
  const group = (ServerGroupId: string, Scheduler: string) => ({
    ServerGroupId,
    Scheduler,
    StickySessionConfig: { StickySessionEnabled: true, StickySessionType: 'Insert', CookieTimeout: 1000 },
    HealthCheckConfig: { HealthCheckEnabled: true },
  });
  const to = (ServerGroupId: string) => [
    { Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId }] } },
  ];
  const { listeners } = regionOf(
    answered('slb:DescribeLoadBalancers', {}, { TotalCount: 0 }),
    answered('nlb:ListLoadBalancers', {}, { LoadBalancers: [] }),
    answered(
      'alb:ListLoadBalancers',
      {},
      {
        LoadBalancers: [
          {
            LoadBalancerId: 'alb-1',
            AddressType: 'Internet',
            LoadBalancerStatus: 'Active',
            LoadBalancerBussinessStatus: 'Normal',
          },
        ],
      },
    ),
    answered(
      'alb:ListListeners',
      {},
      {
        Listeners: [
          {
            ListenerId: 'lsn-1',
            LoadBalancerId: 'alb-1',
            ListenerPort: 443,
            ListenerProtocol: 'HTTPS',
            ListenerStatus: 'Running',
            IdleTimeout: 600,
            RequestTimeout: 180,
            DefaultActions: to('sgp-1'),
          },
        ],
      },
    ),
    answered('alb:ListRules', {}, { Rules: [{ RuleId: 'rule-1', ListenerId: 'lsn-1', RuleActions: to('sgp-2') }] }),
    answered('alb:ListServerGroups', {}, { ServerGroups: [group('sgp-1', 'Wrr'), group('sgp-2', 'Wlc')] }),
    refused('alb:ListServerGroupServers', { ServerGroupId: 'sgp-2' }, 'Throttling.User'),
    answered(
      'alb:ListServerGroupServers',
      { ServerGroupId: 'sgp-1' },
      { Servers: [{ ServerId: 'i-1', Port: 80, Weight: 100 }] },
    ),
  );
  expect(listeners).toMatchObject({
    known: true,
    value: [
      {
        id: 'alb-1/https/443',
        idleSeconds: 600,
        balancing: {
          known: true,
          value: [
            { id: 'sgp-1', scheduler: 'wrr', persistence: { kind: 'cookie', seconds: 1000 }, servers: { known: true } },
            { id: 'sgp-2', scheduler: 'wlc', servers: { known: false, missing: [{ code: 'Throttling.User' }] } },
          ],
        },
      },
    ],
  });
});

describe('a product that is not sold in a region', () => {
  const balancers = (code: string, ...more: readonly RecordedCall[]) =>
    regionOf(
      answered('slb:DescribeLoadBalancers', {}, { TotalCount: 0 }),
      answered('alb:ListLoadBalancers', {}, { LoadBalancers: [] }),
      refused('nlb:ListLoadBalancers', {}, code),
      ...more,
    ).loadBalancers;
  const vpcs = answered('vpc:DescribeVpcs', {}, { TotalCount: 0 });

  test('has nothing there, when the cloud says so', () => {
    expect(balancers('InvalidRegionId.NotFound')).toEqual({ known: true, value: [] });
  });

  test('has nothing there, when its name does not resolve and others do', () => {
    expect(balancers('ENOTFOUND', vpcs)).toEqual({ known: true, value: [] });
  });

  test('is unknown, when no name resolves at all', () => {
    expect(balancers('ENOTFOUND')).toMatchObject({
      known: false,
      missing: [{ call: 'nlb:ListLoadBalancers', code: 'ENOTFOUND' }],
    });
  });

  test('is unknown, when the action itself is not known to it: that would be our mistake', () => {
    expect(balancers('InvalidAction.NotFound', vpcs)).toMatchObject({ known: false });
  });
});

test('WAF that was not bought in a centre has nothing there', () => {
  const { central } = regionOf(
    answered('yundun-waf:DescribeInstance', { RegionId: 'cn-hangzhou' }, {}),
    answered('yundun-waf:DescribeInstance', { RegionId: 'ap-southeast-1' }, {}),
  );
  expect([central.wafInstances, central.wafDomains, central.wafSources]).toEqual(
    Array(3).fill({ known: true, value: [] }),
  );
});

test('WAF in a centre whose domains were not read is unknown', () => {
  const { central } = regionOf(
    answered('yundun-waf:DescribeInstance', { RegionId: 'cn-hangzhou' }, { InstanceId: 'waf-1', Status: 1 }),
  );
  expect(central.wafDomains).toMatchObject({
    known: false,
    missing: [{ call: 'yundun-waf:DescribeDomains', code: 'NotRead' }],
  });
});

test('what the global scope said is there for every region, and belongs to none of them', () => {
  const { central } = regionOf(answered('cdn:DescribeUserDomains', {}, { TotalCount: 0 }));
  const region = new AliRegionBuilder(SCOPE, central).build();
  expect(region.central).toBe(central);
  expect(region.holdsCentral).toBe(false);
});

describe('an ALB listener', () => {
  const actions = (Type: string, ...ids: readonly string[]) => [
    { Type, ForwardGroupConfig: { ServerGroupTuples: ids.map((ServerGroupId) => ({ ServerGroupId })) } },
  ];
  const bad = (ServerGroupId: string, ServerId: string) => ({
    ServerGroupId,
    NonNormalServers: [{ ServerId, Port: 80, Status: 'Unhealthy' }],
  });
  const read = regionOf(
    answered('slb:DescribeLoadBalancers', {}, { TotalCount: 0, LoadBalancers: { LoadBalancer: [] } }),
    answered('nlb:ListLoadBalancers', {}, { LoadBalancers: [] }),
    answered('alb:ListLoadBalancers', {}, { LoadBalancers: [{ LoadBalancerId: 'alb-1' }] }),
    answered(
      'alb:ListListeners',
      {},
      {
        Listeners: [
          {
            ListenerId: 'lsn-1',
            LoadBalancerId: 'alb-1',
            ListenerPort: 80,
            ListenerProtocol: 'HTTP',
            ListenerStatus: 'Running',
            DefaultActions: actions('Redirect'),
          },
        ],
      },
    ),
    answered(
      'alb:ListRules',
      {},
      {
        Rules: [{ RuleId: 'rule-1', ListenerId: 'lsn-1', RuleActions: actions('ForwardGroup', 'sgp-2') }],
      },
    ),
    answered(
      'alb:GetListenerHealthStatus',
      { ListenerId: 'lsn-1' },
      {
        ListenerHealthStatus: [{ ListenerId: 'lsn-1', ServerGroupInfos: [bad('sgp-1', 'i-1')] }],
        RuleHealthStatus: [{ RuleId: 'rule-1', ServerGroupInfos: [bad('sgp-2', 'i-2'), bad('sgp-1', 'i-1')] }],
      },
    ),
  ).listeners;
  const [listener] = read.known ? read.value : [];

  test('has the servers that fail behind its rules too', () => {
    const servers = listener?.badServers.known ? listener.badServers.value : [];
    expect(servers.map(({ id, groupId }) => `${id} of ${groupId}`)).toEqual(['i-1 of sgp-1', 'i-2 of sgp-2']);
  });

  test('does not only redirect where a rule forwards', () => {
    expect(listener?.redirects).toBe(false);
  });
});

test('a NAT gateway between private networks forwards nothing from the Internet', () => {
  const gateway = (NatGatewayId: string, NetworkType: string) => ({
    NatGatewayId,
    NetworkType,
    ForwardTableIds: { ForwardTableId: [`ftb-${NetworkType}`] },
  });
  const entries = (ForwardTableId: string, ExternalIp: string) =>
    answered(
      'vpc:DescribeForwardTableEntries',
      { ForwardTableId },
      {
        TotalCount: 1,
        ForwardTableEntries: {
          ForwardTableEntry: [
            { ExternalIp, ExternalPort: '22', InternalIp: '10.0.1.10', InternalPort: '22', IpProtocol: 'tcp' },
          ],
        },
      },
    );
  const { forwardEntries } = regionOf(
    answered(
      'vpc:DescribeNatGateways',
      {},
      {
        TotalCount: 2,
        NatGateways: { NatGateway: [gateway('ngw-1', 'internet'), gateway('ngw-2', 'intranet')] },
      },
    ),
    entries('ftb-internet', '47.96.1.20'),
    entries('ftb-intranet', '172.16.0.5'),
  );
  expect(forwardEntries).toMatchObject({ known: true, value: [{ externalIp: '47.96.1.20' }] });
});
