import fc from 'fast-check';
import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import type { DiagnosedBlocker, DiagnosedPath } from '../../../lambdas/network/explain/diagnosis.ts';
import type { RecordedCall } from '../../../lambdas/snapshot/recorded-call.ts';
import {
  ALB,
  aBalancedNetwork,
  aNode,
  type BalancerOptions,
  balancerCalls,
  NLB,
} from '../../support/network-balancer.ts';
import { acceleratorCalls, vpcOriginCalls } from '../../support/network-edge.ts';
import {
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
import { repaired } from '../../support/network-repair.ts';

const SOURCES = ['8.8.8.8', '9.9.9.9', '203.0.113.7'];
const MACHINE = '10.0.2.10';

const rarely = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const peers = fc.subarray(['0.0.0.0/0', '8.8.8.0/24', '128.0.0.0/1', '10.0.1.0/24', '10.0.0.0/16', 'sg-lb', 'sg-own']);
const rules = (port: number) =>
  peers.chain((all) => rarely(port, 22).map((at) => all.map((peer) => permission('tcp', at, at, peer))));
const ports = rarely<readonly [number, number]>([0, 65535], [1024, 40000], [30000, 65535], [1, 1023]);
const entries = fc
  .tuple(fc.constantFrom('0.0.0.0/0', '8.8.8.0/24', '10.0.0.0/8', '128.0.0.0/1'), fc.boolean(), fc.boolean(), ports)
  .map(([cidr, egress, isDenied, range]) => aclEntry(50, egress, isDenied ? 'deny' : 'allow', '6', cidr, range));
const acls = fc
  .tuple(fc.array(entries, { maxLength: 1 }), rarely(true, false), rarely(true, false))
  .map(([first, opensIn, opensOut]) => [
    ...first,
    ...(opensIn ? [aclEntry(100, false, 'allow', '-1', '0.0.0.0/0')] : []),
    ...(opensOut ? [aclEntry(100, true, 'allow', '-1', '0.0.0.0/0')] : []),
  ]);

/** What stands in front of the machine, and what of it the edge leads to. */
const FRONTS = ['alb', 'nlb', 'nlb, clients hidden', 'nlb, hiding not read', 'nlb before alb', 'none'] as const;
const EDGES = ['none', 'accelerator', 'accelerator, clients hidden', 'vpc-origin'] as const;

/** What of the balancers could not be read. */
const UNREAD = [
  'elbv2:DescribeLoadBalancers',
  'elb:DescribeLoadBalancers',
  'elbv2:DescribeListeners',
  'elbv2:DescribeTargetGroups',
  'elbv2:DescribeTargetHealth',
  'elbv2:DescribeRules',
  'globalaccelerator:ListAccelerators',
  'globalaccelerator:ListListeners',
  'globalaccelerator:ListEndpointGroups',
  'cloudfront:ListVpcOrigins',
] as const;
/** Lists that are asked for whether or not there is anything in them. */
const ALWAYS_ASKED = /DescribeLoadBalancers$|ListAccelerators$|ListVpcOrigins$/;

const readWithout = (calls: readonly RecordedCall[], unread: string): readonly RecordedCall[] => {
  const others = calls.filter(({ call }) => call !== unread);
  const refused = calls.filter(({ call }) => call === unread);
  const asked = refused.length === 0 && ALWAYS_ASKED.test(unread) ? [{ call: unread, request: {} }] : refused;
  return [...others, ...asked.map(({ call, request }) => ({ call, request, error: DENIED }))];
};

const networks: fc.Arbitrary<NetworkAnswers> = fc
  .record({
    unread: fc.oneof(
      { weight: 3, arbitrary: fc.constant('none') },
      { weight: 1, arbitrary: fc.constantFrom(...UNREAD) },
    ),
    front: fc.constantFrom(...FRONTS),
    edge: fc.constantFrom(...EDGES),
    isInternal: fc.boolean(),
    machineRules: rules(8080),
    balancerRules: rules(443),
    nearAcl: acls,
    farAcl: acls,
    attached: rarely('vpc-1', 'vpc-9'),
    state: rarely('running', 'stopped'),
    bpa: rarely('off', 'block-ingress', 'block-bidirectional'),
    isPublic: fc.boolean(),
  })
  .map((drawn) => {
    const isNetwork = drawn.front.startsWith('nlb');
    const isChain = drawn.front === 'nlb before alb';
    const groupAttributes: Readonly<Record<string, string>> | null =
      drawn.front === 'nlb, hiding not read'
        ? null
        : drawn.front === 'nlb, clients hidden'
          ? { 'preserve_client_ip.enabled': 'false' }
          : {};
    const scheme = drawn.isInternal ? 'internal' : 'internet-facing';
    const balancers = isChain
      ? balancerCalls(
          { scheme: 'internal', subnets: ['subnet-2'] },
          {
            arn: NLB,
            type: 'network',
            protocol: 'TCP',
            groups: [],
            scheme,
            targetGroup: { TargetType: 'alb', Protocol: 'TCP', Port: 443 },
            target: { Id: ALB, Port: 443 },
          },
        )
      : balancerCalls({
          ...(isNetwork ? { arn: NLB, type: 'network', protocol: 'TCP' } : {}),
          scheme,
          groupAttributes,
        });
    const endpoint = drawn.front === 'none' ? 'i-1' : isNetwork ? NLB : ALB;
    const endpointArn = endpoint === 'i-1' ? 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1' : endpoint;
    const accelerated = (isShown: boolean): readonly RecordedCall[] =>
      acceleratorCalls(
        { EndpointId: endpoint, Weight: 128, ClientIPPreservationEnabled: isShown },
        { PortRanges: [{ FromPort: 1, ToPort: 65535 }] },
        [],
      );
    const edges: Readonly<Record<(typeof EDGES)[number], readonly RecordedCall[]>> = {
      none: [],
      accelerator: accelerated(true),
      'accelerator, clients hidden': accelerated(false),
      'vpc-origin': vpcOriginCalls(true, endpointArn),
    };
    const address = (PrivateIpAddress: string, PublicIp?: string): Json => ({
      PrivateIpAddresses: [{ PrivateIpAddress, Primary: true, ...(PublicIp ? { Association: { PublicIp } } : {}) }],
    });
    const node = aNode(isNetwork ? NLB : ALB, {
      ...(isChain ? { NetworkInterfaceId: 'eni-nlb', Groups: [] } : {}),
      ...address('10.0.1.50', drawn.isInternal ? undefined : '52.0.0.50'),
    });
    return aBalancedNetwork(
      {},
      {
        securityGroups: [aGroup(drawn.machineRules), aGroup(drawn.balancerRules, { GroupId: 'sg-lb' })],
        networkAcls: [
          anAcl(drawn.nearAcl),
          anAcl(drawn.farAcl, { NetworkAclId: 'acl-2', IsDefault: false, Associations: [{ SubnetId: 'subnet-2' }] }),
        ],
        networkInterfaces: [
          aNic({
            SubnetId: 'subnet-2',
            Ipv6Addresses: [],
            ...address(MACHINE, drawn.isPublic ? '52.0.0.10' : undefined),
          }),
          ...(drawn.front === 'none' ? [] : [node]),
          ...(isChain ? [aNode(ALB, { SubnetId: 'subnet-2', ...address('10.0.2.50') })] : []),
        ],
        instances: [anInstance({ SubnetId: 'subnet-2', State: { Name: drawn.state } })],
        internetGateways: [
          { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: drawn.attached, State: 'available' }] },
        ],
        blockPublicAccess: { InternetGatewayBlockMode: drawn.bpa },
        more: readWithout([...(drawn.front === 'none' ? [] : balancers), ...edges[drawn.edge]], drawn.unread),
      },
    );
  });

