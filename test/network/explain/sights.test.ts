import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import type { Diagnosis } from '../../../lambdas/network/explain/diagnosis.ts';
import { diagnosisText } from '../../../lambdas/reports/diagnosis-text.ts';
import {
  ALB,
  aBalancedNetwork,
  aNode,
  type BalancerOptions,
  balancerCalls,
  NLB,
} from '../../support/network-balancer.ts';
import { aGroup, aNic, anAcl, type NetworkAnswers, permission, regionOf } from '../../support/network-estate.ts';

type DiagnosedPath = Diagnosis['paths'][number];

const asked = { from: '9.9.9.9', to: 'i-1', flow: { protocol: 6, selector: 8080 } };
const diagnosed = (answers: NetworkAnswers) => diagnose(new AwsReach(regionOf(answers)), asked);

/** A balancer whose group, and a machine whose group, admit nothing of use; each subnet has an ACL that refuses all. */
const shut = (options: BalancerOptions): DiagnosedPath | undefined =>
  diagnosed(
    aBalancedNetwork(options, {
      securityGroups: [
        aGroup([permission('tcp', 22, 22, '10.0.1.0/24', '9.9.9.0/24')]),
        aGroup([permission('tcp', 443, 443, '8.8.8.0/24')], { GroupId: 'sg-lb' }),
      ],
      networkAcls: [
        anAcl([]),
        anAcl([], { NetworkAclId: 'acl-2', IsDefault: false, Associations: [{ SubnetId: 'subnet-2' }] }),
      ],
    }),
  ).paths.find(({ via }) => via);

const filters = ({ hops }: DiagnosedPath): readonly string[] =>
  hops.flatMap(({ hop, leg, component, packetAtHop }) =>
    /acl|group-(in|out)/.test(hop) ? [`${leg} ${hop} ${component}: ${packetAtHop}`] : [],
  );

describe('each hop tells the packet that it sees, and what to change of it', () => {
  it('at an application balancer the listener’s port, behind it the node', () => {
    const way = shut({}) as DiagnosedPath;
    expect(filters(way)).toEqual([
      'forward network-acl-in acl-1: 9.9.9.9 → 10.0.1.50 tcp/443',
      'forward security-group-in sg-lb: 9.9.9.9 → 10.0.1.50 tcp/443',
      'forward security-group-out sg-lb: 10.0.1.50 → 10.0.2.10 tcp/8080',
      'forward network-acl-out acl-1: 10.0.1.50 → 10.0.2.10 tcp/8080',
      'forward network-acl-in acl-2: 10.0.1.50 → 10.0.2.10 tcp/8080',
      'forward security-group-in sg-1: 10.0.1.50 → 10.0.2.10 tcp/8080',
      'return network-acl-out acl-2: 10.0.2.10 → 10.0.1.50 reply to tcp/8080',
      'return network-acl-in acl-1: 10.0.2.10 → 10.0.1.50 reply to tcp/8080',
      'return network-acl-out acl-1: 10.0.1.50 → 9.9.9.9 reply to tcp/443',
    ]);
    expect(way.changes).toEqual([
      'Add to acl-1 an inbound allow entry: tcp 443 from 9.9.9.9/32.',
      'Add to sg-lb: tcp 443 from 9.9.9.9/32.',
      'Add to acl-1 an outbound allow entry: tcp 8080 to 10.0.2.10.',
      'Add to acl-2 an inbound allow entry: tcp 8080 from 10.0.1.50/32.',
      'Add to sg-1: tcp 8080 from sg-lb, the group of 10.0.1.50.',
      'Add to acl-2 an outbound allow entry: tcp to the client ports 1024-65535 to 10.0.1.50/32.',
      'Add to acl-1 an inbound allow entry: tcp to the client ports 1024-65535 from 10.0.2.10.',
      'Add to acl-1 an outbound allow entry: tcp to the client ports 1024-65535 to 9.9.9.9/32.',
    ]);
    expect(way.nearMisses).toEqual([
      { component: 'sg-lb', rule: 'tcp 443 from 8.8.8.0/24', change: 'widen the source' },
      { component: 'sg-1', rule: 'tcp 22 from 10.0.1.0/24', change: 'widen the ports' },
    ]);
  });

  it('behind a network balancer that shows clients the client again', () => {
    const way = shut({ type: 'network' }) as DiagnosedPath;
    expect(filters(way)).toEqual([
      'forward network-acl-in acl-1: 9.9.9.9 → 10.0.1.50 tcp/443',
      'forward security-group-in sg-lb: 9.9.9.9 → 10.0.1.50 tcp/443',
      'forward network-acl-out acl-1: 9.9.9.9 → 10.0.2.10 tcp/8080',
      'forward network-acl-in acl-2: 9.9.9.9 → 10.0.2.10 tcp/8080',
      'forward security-group-in sg-1: 9.9.9.9 → 10.0.2.10 tcp/8080',
      'return network-acl-out acl-2: 10.0.2.10 → 9.9.9.9 reply to tcp/8080',
      'return network-acl-in acl-1: 10.0.2.10 → 9.9.9.9 reply to tcp/8080',
      'return network-acl-out acl-1: 10.0.1.50 → 9.9.9.9 reply to tcp/443',
    ]);
    expect(way.changes).toEqual([
      'Add to acl-1 an inbound allow entry: tcp 443 from 9.9.9.9/32.',
      'Add to sg-lb: tcp 443 from 9.9.9.9/32.',
      'Add to acl-1 an outbound allow entry: tcp 8080 to 10.0.2.10.',
      'Add to acl-2 an inbound allow entry: tcp 8080 from 9.9.9.9/32.',
      'Add to sg-1: tcp 8080 from 9.9.9.9/32.',
      'Add to acl-2 an outbound allow entry: tcp to the client ports 1024-65535 to 9.9.9.9/32.',
      'Add to acl-1 an inbound allow entry: tcp to the client ports 1024-65535 from 10.0.2.10.',
      'Add to acl-1 an outbound allow entry: tcp to the client ports 1024-65535 to 9.9.9.9/32.',
    ]);
    expect(way.nearMisses).toEqual([
      { component: 'sg-lb', rule: 'tcp 443 from 8.8.8.0/24', change: 'widen the source' },
      { component: 'sg-1', rule: 'tcp 22 from 9.9.9.0/24', change: 'widen the ports' },
    ]);
  });
});

it('ways to one balancer are told apart by what carries the packet there', () => {
  const answers = aBalancedNetwork(
    {},
    {
      networkInterfaces: [
        aNic({
          SubnetId: 'subnet-2',
          Ipv6Addresses: [],
          PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
        }),
        aNode(ALB),
        aNode(NLB, {
          NetworkInterfaceId: 'eni-nlb',
          Groups: [],
          PrivateIpAddresses: [
            { PrivateIpAddress: '10.0.1.60', Primary: true, Association: { PublicIp: '52.0.0.60' } },
          ],
        }),
      ],
      more: balancerCalls(
        {},
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
  const lines = diagnosisText(diagnosed(answers), { colors: false }).split('\n');
  expect(lines[0]).toBe('9.9.9.9 → i-1  tcp/8080  REACHABLE');
  expect(lines.filter((line) => line.startsWith('Way in'))).toEqual([
    'Way in 1 of 3: eni-1 10.0.2.10 through alb web (443 → 8080)  REACHABLE',
    'Way in 2 of 3: eni-1 10.0.2.10 through alb web (443 → 8080), over load balancer front  REACHABLE',
    'Way in 3 of 3: eni-1 10.0.2.10  BLOCKED',
  ]);
});
