import { AwsReach } from '../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../lambdas/network/explain/diagnose.ts';
import { exposureDocument } from '../../lambdas/network/exposure-document.ts';
import { INTERNET } from '../../lambdas/network/internet.ts';
import type { RecordedCall } from '../../lambdas/snapshot/recorded-call.ts';
import { ALB, aBalancedNetwork, aNode, type BalancerOptions, balancerCalls, NLB } from '../support/network-balancer.ts';
import { ACCELERATOR, acceleratorCalls, vpcOriginCalls } from '../support/network-edge.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  aNic,
  anAcl,
  aSubnet,
  type Json,
  type NetworkAnswers,
  permission,
  regionOf,
} from '../support/network-estate.ts';

const WORLD = INTERNET.ipv4.cidrs().join();
const anyone = '0.0.0.0/0';
const documentOf = (answers: NetworkAnswers) => exposureDocument([new AwsReach(regionOf(answers))]);

/** Two zones; strangers get in at the node in the first alone, and the machine is in the second. */
const TWO_ZONES: Partial<NetworkAnswers> = {
  subnets: [aSubnet(), aSubnet({ SubnetId: 'subnet-2', CidrBlock: '10.0.2.0/24', AvailabilityZone: 'eu-west-1b' })],
  networkAcls: [
    anAcl(),
    anAcl([aclEntry(1, false, 'allow', '-1', '10.0.0.0/16'), aclEntry(1, true, 'allow', '-1', anyone)], {
      NetworkAclId: 'acl-2',
      IsDefault: false,
      Associations: [{ SubnetId: 'subnet-2' }],
    }),
  ],
};

/** `<type> <ports> from <sources>[ via <type> <listener>→<target>]` */
const linesOf = (answers: NetworkAnswers): readonly string[] =>
  documentOf(answers).exposures.map(({ verdict, resource, protocol, ports = [], sources, via }) =>
    [
      ...(verdict === 'unknown' ? ['unknown'] : []),
      resource.type,
      protocol,
      ports.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(','),
      'from',
      sources.join() === WORLD ? 'the Internet' : sources.join(),
      ...(via ? [`via ${via.type} ${via.listenerPort}→${via.targetPort}`] : []),
    ].join(' '),
  );

const THROUGH = ['alb tcp 443 from the Internet', 'instance tcp 8080 from the Internet via alb 443→8080'];
const groups = (
  machine: readonly Json[],
  balancer: readonly Json[] = [permission('tcp', 443, 443, anyone)],
  more: Json = {},
): Partial<NetworkAnswers> => ({
  securityGroups: [aGroup(machine), aGroup(balancer, { GroupId: 'sg-lb', ...more })],
});

