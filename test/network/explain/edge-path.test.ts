import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { type DiagnoseRequest, diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import { readFlow } from '../../../lambdas/network/flow.ts';
import type { RecordedCall } from '../../../lambdas/snapshot/recorded-call.ts';
import { ALB, aBalancedNetwork, aNode, balancerCalls, NLB } from '../../support/network-balancer.ts';
import { ACCELERATOR, acceleratorCalls, vpcOriginCalls } from '../../support/network-edge.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  aNic,
  anAcl,
  anInstance,
  DENIED,
  type Json,
  type NetworkAnswers,
  permission,
  regionOf,
} from '../../support/network-estate.ts';

const anyone = '0.0.0.0/0';
const endpoint = (EndpointId: string, isShown = true): Json => ({
  EndpointId,
  Weight: 128,
  ClientIPPreservationEnabled: isShown,
});
const INSTANCE_ARN = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1';
const open = (rule: Json): Partial<NetworkAnswers> => ({ securityGroups: [aGroup([rule])] });
const privateNode = (arn: string): Json =>
  aNode(arn, { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.50', Primary: true }] });
const machine = aNic({
  SubnetId: 'subnet-2',
  Ipv6Addresses: [],
  PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
});

/** A machine without a public address in a subnet without a route to the gateway. */
const alone = (more: readonly RecordedCall[], changes: Partial<NetworkAnswers> = {}): NetworkAnswers =>
  aBalancedNetwork(
    {},
    { ...open(permission('tcp', 8080, 8080, '8.8.8.0/24')), networkInterfaces: [machine], more, ...changes },
  );

/** The same machine behind an internal balancer. */
const balanced = (isNetwork: boolean, more: readonly RecordedCall[]): NetworkAnswers =>
  aBalancedNetwork(
    {},
    {
      networkInterfaces: [machine, privateNode(isNetwork ? NLB : ALB)],
      more: [
        ...balancerCalls({
          ...(isNetwork ? { arn: NLB, type: 'network', protocol: 'TCP' } : {}),
          scheme: 'internal',
        }),
        ...more,
      ],
    },
  );

const ask = (
  answers: NetworkAnswers,
  { port = 'tcp/8080', ...rest }: Partial<DiagnoseRequest> & { port?: string } = {},
) =>
  diagnose(new AwsReach(regionOf(answers)), {
    from: '8.8.8.8',
    to: 'i-1',
    flow: readFlow(port) as DiagnoseRequest['flow'],
    ...rest,
  });

/** Each way in: what it is through, what comes of it, and what refuses. */
const waysOf = (...asked: Parameters<typeof ask>): readonly string[] =>
  ask(...asked).paths.map(({ via, verdict, blockers, reasons = [] }) =>
    [
      via ? `${via.type} ${via.listenerPort}→${via.targetPort}` : 'straight',
      verdict,
      ...blockers.map(({ code }) => code),
      ...reasons.map(({ code, call, component }) => call ?? `${code} ${component}`),
    ].join(' '),
  );

const STRAIGHT = 'straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS X_RETURN_ROUTE_NOT_IGW';

describe('the way over an accelerator', () => {
  it('needs neither a public address nor a route, and shows every hop of both legs', () => {
    const { verdict, paths } = ask(alone(acceleratorCalls(endpoint('i-1'))));
    expect(verdict).toBe('reachable');
    expect(paths[0]?.via).toEqual({ type: 'accelerator', id: ACCELERATOR, listenerPort: 81, targetPort: 8080 });
    expect(
      paths[0]?.hops.map(({ leg, hop, component, verdict: each }) => `${leg} ${hop} ${component} ${each}`),
    ).toEqual([
      `forward accelerator ${ACCELERATOR} pass`,
      'forward block-public-access vpc-1 pass',
      'forward internet-gateway igw-1 pass',
      'forward security-group-in sg-1 pass',
      'forward interface eni-1 pass',
      'forward instance i-1 pass',
      'return network-acl-out acl-1 pass',
    ]);
    expect(paths[0]?.parts).toEqual([
      { sources: ['8.8.8.8/32'], verdict: 'reachable', blockers: [], clientPorts: 'full' },
    ]);
  });

  it('names all that refuses at once, with what to change and what is nearly right', () => {
    const answers = alone(acceleratorCalls(endpoint('i-1')), {
      blockPublicAccess: { InternetGatewayBlockMode: 'block-ingress' },
      internetGateways: [],
      instances: [anInstance({ State: { Name: 'stopped' } })],
      networkAcls: [anAcl([aclEntry(100, false, 'allow', '-1', anyone)])],
    });
    const { paths } = ask(answers, { from: '9.9.9.9' });
    const way = paths.find(({ via }) => via);
    expect(way?.blockers.map(({ leg, code }) => `${leg} ${code}`)).toEqual([
      'forward VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
      'forward X_IGW_NOT_ATTACHED',
      'forward ENI_SG_RULES_MISMATCH',
      'forward BAD_STATE',
      'return SUBNET_ACL_RESTRICTION',
    ]);
    expect(way?.changes).toEqual([
      'Exclude subnet-2 from VPC Block Public Access in both directions.',
      'Attach an Internet gateway to vpc-1.',
      'Add to sg-1: tcp 8080 from 9.9.9.9/32.',
      'Start i-1.',
      'Add to acl-1 an outbound allow entry: tcp to the client ports 1024-65535 to 9.9.9.9/32.',
    ]);
    expect(way?.nearMisses).toEqual([
      { component: 'sg-1', rule: 'tcp 8080 from 8.8.8.0/24', change: 'widen the source' },
    ]);
  });

  it.each<[string, NetworkAnswers, Parameters<typeof ask>[1], string[]]>([
    [
      'is not filtered by the ACL on the way in where clients are shown',
      alone(acceleratorCalls(endpoint('i-1')), {
        networkAcls: [anAcl([aclEntry(100, true, 'allow', '-1', anyone)])],
      }),
      {},
      [
        'accelerator 81→8080 reachable',
        'straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS SUBNET_ACL_RESTRICTION X_RETURN_ROUTE_NOT_IGW',
      ],
    ],
    [
      'is filtered by it where they are hidden',
      alone(acceleratorCalls(endpoint('i-1', false)), {
        ...open(permission('tcp', 8080, 8080, anyone)),
        networkAcls: [anAcl([aclEntry(100, true, 'allow', '-1', anyone)])],
      }),
      {},
      [
        'accelerator 81→8080 blocked SUBNET_ACL_RESTRICTION',
        'straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS SUBNET_ACL_RESTRICTION X_RETURN_ROUTE_NOT_IGW',
      ],
    ],
    [
      'that hides clients is certain where groups admit everybody',
      alone(acceleratorCalls(endpoint('i-1', false)), open(permission('tcp', 8080, 8080, anyone))),
      {},
      ['accelerator 81→8080 reachable', STRAIGHT],
    ],
    [
      'that hides clients is unknown where they admit some',
      alone(acceleratorCalls(endpoint('i-1', false))),
      { from: '9.9.9.9' },
      [
        `accelerator 81→8080 unknown X_MIDDLEBOX ${ACCELERATOR}`,
        'straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS ENI_SG_RULES_MISMATCH X_RETURN_ROUTE_NOT_IGW',
      ],
    ],
    [
      'that hides clients is blocked where they admit private addresses alone',
      alone(acceleratorCalls(endpoint('i-1', false)), open(permission('tcp', 8080, 8080, '10.0.0.0/8'))),
      {},
      [
        'accelerator 81→8080 blocked ENI_SG_RULES_MISMATCH',
        'straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS ENI_SG_RULES_MISMATCH X_RETURN_ROUTE_NOT_IGW',
      ],
    ],
    [
      'is none on a port that it does not carry',
      alone(acceleratorCalls(endpoint('i-1'))),
      { port: 'udp/8080' },
      ['straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS ENI_SG_RULES_MISMATCH X_RETURN_ROUTE_NOT_IGW'],
    ],
    [
      'is none to a source inside',
      alone(acceleratorCalls(endpoint('i-1'))),
      { from: '10.0.1.7' },
      ['straight blocked ENI_SG_RULES_MISMATCH'],
    ],
    [
      'is none where nothing is sent to the endpoint',
      alone(acceleratorCalls({ ...endpoint('i-1'), Weight: 0 })),
      {},
      [STRAIGHT],
    ],
    [
      'leads on through an application balancer that is internal',
      balanced(false, acceleratorCalls(endpoint(ALB), { PortRanges: [{ FromPort: 443, ToPort: 443 }] }, [])),
      {},
      [
        'alb 443→8080 reachable',
        'alb 443→8080 blocked X_LB_INTERNAL_SCHEME',
        'straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS ENI_SG_RULES_MISMATCH X_RETURN_ROUTE_NOT_IGW',
      ],
    ],
    [
      'leads on through a network balancer that shows clients',
      balanced(true, acceleratorCalls(endpoint(NLB), { PortRanges: [{ FromPort: 443, ToPort: 443 }] }, [])),
      {},
      [
        'nlb 443→8080 reachable',
        'nlb 443→8080 blocked X_LB_INTERNAL_SCHEME',
        'straight blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS ENI_SG_RULES_MISMATCH X_RETURN_ROUTE_NOT_IGW',
      ],
    ],
    [
      'leads to the balancer itself',
      balanced(false, acceleratorCalls(endpoint(ALB), { PortRanges: [{ FromPort: 443, ToPort: 443 }] }, [])),
      { to: ALB, port: 'tcp/443' },
      ['accelerator 443→443 reachable', 'straight blocked X_LB_INTERNAL_SCHEME'],
    ],
    [
      'ends at a balancer that does not listen there',
      balanced(false, acceleratorCalls(endpoint(ALB), { PortRanges: [{ FromPort: 22, ToPort: 22 }] }, [])),
      { to: ALB, port: 'tcp/22' },
      [
        'accelerator 22→22 blocked ELBV2_LISTENERS_MISMATCH',
        'straight blocked X_LB_INTERNAL_SCHEME ELBV2_LISTENERS_MISMATCH',
      ],
    ],
  ])('%s', (_name, answers, asked, ways) => expect(waysOf(answers, asked)).toEqual(ways));

  it('shows the accelerator first and the balancer after it', () => {
    const { paths } = ask(
      balanced(false, acceleratorCalls(endpoint(ALB), { PortRanges: [{ FromPort: 443, ToPort: 443 }] }, [])),
    );
    expect(paths[0]?.hops.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(paths[0]?.hops.map(({ hop }) => hop)).toEqual([
      'accelerator',
      'block-public-access',
      'internet-gateway',
      'security-group-in',
      'interface',
      'listener',
      'target-group',
      'security-group-out',
      'network-acl-out',
      'route-table',
      'network-acl-in',
      'security-group-in',
      'interface',
      'instance',
      'network-acl-out',
      'route-table',
      'network-acl-in',
      'network-acl-out',
    ]);
  });
});

describe('the way through a CloudFront VPC origin', () => {
  const cloudFrontOnly = (peer: string, name: string): Partial<NetworkAnswers> => ({
    securityGroups: [aGroup([permission('tcp', 443, 443, peer)]), aGroup([], { GroupId: 'sg-cf', GroupName: name })],
    prefixLists: [{ PrefixListId: 'pl-cf', PrefixListName: name, AddressFamily: 'IPv4' }],
    prefixListEntries: { 'pl-cf': ['120.52.22.96/27'] },
  });
  const originTo = (changes: Partial<NetworkAnswers>): NetworkAnswers =>
    alone(vpcOriginCalls(true, INSTANCE_ARN), changes);

  it.each<[string, NetworkAnswers, string]>([
    [
      'is open where the group admits everybody',
      originTo(open(permission('tcp', 443, 443, anyone))),
      'vpc-origin 443→443 reachable',
    ],
    [
      'is open where it admits the group that CloudFront’s interfaces carry',
      originTo(cloudFrontOnly('sg-cf', 'CloudFront-VPCOrigins-Service-SG')),
      'vpc-origin 443→443 reachable',
    ],
    [
      'is open where it admits the list of CloudFront’s addresses',
      originTo(cloudFrontOnly('pl-cf', 'com.amazonaws.global.cloudfront.origin-facing')),
      'vpc-origin 443→443 reachable',
    ],
    [
      'may be open where it admits another group',
      originTo(cloudFrontOnly('sg-cf', 'web')),
      'vpc-origin 443→443 unknown X_MIDDLEBOX vo_1',
    ],
    [
      'may be open where it admits the VPC',
      originTo(open(permission('tcp', 443, 443, '10.0.0.0/16'))),
      'vpc-origin 443→443 unknown X_MIDDLEBOX vo_1',
    ],
    [
      'may be open where an ACL refuses, which filters nothing inside a subnet',
      originTo({ ...open(permission('tcp', 443, 443, anyone)), networkAcls: [anAcl([])] }),
      'vpc-origin 443→443 unknown X_MIDDLEBOX vo_1',
    ],
    [
      'is shut where the group lets nothing in',
      originTo(open(permission('tcp', 22, 22, anyone))),
      'vpc-origin 443→443 blocked ENI_SG_RULES_MISMATCH',
    ],
    [
      'is shut by Block Public Access',
      originTo({
        ...open(permission('tcp', 443, 443, anyone)),
        blockPublicAccess: { InternetGatewayBlockMode: 'block-bidirectional' },
      }),
      'vpc-origin 443→443 blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
  ])('%s', (_name, answers, way) => {
    expect(waysOf(answers, { port: 'tcp/443' }).find((each) => each.startsWith('vpc-origin'))).toBe(way);
  });
});

describe('what of the edge was not read', () => {
  const denied = (call: string, request: Json = {}): RecordedCall => ({ call, request, error: DENIED });
  const [list, listeners] = acceleratorCalls(endpoint('i-1')) as [RecordedCall, RecordedCall, RecordedCall];

  it.each<[string, readonly RecordedCall[], string]>([
    [
      'accelerators',
      [denied('globalaccelerator:ListAccelerators')],
      'accelerator 8080→8080 unknown X_MIDDLEBOX unread accelerator globalaccelerator:ListAccelerators',
    ],
    [
      'listeners',
      [list, denied('globalaccelerator:ListListeners', { AcceleratorArn: ACCELERATOR })],
      `accelerator 8080→8080 unknown X_MIDDLEBOX ${ACCELERATOR} globalaccelerator:ListListeners`,
    ],
    [
      'endpoints',
      [list, listeners, denied('globalaccelerator:ListEndpointGroups', { ListenerArn: `${ACCELERATOR}/listener/l` })],
      `accelerator 8080→8080 unknown X_MIDDLEBOX ${ACCELERATOR} globalaccelerator:ListEndpointGroups`,
    ],
    [
      'VPC origins',
      [denied('cloudfront:ListVpcOrigins')],
      'vpc-origin 8080→8080 unknown X_MIDDLEBOX unread VPC origin cloudfront:ListVpcOrigins',
    ],
  ])('%s may lead there', (_name, more, way) => {
    const answers = alone(more);
    expect(ask(answers).verdict).toBe('unknown');
    expect(waysOf(answers)).toEqual([way, STRAIGHT]);
  });

  it('leads nowhere past a hop that refuses everybody', () => {
    const answers = alone([denied('globalaccelerator:ListAccelerators')], {
      ...open(permission('tcp', 22, 22, anyone)),
      networkAcls: [anAcl([...ALLOW_ALL_ENTRIES])],
    });
    expect(ask(answers).verdict).toBe('blocked');
  });

  it('is taken as not in use where a plain dump never says it', () => {
    expect(waysOf(alone([]))).toEqual([STRAIGHT]);
  });
});

it('a machine that is stopped is not reached behind a network balancer that shows clients', () => {
  const answers = aBalancedNetwork({ type: 'network' }, { instances: [anInstance({ State: { Name: 'stopped' } })] });
  const reach = new AwsReach(regionOf(answers));
  expect(reach.ofInterface('eni-1').exposures).toEqual([]);
  expect(waysOf(answers)[0]).toBe('nlb 443→8080 blocked BAD_STATE');
});
