import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const WEB = `${ARN}loadbalancer/app/web/50dc6c495c0c9188`;
const WEB_443 = `${ARN}listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2`;
const API = `${ARN}loadbalancer/net/api/5b40f24e5e0e1d4c`;
const API_443 = `${ARN}listener/net/api/5b40f24e5e0e1d4c/aaaa7dc8efc522ab`;
const GROUP = `${ARN}targetgroup/web/73e2d6bc24d8a067`;

const balancers = answered('elbv2:DescribeLoadBalancers', {
  LoadBalancers: [
    {
      LoadBalancerArn: WEB,
      LoadBalancerName: 'web',
      Scheme: 'internet-facing',
      Type: 'application',
      State: { Code: 'active' },
      VpcId: 'vpc-1',
      AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-1', LoadBalancerAddresses: [] }],
      SecurityGroups: ['sg-2', 'sg-1'],
      IpAddressType: 'dualstack',
    },
    { LoadBalancerArn: API, LoadBalancerName: 'api', Scheme: 'internal', Type: 'network' },
  ],
});
const forward = [{ Type: 'forward', TargetGroupArn: GROUP }];
const webListener = {
  ListenerArn: WEB_443,
  LoadBalancerArn: WEB,
  Port: 443,
  Protocol: 'HTTPS',
  DefaultActions: forward,
};
const apiListener = { ListenerArn: API_443, LoadBalancerArn: API, Port: 443, Protocol: 'TCP', DefaultActions: forward };
const rule = (name: string, priority: string, more: object = {}) => ({
  RuleArn: `${WEB_443.replace(':listener/', ':listener-rule/')}/${name}`,
  Priority: priority,
  Conditions: [],
  Actions: forward,
  IsDefault: priority === 'default',
  ...more,
});

