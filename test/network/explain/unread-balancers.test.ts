import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import type { CallError, RecordedCall } from '../../../lambdas/snapshot/recorded-call.ts';
import {
  ALB,
  aBalancedNetwork,
  aNode,
  type BalancerOptions,
  balancerCalls,
  NLB,
} from '../../support/network-balancer.ts';
import {
  aclEntry,
  aGroup,
  aNic,
  anAcl,
  anInstance,
  DENIED,
  type Json,
  type ListName,
  type NetworkAnswers,
  permission,
  regionOf,
} from '../../support/network-estate.ts';

const THROTTLED: CallError = { code: 'Throttling', message: 'Rate exceeded' };

/** A machine in a private subnet that admits the range of its VPC on 8080 and an office on 22. */
const machine: Partial<NetworkAnswers> = {
  securityGroups: [aGroup([permission('tcp', 8080, 8090, '10.0.0.0/16'), permission('tcp', 22, 22, '8.8.8.0/24')])],
  networkInterfaces: [
    aNic({
      SubnetId: 'subnet-2',
      Ipv6Addresses: [],
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
    }),
  ],
};
const alone = (more: readonly RecordedCall[], changes: Partial<NetworkAnswers> = {}): NetworkAnswers =>
  aBalancedNetwork({}, { ...machine, more, ...changes });

const denied = (call: string, request: Json = {}, error: CallError = DENIED): RecordedCall => ({
  call,
  request,
  error,
});
const LISTS = [
  { call: 'elbv2:DescribeLoadBalancers', request: {}, response: { LoadBalancers: [] } },
  { call: 'elbv2:DescribeTargetGroups', request: {}, response: { TargetGroups: [] } },
  { call: 'elb:DescribeLoadBalancers', request: {}, response: { LoadBalancerDescriptions: [] } },
] as const;
const without = (call: string, instead: readonly RecordedCall[] = [denied(call)]): readonly RecordedCall[] => [
  ...LISTS.filter((each) => each.call !== call),
  ...instead,
];

/** A balancer before the machine, with one of the answers about it replaced. */
const balanced = (
  call: string,
  { isTruncated = false, ...options }: BalancerOptions & { readonly isTruncated?: boolean } = {},
  changes: Partial<NetworkAnswers> = {},
): NetworkAnswers => {
  const network = aBalancedNetwork(options, changes);
  const more = network.more.map((each) => {
    if (each.call !== call) return each;
    if (!isTruncated) return denied(each.call, each.request as Json);
    return { ...each, response: { ...(each.response as Json), ...EMPTY[call], NextMarker: 'more' } };
  });
  return { ...network, more: [...more, ...LISTS.slice(2)] };
};
const EMPTY: Readonly<Record<string, Json>> = {
  'elbv2:DescribeLoadBalancers': { LoadBalancers: [] },
  'elbv2:DescribeListeners': { Listeners: [] },
  'elbv2:DescribeTargetGroups': { TargetGroups: [] },
};

interface Asked {
  readonly from?: string;
  readonly port?: number;
  readonly protocol?: number;
  readonly denied?: readonly ListName[];
}

/** What both answers say of one packet to the machine, and which calls they name. */
function said(
  answers: NetworkAnswers,
  { from = '9.9.9.9', port = 8080, protocol = 6, denied: lists = [] }: Asked = {},
) {
  const reach = new AwsReach(regionOf(answers, lists));
  const { verdict, paths } = diagnose(reach, { from, to: 'i-1', flow: { protocol, selector: port } });
  const { exposures, blocked } = reach.ofInterface('eni-1');
  const lines = exposures.filter(
    ({ address, traffic }) =>
      address === '10.0.2.10' &&
      (traffic.name === 'all' || traffic.protocol === protocol) &&
      (traffic.ports ?? []).some(([first, last]) => first <= port && port <= last) &&
      traffic.sources.contains(from),
  );
  const found = lines.map(({ traffic }) => traffic.verdict);
  const calls = (reasons: readonly { readonly call?: string; readonly error?: string }[]) =>
    [...new Set(reasons.flatMap(({ call, error }) => (call ? [`${call} ${error}`] : [])))].sort();
  return {
    diagnose: [verdict, ...calls(paths.flatMap(({ reasons = [] }) => reasons))].join(' '),
    exposure: [
      found.includes('reachable') ? 'reachable' : found.includes('unknown') ? 'unknown' : 'blocked',
      ...calls(lines.flatMap(({ traffic }) => traffic.reasons ?? [])),
    ].join(' '),
    isListedAsBlocked: blocked.some(({ address }) => address === '10.0.2.10'),
  };
}

const elbv2 = 'elbv2:DescribeLoadBalancers';
const classic = 'elb:DescribeLoadBalancers';

