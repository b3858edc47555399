import { aliScope, answered } from '../support/ali-calls.ts';
import { judgeAli, snapshotOf, verdictsOf } from '../support/ali-run.ts';

/*
 * What other scanners answer wrongly about Alibaba Cloud's security groups, from recorded calls to the verdict. Fields and case are
 * those of the vendor's answers:
 * https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesecuritygroupattribute
 */

const RegionId = 'cn-hangzhou';
const UNSET = {
  Direction: 'ingress',
  NicType: 'intranet',
  SourcePortRange: '-1/-1',
  SourceCidrIp: '',
  Ipv6SourceCidrIp: '',
  SourceGroupId: '',
  SourcePrefixListId: '',
  DestCidrIp: '',
  Ipv6DestCidrIp: '',
  DestGroupId: '',
  DestPrefixListId: '',
  Priority: '1',
};
type Fields = Readonly<Record<string, string>>;

const rule = (Policy: string, IpProtocol: string, PortRange: string, source: Fields | string, Priority = '1') => ({
  ...UNSET,
  Policy,
  IpProtocol,
  PortRange,
  Priority,
  ...(typeof source === 'string' ? { SourceCidrIp: source } : source),
});
const WORLD = '0.0.0.0/0';

/** A machine at a public IPv4 and IPv6 address in a group with these rules, its list cut into pages by `cut`. */
function machineWith(rules: readonly object[], cut = rules.length) {
  const one = (key: string, list: string, item: object, request: object = {}) =>
    answered(key, { RegionId, PageNumber: 1, PageSize: 50, ...request }, { TotalCount: 1, [`${list}`]: item });
  const attribute = (some: readonly object[], token: Fields, next: Fields) =>
    answered(
      'ecs:DescribeSecurityGroupAttribute',
      { RegionId, SecurityGroupId: 'sg-bp1', MaxResults: 1000, ...token },
      {
        SecurityGroupId: 'sg-bp1',
        VpcId: 'vpc-bp1',
        InnerAccessPolicy: 'Accept',
        Permissions: { Permission: some },
        ...next,
      },
    );
  const pages =
    cut < rules.length
      ? [
          attribute(rules.slice(0, cut), {}, { NextToken: 't1' }),
          attribute(rules.slice(cut), { NextToken: 't1' }, { NextToken: '' }),
        ]
      : [attribute(rules, {}, {})];
  return aliScope(
    RegionId,
    answered(
      'ecs:DescribeSecurityGroups',
      { RegionId, MaxResults: 100 },
      {
        SecurityGroups: {
          SecurityGroup: [{ SecurityGroupId: 'sg-bp1', SecurityGroupType: 'normal', VpcId: 'vpc-bp1' }],
        },
      },
    ),
    ...pages,
    answered(
      'ecs:DescribePrefixListAttributes',
      { RegionId, PrefixListId: 'pl-bp1' },
      { PrefixListId: 'pl-bp1', AddressFamily: 'IPv4', Entries: { Entry: [{ Cidr: WORLD }] } },
    ),
    answered(
      'ecs:DescribeInstances',
      { RegionId, MaxResults: 100 },
      {
        Instances: {
          Instance: [
            {
              InstanceId: 'i-bp1',
              Status: 'Running',
              InstanceNetworkType: 'vpc',
              VpcAttributes: { VpcId: 'vpc-bp1', VSwitchId: 'vsw-bp1', PrivateIpAddress: { IpAddress: ['10.0.1.10'] } },
              PublicIpAddress: { IpAddress: ['47.1.2.3'] },
              EipAddress: { AllocationId: '', IpAddress: '' },
              SecurityGroupIds: { SecurityGroupId: ['sg-bp1'] },
            },
          ],
        },
      },
    ),
    answered(
      'ecs:DescribeNetworkInterfaces',
      { RegionId, MaxResults: 500 },
      {
        NetworkInterfaceSets: {
          NetworkInterfaceSet: [
            {
              NetworkInterfaceId: 'eni-bp1',
              Type: 'Primary',
              Status: 'InUse',
              InstanceId: 'i-bp1',
              VpcId: 'vpc-bp1',
              VSwitchId: 'vsw-bp1',
              PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] },
              SecurityGroupIds: { SecurityGroupId: ['sg-bp1'] },
              Ipv6Sets: { Ipv6Set: [{ Ipv6Address: '2408:4005::1' }] },
            },
          ],
        },
      },
    ),
    one('vpc:DescribeVpcs', 'Vpcs', { Vpc: [{ VpcId: 'vpc-bp1', CidrBlock: '10.0.0.0/16', Status: 'Available' }] }),
    one('vpc:DescribeVSwitches', 'VSwitches', {
      VSwitch: [{ VSwitchId: 'vsw-bp1', VpcId: 'vpc-bp1', CidrBlock: '10.0.1.0/24', NetworkAclId: '' }],
    }),
    one('vpc:DescribeIpv6Addresses', 'Ipv6Addresses', {
      Ipv6Address: [{ Ipv6Address: '2408:4005::1', Ipv6InternetBandwidth: { Bandwidth: 5, BusinessStatus: 'Normal' } }],
    }),
    answered('vpc:DescribeNetworkAcls', { RegionId, PageNumber: 1 }, { TotalCount: '0', NetworkAcls: {} }),
    answered('vpc:DescribeEipAddresses', { RegionId, PageNumber: 1 }, { TotalCount: 0, EipAddresses: {} }),
    answered('vpc:DescribeNatGateways', { RegionId, PageNumber: 1 }, { TotalCount: 0, NatGateways: {} }),
    answered('slb:DescribeLoadBalancers', { RegionId, PageNumber: 1 }, { TotalCount: 0, LoadBalancers: {} }),
    answered('alb:ListLoadBalancers', {}, { TotalCount: 0, LoadBalancers: [] }),
    answered('nlb:ListLoadBalancers', {}, { TotalCount: 0, LoadBalancers: [] }),
  );
}

