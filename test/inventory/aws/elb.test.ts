import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const subject = { LoadBalancerName: 'old' };
const calls: readonly RecordedCall[] = [
  answered('elb:DescribeLoadBalancers', {
    LoadBalancerDescriptions: [
      {
        LoadBalancerName: 'old',
        Scheme: 'internet-facing',
        VPCId: 'vpc-1',
        Subnets: ['subnet-2', 'subnet-1'],
        SecurityGroups: ['sg-1'],
        Instances: [{ InstanceId: 'i-2' }, { InstanceId: 'i-1' }],
        ListenerDescriptions: [
          {
            Listener: { Protocol: 'HTTPS', LoadBalancerPort: 443, InstanceProtocol: 'HTTP', InstancePort: 8080 },
            PolicyNames: ['tls'],
          },
          { Listener: { Protocol: 'TCP', LoadBalancerPort: 22, InstancePort: 2222 } },
        ],
        Policies: {
          AppCookieStickinessPolicies: [{ PolicyName: 'app', CookieName: 'SID' }],
          LBCookieStickinessPolicies: [
            { PolicyName: 'week', CookieExpirationPeriod: 604800 },
            { PolicyName: 'session' },
          ],
        },
      },
    ],
  }),
  answered(
    'elb:DescribeLoadBalancerAttributes',
    {
      LoadBalancerAttributes: {
        CrossZoneLoadBalancing: { Enabled: true },
        AccessLog: { Enabled: false },
        ConnectionDraining: { Enabled: true, Timeout: 300 },
        ConnectionSettings: { IdleTimeout: 120 },
        AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'Defensive' }],
      },
    },
    subject,
  ),
  answered(
    'elb:DescribeLoadBalancerPolicies',
    {
      PolicyDescriptions: [
        {
          PolicyName: 'tls',
          PolicyTypeName: 'SSLNegotiationPolicyType',
          PolicyAttributeDescriptions: [{ AttributeName: 'Protocol-TLSv1.2', AttributeValue: 'true' }],
        },
      ],
    },
    subject,
  ),
  answered(
    'elb:DescribeInstanceHealth',
    { InstanceStates: [{ InstanceId: 'i-1', State: 'OutOfService', ReasonCode: 'Instance' }] },
    subject,
  ),
  answered('elb:DescribeTags', { TagDescriptions: [{ LoadBalancerName: 'old', Tags: [{ Key: 'a', Value: 'b' }] }] }),
];

const old = (given: readonly RecordedCall[]) => {
  const balancer = seenOf(inventoryOf(given).classicLoadBalancers)[0];
  if (!balancer) throw new Error('the balancer is gone');
  return balancer;
};

test.each([
  ['as asked', calls],
  ['backwards', calls.toReversed()],
  [
    'with its name beside each answer',
    calls.map(({ call, request, response }) => answered(call, { ...request, ...(response as object) })),
  ],
])('%s: a classic balancer', (_, given) => {
  expect(old(given)).toEqual({
    id: 'old',
    name: 'old',
    tags: { a: 'b' },
    scheme: 'internet-facing',
    vpcId: 'vpc-1',
    dnsName: undefined,
    availabilityZones: [],
    subnetIds: ['subnet-1', 'subnet-2'],
    securityGroupIds: ['sg-1'],
    instanceIds: ['i-1', 'i-2'],
    listeners: known([
      {
        protocol: 'TCP',
        port: 22,
        instanceProtocol: 'TCP',
        instancePort: 2222,
        certificateArn: undefined,
        policyNames: [],
      },
      {
        protocol: 'HTTPS',
        port: 443,
        instanceProtocol: 'HTTP',
        instancePort: 8080,
        certificateArn: undefined,
        policyNames: ['tls'],
      },
    ]),
    appCookieStickiness: [{ policyName: 'app', cookieName: 'SID' }],
    cookieStickiness: [
      { policyName: 'week', expirationSeconds: 604800 },
      { policyName: 'session', expirationSeconds: undefined },
    ],
    healthCheck: { target: undefined, intervalSeconds: undefined, timeoutSeconds: undefined },
    attributes: known({
      crossZone: true,
      accessLog: false,
      connectionDraining: true,
      drainingSeconds: 300,
      idleSeconds: 120,
      desyncMitigationMode: 'defensive',
    }),
    policies: known([
      { name: 'tls', type: 'SSLNegotiationPolicyType', attributes: [{ name: 'Protocol-TLSv1.2', value: 'true' }] },
    ]),
    instanceHealth: known([{ instanceId: 'i-1', state: 'OutOfService', reason: 'Instance', description: undefined }]),
  });
});

test.each([
  ['elb:DescribeLoadBalancerAttributes', 'attributes'],
  ['elb:DescribeLoadBalancerPolicies', 'policies'],
  ['elb:DescribeInstanceHealth', 'instanceHealth'],
] as const)('%s denied, or never asked: only that is unknown', (call, fact) => {
  const denied = calls.map((each) => (each.call === call ? refused(call, 'AccessDenied', subject) : each));
  expect(missingOf(old(denied)[fact])).toEqual([`${call} AccessDenied`]);
  expect(missingOf(old(calls.filter((each) => each.call !== call))[fact])).toEqual([`${call} NotRead`]);
});

const description = (more: object) =>
  answered('elb:DescribeLoadBalancers', {
    LoadBalancerDescriptions: [{ LoadBalancerName: 'old', Scheme: 'internal', ...more }],
  });

test.each([
  ['a listener without a port', { ListenerDescriptions: [{ Listener: { Protocol: 'TCP', InstancePort: 1 } }] }],
  [
    'a listener without an instance port',
    { ListenerDescriptions: [{ Listener: { Protocol: 'TCP', LoadBalancerPort: 1 } }] },
  ],
  ['a listener that is a text', { ListenerDescriptions: ['TCP'] }],
  ['listeners that are no list', { ListenerDescriptions: { Listener: {} } }],
])('%s: listeners unknown', (_, more) => {
  expect(missingOf(old([description(more)]).listeners)).toEqual(['elb:DescribeLoadBalancers Malformed']);
});

test.each([
  ['no listener', {}],
  ['null', { ListenerDescriptions: null }],
])('%s is none', (_, more) => {
  expect(old([description(more)]).listeners).toEqual(known([]));
});

test.each([
  ['none at all', {}],
  ['no cross-zone setting', { AccessLog: { Enabled: false }, ConnectionDraining: { Enabled: true } }],
])('attributes with %s cannot be understood', (_, LoadBalancerAttributes) => {
  const given = [
    calls[0] as RecordedCall,
    answered('elb:DescribeLoadBalancerAttributes', { LoadBalancerAttributes }, subject),
  ];
  expect(missingOf(old(given).attributes)).toEqual(['elb:DescribeLoadBalancerAttributes Malformed']);
});