/** How many client ports get an answer, the most first. */
const CLIENT_PORTS = ['full', 'partial', 'crafted'] as const;

/** What the answer as a set says of one packet, and of the client ports that it may come from. */
function verdictIn(reach: AwsReach, to: string, source: string, port: number): string {
  const lines = reach
    .all()
    .exposures.filter(
      ({ address, traffic }) =>
        address === to &&
        (traffic.name === 'all' || traffic.name === 'tcp') &&
        (traffic.ports ?? [[1, 65535]]).some(([first, last]) => first <= port && port <= last) &&
        traffic.sources.contains(source),
    )
    .map(({ traffic }) => traffic);
  const best = (['reachable', 'unknown'] as const).find((each) => lines.some(({ verdict }) => verdict === each));
  if (best !== 'reachable') return best ?? 'blocked';
  const ports = new Set(lines.flatMap(({ verdict, clientPorts }) => (verdict === best ? [clientPorts] : [])));
  return `${best} ${CLIENT_PORTS.find((each) => ports.has(each))}`;
}

/** A way in, however its hops turn out: what it comes through, in order. */
const nameOfWay = ({ target, via, hops }: DiagnosedPath): string => {
  const carriers = hops.filter(({ hop }) => hop === 'accelerator' || hop === 'listener');
  return JSON.stringify([target.address, via, carriers.map(({ component }) => component)]);
};