describe('an application balancer', () => {
  it.each<[string, BalancerOptions, Partial<NetworkAnswers>, string[]]>([
    ['is reached on its listener ports alone, and the machine behind it on the target port', {}, {}, THROUGH],
    [
      'names no machine where it redirects',
      { actions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443' } }] },
      {},
      ['alb tcp 443 from the Internet'],
    ],
    [
      'names no machine where one must log in first',
      {
        actions: [
          { Type: 'authenticate-oidc', Order: 1 },
          {
            Type: 'forward',
            Order: 2,
            TargetGroupArn: `${ALB.replace('loadbalancer/app/web/abc', 'targetgroup/web/t1')}`,
          },
        ],
      },
      {},
      ['alb tcp 443 from the Internet'],
    ],
    [
      'narrows by its own group',
      {},
      groups([permission('tcp', 8080, 8080, 'sg-lb')], [permission('tcp', 443, 443, '8.8.8.0/24')]),
      ['alb tcp 443 from 8.8.8.0/24', 'instance tcp 8080 from 8.8.8.0/24 via alb 443→8080'],
    ],
    [
      'is stopped by the machine’s group on the target port',
      {},
      groups([permission('tcp', 443, 443, 'sg-lb')]),
      ['alb tcp 443 from the Internet'],
    ],
    ['passes a group that admits its subnet', {}, groups([permission('tcp', 8080, 8080, '10.0.1.0/24')]), THROUGH],
    [
      'is not the client: a group that admits only clients refuses it',
      {},
      groups([permission('tcp', 8080, 8080, '8.8.8.0/24')]),
      ['alb tcp 443 from the Internet'],
    ],
    [
      'needs its own group to let it out',
      {},
      groups([permission('tcp', 8080, 8080, 'sg-lb')], undefined, { IpPermissionsEgress: [] }),
      ['alb tcp 443 from the Internet'],
    ],
    [
      'is stopped by an ACL between the subnets',
      {},
      {
        networkAcls: [
          anAcl(),
          anAcl([aclEntry(1, false, 'deny', '6', anyone, [8080, 8080]), ...ALLOW_ALL_ENTRIES], {
            NetworkAclId: 'acl-2',
            IsDefault: false,
            Associations: [{ SubnetId: 'subnet-2' }],
          }),
        ],
      },
      ['alb tcp 443 from the Internet'],
    ],
    [
      'passes on only the sources that a rule takes',
      {
        actions: [{ Type: 'fixed-response' }],
        rules: [{ Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['8.8.8.0/24'] } }] }],
      },
      {},
      ['alb tcp 443 from the Internet', 'instance tcp 8080 from 8.8.8.0/24 via alb 443→8080'],
    ],
    [
      'passes on all but the sources that an earlier rule takes',
      {
        rules: [
          {
            Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['0.0.0.0/1', '128.0.0.0/2'] } }],
            Actions: [{ Type: 'fixed-response' }],
          },
        ],
      },
      {},
      [
        'alb tcp 443 from the Internet',
        `instance tcp 8080 from ${INTERNET.ipv4
          .cidrs()
          .filter((cidr) => Number(cidr.split('.')[0]) >= 192)
          .join()} via alb 443→8080`,
      ],
    ],
    ['that is internal is reached by nobody', { scheme: 'internal' }, {}, []],
    ['without attributes of its group is reached alike', { groupAttributes: null }, {}, THROUGH],
    [
      'whose node was not read is reached at a node that nobody saw',
      {},
      {
        networkInterfaces: [
          aNic({
            SubnetId: 'subnet-2',
            Ipv6Addresses: [],
            PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
          }),
        ],
      },
      THROUGH,
    ],
    [
      'counts a machine that is open besides twice: around it too',
      {},
      {
        ...groups([permission('tcp', 8080, 8080, anyone)]),
        networkInterfaces: [aNic({ Ipv6Addresses: [] }), aNode(ALB)],
      },
      [
        'alb tcp 443 from the Internet',
        'instance tcp 8080 from the Internet',
        'instance tcp 8080 from the Internet via alb 443→8080',
      ],
    ],
  ])('%s', (_name, options, changes, lines) => expect(linesOf(aBalancedNetwork(options, changes))).toEqual(lines));

  it('says on a passing hop that no target is behind it', () => {
    const { exposures } = documentOf(aBalancedNetwork({ actions: [{ Type: 'fixed-response' }] }));
    expect(exposures[0]?.path.filter(({ code }) => code).map(({ code, verdict }) => [code, verdict])).toEqual([
      ['X_LB_NO_TARGET', 'pass'],
    ]);
  });

  it('that is internal is blocked for one reason', () => {
    const { blocked } = documentOf(aBalancedNetwork({ scheme: 'internal' }));
    expect(blocked.find(({ resource }) => resource.type === 'alb')?.blockers.map(({ code }) => code)).toEqual([
      'X_LB_INTERNAL_SCHEME',
    ]);
  });

  it('leaves no blocked line for a machine that is reached through it', () => {
    expect(documentOf(aBalancedNetwork()).blocked).toEqual([]);
  });
});

