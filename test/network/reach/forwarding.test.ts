import { awsReach } from '../../../lambdas/network/aws-reach.ts';
import type { RecordedCall } from '../../../lambdas/snapshot/recorded-call.ts';
import {
  aGroup,
  aNetwork,
  aNic,
  anInstance,
  aSubnet,
  DENIED,
  permission,
  regionOf,
} from '../../support/network-estate.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const ALB = `${ARN}:loadbalancer/app/shop/1`;
const LISTENER = `${ARN}:listener/app/shop/1/2`;
const GROUP = `${ARN}:targetgroup/app/3`;
const OTHER_GROUP = `${ARN}:targetgroup/admin/4`;

const answered = (call: string, response: object, request = {}): RecordedCall => ({ call, request, response });

const balancers = answered('elbv2:DescribeLoadBalancers', {
  LoadBalancers: [
    {
      LoadBalancerArn: ALB,
      LoadBalancerName: 'shop',
      Type: 'application',
      Scheme: 'internet-facing',
      VpcId: 'vpc-1',
      IpAddressType: 'ipv4',
      State: { Code: 'active' },
      AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-1' }],
      SecurityGroups: ['sg-1'],
    },
  ],
});
const forward = (arn: string) => [{ Type: 'forward', TargetGroupArn: arn }];
const listeners = answered('elbv2:DescribeListeners', {
  Listeners: [
    { ListenerArn: LISTENER, LoadBalancerArn: ALB, Port: 443, Protocol: 'HTTPS', DefaultActions: forward(GROUP) },
  ],
});
const aTargetGroup = (arn: string, port: number) => ({
  TargetGroupArn: arn,
  TargetGroupName: arn,
  TargetType: 'instance',
  Protocol: 'HTTP',
  Port: port,
  VpcId: 'vpc-1',
  LoadBalancerArns: [ALB],
});
const groups = answered('elbv2:DescribeTargetGroups', {
  TargetGroups: [aTargetGroup(GROUP, 8080), aTargetGroup(OTHER_GROUP, 22)],
});
const settings = [GROUP, OTHER_GROUP].map((arn) =>
  answered('elbv2:DescribeTargetGroupAttributes', { Attributes: [] }, { TargetGroupArn: arn }),
);
const rules = answered('elbv2:DescribeRules', { Rules: [] }, { ListenerArn: LISTENER });
const targetsOf = (arn: string, id: string): RecordedCall =>
  answered(
    'elbv2:DescribeTargetHealth',
    { TargetHealthDescriptions: [{ Target: { Id: id } }] },
    { TargetGroupArn: arn },
  );
const app = targetsOf(GROUP, 'i-app');
const admin = targetsOf(OTHER_GROUP, 'i-app');

/** What reaches a machine without a public address behind an application balancer, by these calls about the balancer. */
function appBehind(...calls: readonly RecordedCall[]) {
  const node = aNic({
    Description: 'ELB app/shop/1',
    Attachment: { InstanceOwnerId: 'amazon-elb', Status: 'attached' },
  });
  const machine = aNic({
    NetworkInterfaceId: 'eni-app',
    SubnetId: 'subnet-app',
    Groups: [{ GroupId: 'sg-app' }],
    Attachment: { InstanceId: 'i-app', Status: 'attached' },
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
    Ipv6Addresses: [],
  });
  const network = aNetwork({
    subnets: [
      aSubnet(),
      aSubnet({ SubnetId: 'subnet-app', CidrBlock: '10.0.2.0/24', Ipv6CidrBlockAssociationSet: [] }),
    ],
    securityGroups: [
      aGroup([permission('tcp', 443, 443, '0.0.0.0/0')]),
      aGroup([permission('tcp', 8080, 8080, 'sg-1'), permission('tcp', 22, 22, 'sg-1')], { GroupId: 'sg-app' }),
    ],
    networkInterfaces: [node, machine],
    instances: [anInstance({ InstanceId: 'i-app', NetworkInterfaces: [{ NetworkInterfaceId: 'eni-app' }] })],
    more: calls,
  });
  const reach = awsReach(regionOf(network));
  const { exposures, blocked } = reach.ofInterface('eni-app');
  return {
    exposures: exposures.map(
      ({ traffic, via }) =>
        `${traffic.verdict} ${via?.listenerPort} to ${via?.targetPort}${(traffic.reasons ?? []).map(({ call }) => `, ${call}`).join('')}`,
    ),
    isBlocked: blocked.length > 0,
    missing: reach.missing.map(({ call }) => call),
  };
}

test.each<[what: string, calls: readonly RecordedCall[], expected: Partial<ReturnType<typeof appBehind>>]>([
  [
    'everything was read: reachable through the balancer',
    [balancers, listeners, groups, rules, app, admin, ...settings],
    { exposures: ['reachable 443 to 8080'], isBlocked: false, missing: [] },
  ],
  [
    'it is no target: blocked',
    [balancers, listeners, groups, rules, targetsOf(GROUP, 'i-other'), admin, ...settings],
    { exposures: [], isBlocked: true, missing: [] },
  ],
  [
    'its target group was never read: the call is missing, nothing is taken as not in use',
    [balancers, listeners, rules],
    {
      exposures: ['unknown 443 to 22, elbv2:DescribeTargetGroups', 'unknown 443 to 8080, elbv2:DescribeTargetGroups'],
      isBlocked: false,
      missing: ['elbv2:DescribeTargetGroups'],
    },
  ],
  [
    'the targets were denied: it may be one of them',
    [
      balancers,
      listeners,
      groups,
      rules,
      admin,
      ...settings,
      { call: 'elbv2:DescribeTargetHealth', request: { TargetGroupArn: GROUP }, error: DENIED },
    ],
    {
      exposures: ['unknown 443 to 8080, elbv2:DescribeTargetHealth', 'unknown 443 to 22, elbv2:DescribeTargetHealth'],
      isBlocked: false,
      missing: ['elbv2:DescribeTargetHealth'],
    },
  ],
  [
    'nobody asked for the rules: what happens by default is sure, what else is attached may be reached',
    [balancers, listeners, groups, app, admin, ...settings],
    { exposures: ['unknown 443 to 22, elbv2:DescribeRules', 'reachable 443 to 8080'], isBlocked: false },
  ],
  [
    'the rules were denied: both may be reached',
    [
      balancers,
      listeners,
      groups,
      app,
      admin,
      ...settings,
      { call: 'elbv2:DescribeRules', request: { ListenerArn: LISTENER }, error: DENIED },
    ],
    {
      exposures: ['unknown 443 to 22, elbv2:DescribeRules', 'unknown 443 to 8080, elbv2:DescribeRules'],
      isBlocked: false,
    },
  ],
])('behind a balancer, %s', (_, calls, expected) => expect(appBehind(...calls)).toMatchObject(expected));