const CHECKS = ['alicloud-ecs-interface-admin-ports-unreachable', 'alicloud-ecs-security-group-closes-admin-ports'];
const SSH = ['The Internet reaches SSH (tcp 22 over IPv4) at 47.1.2.3.', 'Opens SSH (tcp 22 over IPv4) to the world: '];

test.each<[string, readonly object[], readonly string[] | 'closed']>([
  ['a rule that drops tcp 22 from the world', [rule('Drop', 'TCP', '22/22', WORLD)], 'closed'],
  [
    'a Drop of priority 1 above an Accept of priority 100',
    [rule('Accept', 'TCP', '22/22', WORLD, '100'), rule('Drop', 'TCP', '22/22', WORLD, '1')],
    'closed',
  ],
  [
    'a Drop of the same priority as an Accept',
    [rule('Accept', 'TCP', '22/22', WORLD, '5'), rule('drop', 'ALL', '-1/-1', WORLD, '5')],
    'closed',
  ],
  [
    'priorities compared as numbers, not as text',
    [rule('Accept', 'TCP', '22/22', WORLD, '9'), rule('Drop', 'TCP', '22/22', WORLD, '10')],
    SSH,
  ],
  ['Policy "Accept"', [rule('Accept', 'TCP', '22/22', WORLD)], SSH],
  ['Policy "accept"', [rule('accept', 'tcp', '22/22', WORLD)], SSH],
  ['the protocol written as a number', [rule('Accept', '6', '22/22', WORLD)], SSH],
  [
    'both halves of the world',
    [rule('Accept', 'TCP', '22/22', '0.0.0.0/1'), rule('Accept', 'TCP', '22/22', '128.0.0.0/1')],
    SSH,
  ],
  ['a prefix list that holds the world', [rule('Accept', 'TCP', '22/22', { SourcePrefixListId: 'pl-bp1' })], SSH],
  ['a range that covers the port', [rule('Accept', 'TCP', '20/22', WORLD)], SSH],
  ['an ICMP rule with port -1/-1', [rule('Accept', 'ICMP', '-1/-1', WORLD)], 'closed'],
  [
    'protocol ALL, -1/-1, from ::/0',
    [rule('Accept', 'ALL', '-1/-1', { Ipv6SourceCidrIp: '::/0' })],
    [
      'The Internet reaches SSH, telnet, RDP and 5 more (tcp 22–23, 2375–2376, 3389 and 4 more ranges over IPv6, udp 3389 over IPv6) at 2408:4005::1.',
      'Opens SSH, telnet, RDP and 5 more (tcp 22–23, 2375–2376, 3389 and 4 more ranges over IPv6, udp 3389 over IPv6) to the world: ',
    ],
  ],
])('%s', async (_, rules, said) => {
  const { files } = await judgeAli(snapshotOf(machineWith(rules)), CHECKS);
  const [reached = '', opened = ''] = CHECKS.map((check) => verdictsOf(files, check)[0] ?? '');
  if (said === 'closed') {
    expect([reached, opened]).toEqual(['eni-bp1 pass: ', 'sg-bp1 pass: ']);
    return;
  }
  expect(reached).toBe(`eni-bp1 fail: ${said[0]}`);
  expect(opened).toContain(`sg-bp1 fail: ${said[1]}`);
});

test('a rule on the second page counts, and a page that was not fetched makes it unknown', async () => {
  const rules = [rule('Accept', 'TCP', '443/443', WORLD), rule('Accept', 'TCP', '22/22', WORLD)];
  const scope = machineWith(rules, 1);
  const whole = await judgeAli(snapshotOf(scope), CHECKS);
  expect(verdictsOf(whole.files, CHECKS[0] ?? '')).toEqual([`eni-bp1 fail: ${SSH[0]}`]);
  const calls = scope.calls.filter(({ request }) => request['NextToken'] === undefined);
  const half = await judgeAli(snapshotOf({ ...scope, calls }), CHECKS);
  expect(verdictsOf(half.files, CHECKS[0] ?? '')[0]).toMatch(
    /^eni-bp1 unknown: .*ecs:DescribeSecurityGroupAttribute: Truncated/,
  );
});