describe('a network balancer', () => {
  const NETWORK: BalancerOptions = { type: 'network' };
  const seen = ['instance tcp 8080 from the Internet via nlb 443→8080', 'nlb tcp 443 from the Internet'];
  it.each<[string, BalancerOptions, Partial<NetworkAnswers>, string[]]>([
    ['shows instances the client: a rule that names its group admits them', NETWORK, {}, seen],
    [
      'shows instances the client: their group narrows',
      NETWORK,
      groups([permission('tcp', 8080, 8080, '8.8.8.0/24')]),
      ['instance tcp 8080 from 8.8.8.0/24 via nlb 443→8080', 'nlb tcp 443 from the Internet'],
    ],
    [
      'hides the client where it is told to',
      { ...NETWORK, groupAttributes: { 'preserve_client_ip.enabled': 'false' } },
      groups([permission('tcp', 8080, 8080, '10.0.1.0/24')]),
      seen,
    ],
    [
      'that hides the client needs no client in the group',
      { ...NETWORK, groupAttributes: { 'preserve_client_ip.enabled': 'false' } },
      groups([permission('tcp', 8080, 8080, '8.8.8.0/24')]),
      ['nlb tcp 443 from the Internet'],
    ],
    [
      'may hide the client where its settings were not read',
      { ...NETWORK, groupAttributes: null },
      groups([permission('tcp', 8080, 8080, '8.8.8.0/24')]),
      ['unknown instance tcp 8080 from 8.8.8.0/24 via nlb 443→8080', 'nlb tcp 443 from the Internet'],
    ],
    [
      'without groups lets everybody to its listeners',
      { ...NETWORK, groups: [] },
      groups([permission('tcp', 8080, 8080, anyone)]),
      seen,
    ],
    [
      'passes on no UDP over a TCP listener',
      { ...NETWORK, groups: [] },
      groups([permission('udp', 8080, 8080, anyone)]),
      ['nlb tcp 443 from the Internet'],
    ],
    [
      'listens on UDP as well where it says so',
      {
        ...NETWORK,
        protocol: 'TCP_UDP',
        port: 53,
        groups: [],
        targetGroup: { Protocol: 'TCP_UDP', Port: 53 },
        target: { Port: 53 },
      },
      groups([permission('udp', 53, 53, anyone)]),
      [
        'instance udp 53 from the Internet via nlb 53→53',
        'nlb tcp 53 from the Internet',
        'nlb udp 53 from the Internet',
      ],
    ],
    [
      'uses no target of another zone without cross-zone',
      NETWORK,
      {
        subnets: [
          aSubnet(),
          aSubnet({ SubnetId: 'subnet-2', CidrBlock: '10.0.2.0/24', AvailabilityZone: 'eu-west-1b' }),
        ],
      },
      ['nlb tcp 443 from the Internet'],
    ],
    [
      'leads no further from a node whose zone has no target',
      { ...NETWORK, subnets: ['subnet-1', 'subnet-2'], groupAttributes: { 'preserve_client_ip.enabled': 'false' } },
      TWO_ZONES,
      ['nlb tcp 443 from the Internet'],
    ],
    [
      'leads on to other zones where its group says so',
      {
        ...NETWORK,
        subnets: ['subnet-1', 'subnet-2'],
        groupAttributes: { 'preserve_client_ip.enabled': 'false', 'load_balancing.cross_zone.enabled': 'true' },
      },
      TWO_ZONES,
      seen,
    ],
    [
      'uses targets of every enabled zone with cross-zone',
      { ...NETWORK, subnets: ['subnet-1', 'subnet-2'], attributes: { 'load_balancing.cross_zone.enabled': 'true' } },
      {
        subnets: [
          aSubnet(),
          aSubnet({ SubnetId: 'subnet-2', CidrBlock: '10.0.2.0/24', AvailabilityZone: 'eu-west-1b' }),
        ],
      },
      seen,
    ],
  ])('%s', (_name, options, changes, lines) => expect(linesOf(aBalancedNetwork(options, changes))).toEqual(lines));

  it('in front of an application balancer makes an internal one reachable, and what is behind that', () => {
    const answers = aBalancedNetwork(
      {},
      {
        securityGroups: [
          aGroup([permission('tcp', 8080, 8080, 'sg-lb')]),
          aGroup([permission('tcp', 443, 443, anyone)], { GroupId: 'sg-lb' }),
        ],
        networkInterfaces: [
          aNic({
            SubnetId: 'subnet-2',
            Ipv6Addresses: [],
            PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
          }),
          aNode(ALB, { SubnetId: 'subnet-2', PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.50', Primary: true }] }),
          aNode(NLB, { NetworkInterfaceId: 'eni-nlb', Groups: [] }),
        ],
        more: balancerCalls(
          { scheme: 'internal', subnets: ['subnet-2'] },
          {
            arn: NLB,
            type: 'network',
            protocol: 'TCP',
            groups: [],
            targetGroup: { TargetType: 'alb', Protocol: 'TCP', Port: 443 },
            target: { Id: ALB, Port: 443 },
          },
        ),
      },
    );
    expect(linesOf(answers)).toEqual([
      'alb tcp 443 from the Internet via nlb 443→443',
      'instance tcp 8080 from the Internet via alb 443→8080',
      'nlb tcp 443 from the Internet',
    ]);
  });
});

describe('a classic balancer', () => {
  const classic = (instances: readonly string[] = ['i-1']): readonly RecordedCall[] => [
    {
      call: 'elb:DescribeLoadBalancers',
      request: {},
      response: {
        LoadBalancerDescriptions: [
          {
            LoadBalancerName: 'old',
            Scheme: 'internet-facing',
            VPCId: 'vpc-1',
            Subnets: ['subnet-1'],
            SecurityGroups: ['sg-lb'],
            Instances: instances.map((InstanceId) => ({ InstanceId })),
            ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 8080 } }],
          },
        ],
      },
    },
  ];
  const node = aNode(ALB, { Description: 'ELB old' });
  const machine = aNic({
    SubnetId: 'subnet-2',
    Ipv6Addresses: [],
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
  });

  it('is reached on its listeners, and its machines on their port', () => {
    const answers = aBalancedNetwork(
      {},
      {
        ...groups([permission('tcp', 8080, 8080, 'sg-lb')], [permission('tcp', 80, 80, anyone)]),
        networkInterfaces: [machine, node],
        more: classic(),
      },
    );
    expect(linesOf(answers)).toEqual([
      'clb tcp 80 from the Internet',
      'instance tcp 8080 from the Internet via clb 80→8080',
    ]);
    expect(documentOf(answers).exposures[0]?.resource.id).toBe('old');
  });

  it('is filtered by ACLs even inside one subnet', () => {
    const answers = aBalancedNetwork(
      {},
      {
        ...groups([permission('tcp', 8080, 8080, 'sg-lb')], [permission('tcp', 80, 80, anyone)]),
        networkInterfaces: [{ ...machine, SubnetId: 'subnet-1' }, node],
        networkAcls: [anAcl([aclEntry(1, true, 'deny', '6', '10.0.0.0/16', [8080, 8080]), ...ALLOW_ALL_ENTRIES])],
        more: classic(),
      },
    );
    expect(linesOf(answers)).toEqual(['clb tcp 80 from the Internet']);
  });

  it.each<[string, string, boolean, string]>([
    ['has a code for it inside its subnet', 'subnet-1', true, 'forward network-acl-out ELB_ACL_RESTRICTION'],
    // R16: only what the balancer sends is filtered inside its subnet.
    ['has none for replies inside its subnet', 'subnet-1', false, 'undefined undefined undefined'],
    ['has the usual one towards others', 'subnet-2', true, 'forward network-acl-out SUBNET_ACL_RESTRICTION'],
  ])('whose ACL refuses %s', (_name, SubnetId, egress, refused) => {
    const ports = egress ? ([8080, 8080] as const) : ([1024, 65535] as const);
    const cidr = SubnetId === 'subnet-1' ? '10.0.2.10/32' : '10.0.2.0/24';
    const answers = aBalancedNetwork(
      {},
      {
        ...groups([permission('tcp', 8080, 8080, 'sg-lb')], [permission('tcp', 80, 80, anyone)]),
        networkInterfaces: [{ ...machine, SubnetId }, node],
        networkAcls: [anAcl([aclEntry(1, egress, 'deny', '6', cidr, ports), ...ALLOW_ALL_ENTRIES])],
        more: classic(),
      },
    );
    const { paths } = diagnose(new AwsReach(regionOf(answers)), {
      from: '9.9.9.9',
      to: 'i-1',
      flow: { protocol: 6, selector: 8080 },
    });
    const [blocker] = paths.find(({ via }) => via)?.blockers ?? [];
    expect(`${blocker?.leg} ${blocker?.hop} ${blocker?.code}`).toBe(refused);
    if (egress) expect(blocker?.change).toMatch(/^Add to acl-1 an outbound allow entry with a number below 1: tcp/);
  });
});

