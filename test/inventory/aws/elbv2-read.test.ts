import {
  listenerOf,
  readAttribute,
  readListener,
  readLoadBalancer,
  readRule,
  readTagDescription,
  readTarget,
  readTargetGroup,
} from '#inventory/aws/elbv2-read.ts';
import { known } from '#inventory/known.ts';
import { missingOf } from '../../support/aws-calls.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const WEB = `${ARN}loadbalancer/app/web/1`;
const LISTENER = `${ARN}listener/app/web/1/2`;

describe('balancers', () => {
  test.each([
    ['an application balancer by its ARN', { LoadBalancerArn: WEB, Scheme: 'internal' }, { type: 'application' }],
    ['a network one', { LoadBalancerArn: `${ARN}loadbalancer/net/x/1`, Scheme: 'internal' }, { type: 'network' }],
    ['a gateway one, which has no scheme', { LoadBalancerArn: `${ARN}loadbalancer/gwy/x/1` }, { scheme: 'internal' }],
    ['IPv4 where nothing else is said', { LoadBalancerArn: WEB, Scheme: 'internal' }, { ipAddressType: 'ipv4' }],
    [
      'groups that leave PrivateLink alone',
      { LoadBalancerArn: WEB, Scheme: 'internal', EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' },
      { filtersPrivateLink: false },
    ],
    [
      'fixed addresses',
      {
        LoadBalancerArn: WEB,
        Scheme: 'internal',
        AvailabilityZones: [
          {
            SubnetId: 'subnet-1',
            LoadBalancerAddresses: [
              { IpAddress: '52.0.0.9', PrivateIPv4Address: '10.0.0.9', IPv6Address: '2600:1F18::0001' },
            ],
          },
        ],
      },
      {
        zones: [
          { subnetId: 'subnet-1', addresses: [{ publicIp: '52.0.0.9', privateIp: '10.0.0.9', ipv6: '2600:1f18::1' }] },
        ],
      },
    ],
  ])('%s', (_, raw, wanted) => {
    expect(readLoadBalancer(raw)).toMatchObject(wanted);
  });

  test.each([
    ['without an ARN', { Scheme: 'internal', Type: 'network' }],
    ['without a scheme', { LoadBalancerArn: WEB }],
    ['of no known type', { LoadBalancerArn: 'arn:x', Scheme: 'internal' }],
  ])('%s cannot be understood', (_, raw) => {
    expect(readLoadBalancer(raw)).toBeUndefined();
  });
});

describe('listeners', () => {
  const actions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];

  test.each([
    ['by the answer', { ListenerArn: LISTENER, LoadBalancerArn: WEB }, {}],
    ['by the request', { ListenerArn: LISTENER }, { LoadBalancerArn: WEB }],
    ['by its own ARN', { ListenerArn: LISTENER }, {}],
  ])('belongs to its balancer %s', (_, raw, request) => {
    expect(readListener({ ...raw, Protocol: 'HTTP', DefaultActions: actions }, request)?.loadBalancerArn).toBe(WEB);
  });

  test('of a gateway balancer takes GENEVE on every port', () => {
    const arn = `${ARN}listener/gwy/x/1/2`;
    const listener = readListener({ ListenerArn: arn, DefaultActions: actions }, {});
    expect(listener).toMatchObject({ protocol: 'GENEVE' });
    expect(listener?.port).toBeUndefined();
  });

  test.each([
    ['without a protocol', { ListenerArn: LISTENER }],
    ['without an ARN', { Protocol: 'HTTP', LoadBalancerArn: WEB }],
    ['of nobody', { ListenerArn: 'x', Protocol: 'HTTP' }],
  ])('%s cannot be understood', (_, raw) => {
    expect(readListener(raw, {})).toBeUndefined();
  });

  test('a rule belongs to its listener', () => {
    expect(listenerOf({ arn: `${ARN}listener-rule/app/web/1/2/3` })).toBe(LISTENER);
  });
});

