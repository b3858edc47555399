import type { RecordedCall } from '../../lambdas/snapshot/recorded-call.ts';
import {
  aGroup,
  aNetwork,
  aNic,
  aSubnet,
  aTable,
  type Json,
  LOCAL,
  type NetworkAnswers,
  permission,
} from './network-estate.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
export const ALB = `${ARN}:loadbalancer/app/web/abc`;
export const NLB = `${ARN}:loadbalancer/net/front/def`;

/** A balancer of the newer kind with one listener that forwards to one group of targets. */
export interface BalancerOptions {
  readonly arn?: string;
  readonly type?: 'application' | 'network';
  readonly scheme?: string;
  readonly protocol?: string;
  readonly port?: number;
  readonly groups?: readonly string[];
  readonly subnets?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly actions?: readonly Json[];
  readonly rules?: readonly Json[];
  readonly target?: Json;
  readonly targetGroup?: Json;
  readonly groupAttributes?: Readonly<Record<string, string>> | null;
}

/** The calls that a balancer is read with. Several balancers share one answer of each list. */
export function balancerCalls(...balancers: readonly BalancerOptions[]): readonly RecordedCall[] {
  const parts = balancers.map((options) => {
    const { arn = ALB, type = 'application', scheme = 'internet-facing', protocol = 'HTTPS', port = 443 } = options;
    const { groups = ['sg-lb'], subnets = ['subnet-1'], attributes = {}, rules = [], groupAttributes = {} } = options;
    const name = arn.slice(arn.indexOf('loadbalancer/') + 'loadbalancer/'.length);
    const listener = `${ARN}:listener/${name}/l1`;
    const group = `${ARN}:targetgroup/${name.split('/')[1]}/t1`;
    const pairs = (values: Readonly<Record<string, string>>) =>
      Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
    const forward = { Type: 'forward', TargetGroupArn: group };
    return {
      balancer: {
        LoadBalancerArn: arn,
        LoadBalancerName: name.split('/')[1],
        Type: type,
        Scheme: scheme,
        VpcId: 'vpc-1',
        State: { Code: 'active' },
        SecurityGroups: groups,
        IpAddressType: 'ipv4',
        AvailabilityZones: subnets.map((SubnetId) => ({ SubnetId })),
      },
      group: {
        TargetGroupArn: group,
        TargetGroupName: 'web',
        Protocol: 'HTTP',
        Port: 8080,
        VpcId: 'vpc-1',
        TargetType: 'instance',
        LoadBalancerArns: [arn],
        ...options.targetGroup,
      },
      calls: [
        {
          call: 'elbv2:DescribeListeners',
          request: { LoadBalancerArn: arn },
          response: {
            Listeners: [
              {
                ListenerArn: listener,
                LoadBalancerArn: arn,
                Protocol: protocol,
                Port: port,
                DefaultActions: options.actions ?? [forward],
              },
            ],
          },
        },
        {
          call: 'elbv2:DescribeRules',
          request: { ListenerArn: listener },
          response: {
            Rules: rules.map((rule, index) => ({
              RuleArn: `${listener.replace(':listener/', ':listener-rule/')}/r${index}`,
              Priority: String(index + 1),
              Actions: [forward],
              ...rule,
            })),
          },
        },
        {
          call: 'elbv2:DescribeLoadBalancerAttributes',
          request: { LoadBalancerArn: arn },
          response: { Attributes: pairs(attributes) },
        },
        ...(groupAttributes === null
          ? []
          : [
              {
                call: 'elbv2:DescribeTargetGroupAttributes',
                request: { TargetGroupArn: group },
                response: { Attributes: pairs(groupAttributes) },
              },
            ]),
        {
          call: 'elbv2:DescribeTargetHealth',
          request: { TargetGroupArn: group },
          response: {
            TargetHealthDescriptions: [
              { Target: { Id: 'i-1', Port: 8080, ...options.target }, TargetHealth: { State: 'healthy' } },
            ],
          },
        },
      ],
    };
  });
  return [
    {
      call: 'elbv2:DescribeLoadBalancers',
      request: {},
      response: { LoadBalancers: parts.map(({ balancer }) => balancer) },
    },
    { call: 'elbv2:DescribeTargetGroups', request: {}, response: { TargetGroups: parts.map(({ group }) => group) } },
    ...parts.flatMap(({ calls }) => calls),
  ];
}

/** The interface of a balancer's node. */
export const aNode = (arn: string, changes: Json = {}): Json =>
  aNic({
    NetworkInterfaceId: 'eni-lb',
    Description: `ELB ${arn.slice(arn.indexOf('loadbalancer/') + 'loadbalancer/'.length)}`,
    InterfaceType: arn.includes('/net/') ? 'network_load_balancer' : 'interface',
    Attachment: { InstanceOwnerId: 'amazon-elb', Status: 'attached' },
    Groups: [{ GroupId: 'sg-lb' }],
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.50', Primary: true, Association: { PublicIp: '52.0.0.50' } }],
    Ipv6Addresses: [],
    ...changes,
  });

/** A balancer in a public subnet and, in a private one of the same zone, the machine behind it, which is `i-1`. */
export function aBalancedNetwork(options: BalancerOptions = {}, changes: Partial<NetworkAnswers> = {}): NetworkAnswers {
  const isNetwork = options.type === 'network';
  return aNetwork({
    subnets: [
      aSubnet({ Ipv6CidrBlockAssociationSet: [] }),
      aSubnet({ SubnetId: 'subnet-2', CidrBlock: '10.0.2.0/24', Ipv6CidrBlockAssociationSet: [] }),
    ],
    routeTables: [
      aTable(),
      aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }], {
        RouteTableId: 'rtb-2',
        Associations: [{ SubnetId: 'subnet-2', AssociationState: { State: 'associated' } }],
      }),
    ],
    securityGroups: [
      aGroup([permission('tcp', 8080, 8080, 'sg-lb')]),
      aGroup([permission('tcp', 443, 443, '0.0.0.0/0'), permission('tcp', 22, 22, '0.0.0.0/0')], { GroupId: 'sg-lb' }),
    ],
    networkInterfaces: [
      aNic({
        SubnetId: 'subnet-2',
        Ipv6Addresses: [],
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
      }),
      aNode(isNetwork ? NLB : ALB, options.groups?.length === 0 ? { Groups: [] } : {}),
    ],
    more: balancerCalls({ ...(isNetwork ? { arn: NLB, protocol: 'TCP' } : {}), ...options }),
    ...changes,
  });
}