describe('the edge', () => {
  const instance = { EndpointId: 'i-1', Weight: 128, ClientIPPreservationEnabled: true };
  const open = groups([permission('tcp', 1, 65535, '8.8.8.0/24')]);

  // The balancer's node is there and its balancer was not read: that line is another matter.
  it.each<[string, NetworkAnswers, string[]]>([
    [
      'an accelerator reaches a machine without public address or route',
      aBalancedNetwork({}, { ...open, more: acceleratorCalls(instance) }),
      [
        'instance tcp 80 from 8.8.8.0/24 via accelerator 80→80',
        'instance tcp 8080 from 8.8.8.0/24 via accelerator 81→8080',
        'instance tcp 82 from 8.8.8.0/24 via accelerator 82→82',
      ],
    ],
    [
      'an accelerator that hides clients may be admitted',
      aBalancedNetwork(
        {},
        {
          ...open,
          more: acceleratorCalls(
            { ...instance, ClientIPPreservationEnabled: false },
            { PortRanges: [{ FromPort: 80, ToPort: 80 }] },
          ),
        },
      ),
      ['unknown instance tcp 80 from the Internet via accelerator 80→80'],
    ],
    [
      'an accelerator that sends nothing there reaches nothing',
      aBalancedNetwork({}, { ...open, more: acceleratorCalls({ ...instance, Weight: 0 }) }),
      [],
    ],
    [
      'Block Public Access stops accelerators',
      aBalancedNetwork(
        {},
        { ...open, blockPublicAccess: { InternetGatewayBlockMode: 'block-ingress' }, more: acceleratorCalls(instance) },
      ),
      [],
    ],
    [
      'a VPC origin reaches an internal balancer, and what is behind it',
      aBalancedNetwork(
        {},
        {
          networkInterfaces: [
            aNic({
              SubnetId: 'subnet-2',
              Ipv6Addresses: [],
              PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
            }),
            aNode(ALB, { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.50', Primary: true }] }),
          ],
          more: [...balancerCalls({ scheme: 'internal' }), ...vpcOriginCalls(true)],
        },
      ),
      ['alb tcp 443 from the Internet via vpc-origin 443→443', 'instance tcp 8080 from the Internet via alb 443→8080'],
    ],
    [
      'a VPC origin that no distribution uses reaches nothing',
      aBalancedNetwork({}, { more: [...balancerCalls({ scheme: 'internal' }), ...vpcOriginCalls(false)] }),
      [],
    ],
  ])('%s', (_name, answers, lines) =>
    expect(linesOf(answers).filter((line) => !line.startsWith('unknown alb'))).toEqual(lines),
  );
});

describe('diagnosis through a balancer', () => {
  const ask = (answers: NetworkAnswers, to = 'i-1', port = 8080) =>
    diagnose(new AwsReach(regionOf(answers)), { from: '9.9.9.9', to, flow: { protocol: 6, selector: port } });

  it('finds the way that is open beside the one that is not', () => {
    const { verdict, paths } = ask(aBalancedNetwork());
    expect([verdict, ...paths.map(({ via, verdict: each }) => [via?.type, each])]).toEqual([
      'reachable',
      ['alb', 'reachable'],
      [undefined, 'blocked'],
    ]);
  });

  it('names every hop behind the balancer that refuses', () => {
    const { paths } = ask(
      aBalancedNetwork({}, groups([permission('tcp', 443, 443, 'sg-lb')], undefined, { IpPermissionsEgress: [] })),
    );
    const through = paths.find(({ via }) => via);
    expect(through?.blockers.map(({ hop, code }) => [hop, code])).toEqual([
      ['security-group-out', 'SG_HAS_NO_RULES'],
      ['security-group-in', 'ENI_SG_RULES_MISMATCH'],
    ]);
  });

  const MISS = {
    component: ALB,
    rule: 'listener tcp 443 → 8080',
    change: 'ask for tcp/8080, where this listener leads',
  };

  it('says of the listener’s port that it leads to another one of the machine', () => {
    const { verdict, paths } = ask(aBalancedNetwork(), 'i-1', 443);
    expect([verdict, paths.length, paths[0]?.nearMisses]).toEqual(['blocked', 1, [MISS]]);
  });

  it('says so of the port of an accelerator before the balancer, and of one that changes the port itself', () => {
    const before = aBalancedNetwork();
    const through = acceleratorCalls(
      { EndpointId: ALB, Weight: 128, ClientIPPreservationEnabled: true },
      { PortRanges: [{ FromPort: 443, ToPort: 443 }] },
      [],
    );
    expect(ask({ ...before, more: [...before.more, ...through] }, 'i-1', 443).paths[0]?.nearMisses).toEqual([
      MISS,
      { ...MISS, component: ACCELERATOR },
    ]);
    const straight = acceleratorCalls({ EndpointId: 'i-1', Weight: 128, ClientIPPreservationEnabled: true });
    expect(ask({ ...before, more: [...before.more, ...straight] }, 'i-1', 81).paths[0]?.nearMisses).toEqual([
      { ...MISS, component: ACCELERATOR, rule: 'listener tcp 81 → 8080' },
    ]);
  });

  it('says nothing of it where the machine itself is reached on that port', () => {
    const answers = aBalancedNetwork(
      {},
      {
        ...groups([permission('tcp', 443, 443, anyone)]),
        networkInterfaces: [aNic({ Ipv6Addresses: [] }), aNode(ALB)],
      },
    );
    const { verdict, paths } = ask(answers, 'i-1', 443);
    expect([verdict, paths[0]?.nearMisses]).toEqual(['reachable', []]);
  });

  it.each<[string, string, number, string, string[]]>([
    ['by its ARN', ALB, 443, 'reachable', []],
    ['by its name', 'web', 443, 'reachable', []],
    ['on a port without a listener', ALB, 22, 'blocked', ['ELBV2_LISTENERS_MISMATCH']],
  ])('asks about the balancer itself %s', (_name, to, port, verdict, codes) => {
    const answer = ask(aBalancedNetwork(), to, port);
    expect([answer.verdict, answer.paths[0]?.blockers.map(({ code }) => code)]).toEqual([verdict, codes]);
  });
});