const nameOfHop = ({ leg, hop, component, code }: DiagnosedBlocker): string => `${leg} ${hop} ${component} ${code}`;

describe('diagnosis and exposure are one answer', () => {
  it('for machines and balancers, straight, behind balancers, and behind the edge', () => {
    const counted = new Map<string, number>();
    const limited = new Set<string>();
    fc.assert(
      fc.property(networks, fc.constantFrom(...SOURCES), (answers, source) => {
        const reach = new AwsReach(regionOf(answers));
        const nodes = answers.networkInterfaces.length > 1 ? ['10.0.1.50'] : [];
        const asked = [[MACHINE, 8080], [MACHINE, 443], ...nodes.map((each) => [each, 443] as const)] as const;
        for (const [to, port] of asked) {
          const asking = { from: source, to, flow: { protocol: 6, selector: port } };
          const { verdict, paths, clientPorts } = diagnose(reach, asking);
          const diagnosed = verdict === 'reachable' ? `${verdict} ${clientPorts}` : verdict;
          expect([to, port, diagnosed]).toEqual([to, port, verdictIn(reach, to, source, port)]);
          if (clientPorts !== undefined && clientPorts !== 'full') limited.add(`${paths[0]?.via?.type} ${clientPorts}`);
          const name = `${paths[0]?.via?.type ?? 'straight'} ${verdict}`;
          counted.set(name, (counted.get(name) ?? 0) + 1);
        }
      }),
      { numRuns: 600, seed: 51 },
    );
    // It is a test of all of these, and none of them stands alone.
    for (const via of ['alb', 'nlb', 'accelerator', 'vpc-origin'])
      for (const verdict of ['reachable', 'unknown', 'blocked'])
        expect([via, verdict, counted.get(`${via} ${verdict}`) ?? 0]).not.toEqual([via, verdict, 0]);
    expect(limited.size).toBeGreaterThan(0);
  });

  /** A network balancer before the machine, with an ACL at each. */
  const shown = (nearOut: Json, farOut: Json, groupAttributes: BalancerOptions['groupAttributes'] = {}) =>
    aBalancedNetwork(
      { type: 'network', groupAttributes },
      {
        networkAcls: [
          anAcl([
            aclEntry(100, false, 'allow', '-1', '0.0.0.0/0'),
            aclEntry(90, true, 'allow', '6', '10.0.0.0/16', [8080, 8080]),
            nearOut,
          ]),
          anAcl([aclEntry(100, false, 'allow', '-1', '0.0.0.0/0'), farOut], {
            NetworkAclId: 'acl-2',
            IsDefault: false,
            Associations: [{ SubnetId: 'subnet-2' }],
          }),
        ],
        securityGroups: [
          aGroup([permission('tcp', 8080, 8080, '0.0.0.0/0')]),
          aGroup([permission('tcp', 443, 443, '0.0.0.0/0')], { GroupId: 'sg-lb' }),
        ],
      },
    );
  const out = (first: number, last: number): Json => aclEntry(100, true, 'allow', '6', '0.0.0.0/0', [first, last]);
  const hides = { 'preserve_client_ip.enabled': 'false' };

  it.each<[string, NetworkAnswers, string, object]>([
    ['the target’s ACL, where it sees them', shown(out(1, 65535), out(1024, 40000)), 'partial', [[1024, 40000]]],
    ['both ACLs together', shown(out(30000, 65535), out(1024, 40000)), 'partial', [[30000, 40000]]],
    ['ports that no client uses by itself', shown(out(1, 1023), out(1, 65535)), 'crafted', [[1, 1023]]],
    [
      'the balancer’s ACL alone, where it hides them',
      shown(out(30000, 65535), out(1024, 40000), hides),
      'partial',
      [[30000, 65535]],
    ],
    ['neither, where it hides them', shown(out(1, 65535), out(1024, 40000), hides), 'full', []],
    [
      'the target’s as well, where nobody knows',
      shown(out(1, 65535), out(1024, 40000), null),
      'partial',
      [[1024, 40000]],
    ],
  ])('clients behind a network balancer are limited by %s', (_name, answers, clientPorts, ranges) => {
    const reach = new AwsReach(regionOf(answers));
    const { paths } = diagnose(reach, { from: '8.8.8.8', to: MACHINE, flow: { protocol: 6, selector: 8080 } });
    const [way] = paths;
    const { traffic } = reach.ofInterface('eni-1').exposures.find(({ via }) => via?.type === 'nlb') ?? {};
    const said = { clientPorts, clientPortRanges: ranges };
    expect({ clientPorts: way?.clientPorts, clientPortRanges: way?.clientPortRanges ?? [] }).toEqual(said);
    expect({ clientPorts: traffic?.clientPorts, clientPortRanges: traffic?.clientPortRanges ?? [] }).toEqual(said);
  });

  it('and on every way in, mending each blocker alone takes it away and brings no other, mending all opens the way', () => {
    let mended = 0;
    fc.assert(
      fc.property(networks, fc.constantFrom(...SOURCES), (answers, source) => {
        const flow = { protocol: 6, selector: 8080 };
        const walked = (from: NetworkAnswers): ReadonlyMap<string, DiagnosedPath> => {
          const { paths } = diagnose(new AwsReach(regionOf(from)), { from: source, to: MACHINE, flow });
          return new Map(paths.map((path) => [nameOfWay(path), path]));
        };
        const packet = { source, protocol: 'tcp', port: 8080 };
        for (const [name, { blockers, via }] of walked(answers)) {
          const isHidden = via !== undefined;
          const names = blockers.map(nameOfHop);
          let mendedAll = answers;
          for (const blocker of blockers) {
            const code = blocker.code === 'SUBNET_ACL_RESTRICTION' ? { protocol: '6' } : {};
            const mend = (before: NetworkAnswers) => repaired(before, blocker, { ...packet, ...code, isHidden });
            const after = walked(mend(answers)).get(name)?.blockers.map(nameOfHop);
            expect(after).not.toContain(nameOfHop(blocker));
            expect(names).toEqual(expect.arrayContaining(after ?? ['the way is gone']));
            mendedAll = mend(mendedAll);
            mended++;
          }
          expect(walked(mendedAll).get(name)?.blockers).toEqual([]);
        }
      }),
      { numRuns: 60, seed: 52 },
    );
    expect(mended).toBeGreaterThan(200);
  });
});