/** As our collector asks: a call for each balancer, listener and group. */
const recorded: readonly RecordedCall[] = [
  balancers,
  answered('elbv2:DescribeListeners', { Listeners: [webListener] }, { LoadBalancerArn: WEB }),
  answered('elbv2:DescribeListeners', { Listeners: [apiListener] }, { LoadBalancerArn: API }),
  answered(
    'elbv2:DescribeRules',
    { Rules: [rule('c', 'default'), rule('b', '20'), rule('a', '3')] },
    { ListenerArn: WEB_443 },
  ),
  answered(
    'elbv2:DescribeLoadBalancerAttributes',
    {
      Attributes: [
        { Key: 'idle_timeout.timeout_seconds', Value: '60' },
        { Key: 'access_logs.s3.bucket', Value: '' },
      ],
    },
    { LoadBalancerArn: WEB },
  ),
  answered('elbv2:DescribeTargetGroups', {
    TargetGroups: [{ TargetGroupArn: GROUP, TargetGroupName: 'web', Protocol: 'HTTP', Port: 8080, TargetType: 'ip' }],
  }),
  answered(
    'elbv2:DescribeTargetGroupAttributes',
    { Attributes: [{ Key: 'stickiness.enabled', Value: 'true' }] },
    { TargetGroupArn: GROUP },
  ),
  answered(
    'elbv2:DescribeTargetHealth',
    {
      TargetHealthDescriptions: [
        { Target: { Id: '10.0.1.9', Port: 8081 }, TargetHealth: { State: 'healthy' } },
        { Target: { Id: '10.0.1.9', Port: 8080 }, TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout' } },
      ],
    },
    { TargetGroupArn: GROUP },
  ),
  answered('elbv2:DescribeTags', {
    TagDescriptions: [
      { ResourceArn: WEB, Tags: [{ Key: 'team', Value: 'shop' }] },
      { ResourceArn: GROUP, Tags: [{ Key: 'team', Value: 'shop' }] },
    ],
  }),
];

/** The same as an auditor's files would say it. */
const dump: readonly RecordedCall[] = [
  balancers,
  answered('elbv2:DescribeListeners', { Listeners: [webListener, apiListener] }),
  answered('elbv2:DescribeRules', { Rules: [rule('c', 'default'), rule('b', '20'), rule('a', '3')] }),
  ...recorded.slice(4).map(({ call, request, response }) => answered(call, { ...request, ...(response as object) })),
];

const web = (calls: readonly RecordedCall[], source: 'recorded' | 'cli-dump' = 'recorded') => {
  const region = inventoryOf(calls, { source });
  const balancer = seenOf(region.loadBalancers).find(({ id }) => id === WEB);
  if (!balancer) throw new Error('the balancer is gone');
  return { balancer, listener: seenOf(balancer.listeners)[0], region, group: seenOf(region.targetGroups)[0] };
};

test.each([
  ['our own calls', recorded, 'recorded'],
  ['our own calls backwards', recorded.toReversed(), 'recorded'],
  ['files of the CLI', dump, 'cli-dump'],
  ['files of the CLI backwards', dump.toReversed(), 'cli-dump'],
] as const)('%s: a balancer with what stands behind it', (_, calls, source) => {
  const { balancer, listener, group, region } = web(calls, source);
  expect(balancer).toMatchObject({
    id: WEB,
    name: 'web',
    type: 'application',
    scheme: 'internet-facing',
    ipAddressType: 'dualstack',
    securityGroupIds: ['sg-1', 'sg-2'],
    zones: [{ name: 'eu-west-1a', subnetId: 'subnet-1', addresses: [] }],
    tags: { team: 'shop' },
    attributes: known({ 'access_logs.s3.bucket': '', 'idle_timeout.timeout_seconds': '60' }),
  });
  expect(listener).toMatchObject({
    protocol: 'HTTPS',
    port: 443,
    defaultActions: known([{ type: 'forward', targetGroups: [{ arn: GROUP, weight: 1 }] }]),
  });
  expect(listener?.rules).toMatchObject({ known: true, value: [{ priority: 3 }, { priority: 20 }] });
  expect(group).toMatchObject({
    name: 'web',
    port: 8080,
    targetType: 'ip',
    tags: { team: 'shop' },
    attributes: known({ 'stickiness.enabled': 'true' }),
    targets: known([
      expect.objectContaining({ id: '10.0.1.9', port: 8080, state: 'unhealthy', reason: 'Target.Timeout' }),
      expect.objectContaining({ id: '10.0.1.9', port: 8081, state: 'healthy' }),
    ]),
  });
  expect(seenOf(seenOf(region.loadBalancers)[1]?.listeners ?? known([]))[0]?.protocol).toBe('TCP');
});

test('a listener for TCP has no rules besides what it does by default, and nobody asks', () => {
  const region = inventoryOf(recorded);
  const api = seenOf(region.loadBalancers).find(({ id }) => id === API);
  expect(seenOf(api?.listeners ?? known([]))[0]?.rules).toEqual(known([]));
});

test.each([
  ['elbv2:DescribeListeners', () => web(denying('elbv2:DescribeListeners', WEB)).balancer.listeners],
  ['elbv2:DescribeRules', () => web(denying('elbv2:DescribeRules', WEB_443)).listener?.rules],
  [
    'elbv2:DescribeLoadBalancerAttributes',
    () => web(denying('elbv2:DescribeLoadBalancerAttributes', WEB)).balancer.attributes,
  ],
  [
    'elbv2:DescribeTargetGroupAttributes',
    () => web(denying('elbv2:DescribeTargetGroupAttributes', GROUP)).group?.attributes,
  ],
  ['elbv2:DescribeTargetHealth', () => web(denying('elbv2:DescribeTargetHealth', GROUP)).group?.targets],
])('%s denied for one subject leaves exactly that unknown', (call, fact) => {
  expect(missingOf(fact() ?? known(0))).toEqual([`${call} AccessDenied`]);
});

const denying = (call: string, arn: string): readonly RecordedCall[] =>
  recorded.map((each) =>
    each.call === call && Object.values(each.request).includes(arn)
      ? refused(call, 'AccessDenied', each.request)
      : each,
  );

test('what was never asked for names its call', () => {
  const { balancer, region } = web([balancers]);
  expect([balancer.attributes, balancer.listeners, region.targetGroups].flatMap(missingOf)).toEqual([
    'elbv2:DescribeLoadBalancerAttributes NotRead',
    'elbv2:DescribeListeners NotRead',
    'elbv2:DescribeTargetGroups NotRead',
  ]);
});

describe('a dump', () => {
  const withoutRules = dump.filter(({ call }) => call !== 'elbv2:DescribeRules');

  test('without any file of rules: unknown', () => {
    expect(missingOf(web(withoutRules, 'cli-dump').listener?.rules ?? known(0))).toEqual([
      'elbv2:DescribeRules NotRead',
    ]);
  });

  test('with balancers and without any file of target groups: unknown, since something stands behind them', () => {
    const calls = dump.filter(({ call }) => call !== 'elbv2:DescribeTargetGroups');
    const { region } = web(calls, 'cli-dump');
    expect(missingOf(region.targetGroups)).toEqual(['elbv2:DescribeTargetGroups NotRead']);
    expect(region.assumptions.join()).not.toContain('target groups');
  });

  test('with the rules of other listeners only: unknown', () => {
    const others = answered('elbv2:DescribeRules', { Rules: [] }, { ListenerArn: 'arn:other' });
    expect(missingOf(web([...withoutRules, others], 'cli-dump').listener?.rules ?? known(0))).toEqual([
      'elbv2:DescribeRules NotRead',
    ]);
  });

  test('with the listeners of another balancer only: unknown', () => {
    const calls = [balancers, answered('elbv2:DescribeListeners', { Listeners: [apiListener] })];
    expect(missingOf(web(calls, 'cli-dump').balancer.listeners)).toEqual(['elbv2:DescribeListeners NotRead']);
  });

  test('with a balancer that has none', () => {
    const calls = [
      balancers,
      answered('elbv2:DescribeListeners', { Listeners: [apiListener] }),
      answered('elbv2:DescribeListeners', { Listeners: [] }),
    ];
    expect(web(calls, 'cli-dump').balancer.listeners).toEqual(known([]));
  });
});