describe('a balancer that was not read may lead to a machine', () => {
  it.each<[string, NetworkAnswers, Asked, string]>([
    ['denied', alone(without(elbv2)), {}, `unknown ${elbv2} UnauthorizedOperation`],
    ['throttled', alone(without(elbv2, [denied(elbv2, {}, THROTTLED)])), {}, `unknown ${elbv2} Throttling`],
    [
      'truncated',
      alone(without(elbv2, [{ call: elbv2, request: {}, response: { LoadBalancers: [], NextMarker: 'more' } }])),
      {},
      `unknown ${elbv2} Truncated`,
    ],
    [
      'malformed',
      alone(without(elbv2, [{ call: elbv2, request: {}, response: { LoadBalancers: [{ Type: 'application' }] } }])),
      {},
      `unknown ${elbv2} Malformed`,
    ],
    ['classic ones denied', alone(without(classic)), {}, `unknown ${classic} UnauthorizedOperation`],
    [
      'both denied',
      alone([denied(elbv2), denied(classic)]),
      {},
      `unknown ${classic} UnauthorizedOperation ${elbv2} UnauthorizedOperation`,
    ],
    ['on any port that a rule opens', alone(without(elbv2)), { port: 8085 }, `unknown ${elbv2} UnauthorizedOperation`],
    ['for clients of IPv6 too', alone(without(elbv2)), { from: '2a00::1' }, `unknown ${elbv2} UnauthorizedOperation`],
    [
      'that it may show its clients to',
      alone(without(elbv2)),
      { port: 22, from: '8.8.8.8' },
      `unknown ${elbv2} UnauthorizedOperation`,
    ],
    [
      'through a gateway of another VPC',
      alone(without(elbv2), {
        subnets: [
          ...aBalancedNetwork().subnets,
          { SubnetId: 'subnet-9', VpcId: 'vpc-9', AvailabilityZone: 'eu-west-1a', CidrBlock: '10.9.0.0/24' },
        ],
        internetGateways: [{ InternetGatewayId: 'igw-9', Attachments: [{ VpcId: 'vpc-9', State: 'available' }] }],
      }),
      {},
      `unknown ${elbv2} UnauthorizedOperation`,
    ],
    [
      'past an ACL, which filters nothing inside a subnet',
      alone(without(elbv2), { networkAcls: [anAcl([])] }),
      {},
      `unknown ${elbv2} UnauthorizedOperation`,
    ],
    [
      'its listeners denied',
      balanced('elbv2:DescribeListeners'),
      {},
      'unknown elbv2:DescribeListeners UnauthorizedOperation',
    ],
    [
      'its listeners truncated',
      balanced('elbv2:DescribeListeners', { isTruncated: true }),
      {},
      'unknown elbv2:DescribeListeners Truncated',
    ],
    [
      'its groups denied',
      balanced('elbv2:DescribeTargetGroups'),
      {},
      'unknown elbv2:DescribeTargetGroups UnauthorizedOperation',
    ],
    [
      'its groups truncated',
      balanced('elbv2:DescribeTargetGroups', { isTruncated: true }),
      {},
      'unknown elbv2:DescribeTargetGroups Truncated',
    ],
    [
      'its targets denied',
      balanced('elbv2:DescribeTargetHealth'),
      {},
      'unknown elbv2:DescribeTargetHealth UnauthorizedOperation',
    ],
    [
      'its targets denied, in the middle of what a rule opens',
      balanced(
        'elbv2:DescribeTargetHealth',
        {},
        {
          securityGroups: [
            aGroup([permission('tcp', 8000, 9000, 'sg-lb')]),
            aGroup([permission('tcp', 443, 443, '0.0.0.0/0')], { GroupId: 'sg-lb' }),
          ],
        },
      ),
      { port: 8500 },
      'unknown elbv2:DescribeTargetHealth UnauthorizedOperation',
    ],
    ['its rules denied', balanced('elbv2:DescribeRules'), {}, 'unknown elbv2:DescribeRules UnauthorizedOperation'],
    [
      'its listeners denied, and its groups',
      {
        ...balanced('elbv2:DescribeListeners'),
        more: balanced('elbv2:DescribeListeners').more.map((each) =>
          each.call === 'elbv2:DescribeTargetGroups' ? denied(each.call) : each,
        ),
      },
      {},
      'unknown elbv2:DescribeListeners UnauthorizedOperation elbv2:DescribeTargetGroups UnauthorizedOperation',
    ],
  ])('%s', (_name, answers, asked, expected) => {
    const { diagnose: diagnosed, exposure, isListedAsBlocked } = said(answers, asked);
    expect({ diagnosed, exposure, isListedAsBlocked }).toEqual({
      diagnosed: expected,
      exposure: expected,
      isListedAsBlocked: false,
    });
  });

  it('behind an application balancer, over a network balancer that was not read', () => {
    const answers = balanced('elbv2:DescribeTargetHealth');
    const chain = balancerCalls(
      { scheme: 'internal' },
      {
        arn: NLB,
        type: 'network',
        protocol: 'TCP',
        groups: [],
        targetGroup: { TargetType: 'alb', Protocol: 'TCP', Port: 443 },
        target: { Id: ALB, Port: 443 },
      },
    );
    const unread = chain.map((each) =>
      each.call === 'elbv2:DescribeTargetHealth' && JSON.stringify(each.request).includes('/front/')
        ? denied(each.call, each.request as Json)
        : each,
    );
    const nodes = [
      aNode(ALB, { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.50', Primary: true }] }),
      aNode(NLB, {
        NetworkInterfaceId: 'eni-nlb',
        Groups: [],
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.60', Primary: true, Association: { PublicIp: '52.0.0.60' } }],
      }),
    ];
    const networkInterfaces = [...(machine.networkInterfaces ?? []), ...nodes];
    expect(said({ ...answers, networkInterfaces, more: [...unread, ...LISTS.slice(2)] })).toEqual({
      diagnose: 'unknown elbv2:DescribeTargetHealth UnauthorizedOperation',
      exposure: 'unknown elbv2:DescribeTargetHealth UnauthorizedOperation',
      isListedAsBlocked: false,
    });
  });
});

describe('and yet nothing leads past a hop that refuses whatever comes', () => {
  it.each<[string, NetworkAnswers, Asked]>([
    ['the machine is stopped', alone(without(elbv2), { instances: [anInstance({ State: { Name: 'stopped' } })] }), {}],
    ['its groups have no rule', alone(without(elbv2), { securityGroups: [aGroup([])] }), {}],
    ['its groups open another port', alone(without(elbv2)), { port: 9999 }],
    ['its groups admit other strangers alone', alone(without(elbv2)), { port: 22 }],
    ['nor strangers of IPv4 one of IPv6', alone(without(elbv2)), { port: 22, from: '2a00::1' }],
    ['a classic one takes no UDP', alone(without(classic)), { protocol: 17 }],
    [
      'Block Public Access shuts every subnet',
      alone(without(elbv2), { blockPublicAccess: { InternetGatewayBlockMode: 'block-bidirectional' } }),
      {},
    ],
    ['no VPC has a gateway', alone(without(elbv2), { internetGateways: [] }), {}],
    [
      'a balancer without listeners has other targets',
      balanced('elbv2:DescribeListeners', { target: { Id: 'i-2' } }),
      {},
    ],
    ['it is internal', balanced('elbv2:DescribeListeners', { scheme: 'internal' }), {}],
    [
      'its ACL refuses strangers',
      balanced(
        'elbv2:DescribeListeners',
        {},
        { networkAcls: [anAcl([aclEntry(1, true, 'allow', '-1', '0.0.0.0/0')])] },
      ),
      {},
    ],
    ['plain dumps without any balancer file say that there is none', alone([]), {}],
  ])('%s', (_name, answers, asked) => {
    const { diagnose: diagnosed, exposure } = said(answers, asked);
    expect([diagnosed, exposure]).toEqual(['blocked', 'blocked']);
  });
});

it('a way that was read stays certain, and the other is told beside it', () => {
  const network = aBalancedNetwork();
  const answers = { ...network, more: [...network.more, denied(classic)] };
  expect(said(answers)).toEqual({
    diagnose: `reachable ${classic} UnauthorizedOperation`,
    exposure: 'reachable',
    isListedAsBlocked: false,
  });
});

it('from a private address that nobody has, a balancer inside may lead on as well', () => {
  const verdictOf = (more: readonly RecordedCall[]) =>
    diagnose(
      new AwsReach(regionOf(alone(more, { securityGroups: [aGroup([permission('tcp', 8080, 8080, 'sg-1')])] }))),
      {
        from: '10.0.1.77',
        to: 'i-1',
        flow: { protocol: 6, selector: 8080 },
      },
    ).verdict;
  expect([verdictOf(without(elbv2)), verdictOf(LISTS)]).toEqual(['unknown', 'blocked']);
});

it('names what it does not know, hop by hop', () => {
  const reach = new AwsReach(regionOf(alone(without(elbv2))));
  const { paths } = diagnose(reach, { from: '9.9.9.9', to: 'i-1', flow: { protocol: 6, selector: 8080 } });
  expect(
    paths[0]?.hops.map(({ hop, component, verdict, message }) => `${hop} ${component} ${verdict}: ${message}`),
  ).toEqual([
    `load-balancer unread load balancer unknown: Whether a load balancer passes it on is not known: ${elbv2} (UnauthorizedOperation).`,
    'security-group-in sg-1 unknown: sg-1 lets some addresses in; from which one a balancer would send is not known.',
    'interface eni-1 pass: eni-1 is in use.',
    'instance i-1 pass: i-1 is running.',
  ]);
});