describe('actions', () => {
  const read = (DefaultActions: unknown) =>
    readListener({ ListenerArn: LISTENER, Protocol: 'HTTP', DefaultActions }, {})?.defaultActions ?? known([]);

  test.each([
    ['to one group', [{ Type: 'forward', TargetGroupArn: 'tg-1' }], { targetGroups: [{ arn: 'tg-1', weight: 1 }] }],
    [
      'to weighted groups that stick',
      [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: 'tg-1', Weight: 0 },
              { TargetGroupArn: 'tg-2', Weight: 9 },
            ],
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 90 },
          },
        },
      ],
      {
        targetGroups: [
          { arn: 'tg-1', weight: 0 },
          { arn: 'tg-2', weight: 9 },
        ],
        stickiness: { enabled: true, durationSeconds: 90 },
      },
    ],
    [
      'elsewhere',
      [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
      { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', host: '#{host}', statusCode: 'HTTP_301' } },
    ],
    [
      'elsewhere with what the request had',
      [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_302' } }],
      { redirect: { protocol: '#{protocol}', port: '#{port}' } },
    ],
  ])('%s', (_, actions, wanted) => {
    expect(read(actions)).toMatchObject({ known: true, value: [wanted] });
  });

  test('come in their order', () => {
    const actions = [
      { Type: 'forward', Order: 2, TargetGroupArn: 'tg-1' },
      { Type: 'authenticate-oidc', Order: 1 },
    ];
    expect(read(actions)).toMatchObject({ value: [{ type: 'authenticate-oidc' }, { type: 'forward' }] });
  });

  test.each([
    ['absent', undefined],
    ['a text', 'forward'],
    ['an action that is none', ['forward']],
    ['an action without a type', [{ TargetGroupArn: 'tg-1' }]],
    ['a forward to nobody', [{ Type: 'forward' }]],
    ['a forward to a group without a name', [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ Weight: 1 }] } }]],
    ['a forward to a group that is a text', [{ Type: 'forward', ForwardConfig: { TargetGroups: ['tg-1'] } }]],
  ])('%s: unknown', (_, actions) => {
    expect(missingOf(read(actions))).toEqual(['elbv2:DescribeListeners Malformed']);
  });
});

describe('rules', () => {
  const read = (Conditions: unknown) =>
    readRule({ RuleArn: 'r', Priority: '1', Actions: [], Conditions })?.conditions ?? known([]);

  test.each([
    [
      'source addresses, both families, canonical',
      [{ Field: 'source-ip', SourceIpConfig: { Values: ['198.51.100.9/24', '2001:DB8::/32'] } }],
      [{ field: 'source-ip', cidrs: ['198.51.100.0/24', '2001:db8::/32'] }],
    ],
    [
      'paths, the older way',
      [{ Field: 'path-pattern', Values: ['/a/*'] }],
      [{ field: 'other', name: 'path-pattern', values: ['/a/*'] }],
    ],
    [
      'hosts',
      [{ Field: 'host-header', HostHeaderConfig: { Values: ['a.example'] } }],
      [{ field: 'other', name: 'host-header', values: ['a.example'] }],
    ],
    [
      'a header, whose value may be a secret',
      [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Origin', Values: ['s3cret'] } }],
      [{ field: 'other', name: 'http-header', values: [] }],
    ],
    ['none', null, []],
  ])('%s', (_, conditions, wanted) => {
    expect(read(conditions)).toEqual(known(wanted));
  });

  test.each([
    ['an address that is none', [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8', 'all'] } }]],
    ['a condition about nothing', [{ Values: ['x'] }]],
    ['a condition that is a text', ['source-ip']],
  ])('%s: unknown', (_, conditions) => {
    expect(missingOf(read(conditions))).toEqual(['elbv2:DescribeRules Malformed']);
  });

  test.each([
    [{ RuleArn: 'r', Priority: 'default' }, Number.POSITIVE_INFINITY],
    [{ RuleArn: 'r', Priority: '7', IsDefault: false }, 7],
    [{ RuleArn: 'r', Priority: 'soon' }, undefined],
    [{ Priority: '7' }, undefined],
  ])('%j has the priority %s', (raw, priority) => {
    expect(readRule(raw)?.priority).toBe(priority);
  });
});

test.each([
  [
    'a target',
    readTarget({ Target: { Id: 'i-1', Port: 80 }, TargetHealth: { State: 'Healthy' } }),
    { state: 'healthy' },
  ],
  ['a function', readTarget({ Target: { Id: 'arn:lambda' } }), { id: 'arn:lambda', state: 'unknown' }],
  ['nobody', readTarget({ TargetHealth: { State: 'healthy' } }), undefined],
  ['a group', readTargetGroup({ TargetGroupArn: 't' }), { targetType: 'instance', ipAddressType: 'ipv4' }],
  ['no group', readTargetGroup({ TargetGroupName: 't' }), undefined],
  ['tags', readTagDescription({ ResourceArn: 'r', Tags: [{ Key: '__proto__', Value: 'x' }] }), { id: 'r' }],
  ['tags of nothing', readTagDescription({ Tags: [] }), undefined],
])('%s', (_, read, wanted) => {
  if (wanted) expect(read).toMatchObject(wanted);
  else expect(read).toBeUndefined();
});

test.each([
  [{ Key: 'a', Value: 'b' }, ['a', 'b']],
  [{ Key: 'a', Value: '' }, ['a', '']],
  [{ Key: 'a', Value: true }, ['a', 'true']],
  [{ Key: 'a', Value: 5 }, ['a', '5']],
  [{ Value: 'b' }, undefined],
])('the attribute %j', (raw, wanted) => {
  expect(readAttribute(raw)).toEqual(wanted);
});
