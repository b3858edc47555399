import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, posture } from '../support/command-line.ts';

// Timeouts and persistence from the answers of the AWS CLI to the exact message: ALB, NLB and classic balancers over one
// machine of each generation that remembers connections for another time.

const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const alb = `${ELB}:loadbalancer/app/shop/50dc6c495c0c9188`;
const nlb = `${ELB}:loadbalancer/net/mqtt/60dc6c495c0c9188`;
const listenerOf = (balancer: string): string => `${balancer.replace(':loadbalancer/', ':listener/')}/aa11`;
const groupArn = `${ELB}:targetgroup/web/73e2d6bc24d8a067`;

const balancer = (arn: string, Type: string, LoadBalancerName: string) => ({
  LoadBalancers: [
    {
      LoadBalancerArn: arn,
      LoadBalancerName,
      Type,
      Scheme: 'internal',
      VpcId: 'vpc-1',
      State: { Code: 'active' },
      IpAddressType: 'ipv4',
      AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-1' }],
      SecurityGroups: ['sg-1'],
    },
  ],
});
const pairs = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
const attributesOf = (arn: string, attributes: Readonly<Record<string, string>>) => ({
  LoadBalancerArn: arn,
  Attributes: pairs(attributes),
});
const forward = (stickiness?: object) => ({
  Type: 'forward',
  ForwardConfig: {
    TargetGroups: [{ TargetGroupArn: groupArn, Weight: 1 }],
    ...(stickiness ? { TargetGroupStickinessConfig: stickiness } : {}),
  },
});
const listener = (arn: string, Protocol: string, Port: number, stickiness?: object) => ({
  LoadBalancerArn: arn,
  Listeners: [
    { ListenerArn: listenerOf(arn), LoadBalancerArn: arn, Protocol, Port, DefaultActions: [forward(stickiness)] },
  ],
});
const targetGroup = (arn: string, Protocol: string, attributes: Readonly<Record<string, string>> = {}) => ({
  'target-groups.json': {
    TargetGroups: [
      {
        TargetGroupArn: groupArn,
        TargetGroupName: 'web',
        Protocol,
        Port: 8080,
        VpcId: 'vpc-1',
        TargetType: 'instance',
        LoadBalancerArns: [arn],
        HealthCheckEnabled: true,
      },
    ],
  },
  'target-group-attributes.json': { TargetGroupArn: groupArn, Attributes: pairs(attributes) },
  'target-health.json': {
    TargetGroupArn: groupArn,
    TargetHealthDescriptions: [{ Target: { Id: 'i-1', Port: 8080 }, TargetHealth: { State: 'healthy' } }],
  },
});

/** A machine of an instance type; `remembers` where the tracking timeout of its interface is configured. */
const machine = (InstanceType: string, remembers?: number) => ({
  'instances.json': {
    Reservations: [
      {
        ReservationId: 'r-1',
        OwnerId: '111122223333',
        Instances: [
          {
            InstanceId: 'i-1',
            InstanceType,
            State: { Name: 'running' },
            NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Attachment: { DeviceIndex: 0 } }],
          },
        ],
      },
    ],
  },
  'network-interfaces.json': {
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        OwnerId: '111122223333',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        AvailabilityZone: 'eu-west-1a',
        Status: 'in-use',
        InterfaceType: 'interface',
        SourceDestCheck: true,
        Groups: [{ GroupId: 'sg-1', GroupName: 'web' }],
        Attachment: { InstanceId: 'i-1', InstanceOwnerId: '111122223333', DeviceIndex: 0, Status: 'attached' },
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }],
        ...(remembers === undefined ? {} : { ConnectionTrackingConfiguration: { TcpEstablishedTimeout: remembers } }),
      },
    ],
  },
});

/** An application balancer with the machine behind it. */
const withAlb = (attributes: Readonly<Record<string, string>>, stickiness?: object) => ({
  'load-balancers.json': balancer(alb, 'application', 'shop'),
  'load-balancer-attributes.json': attributesOf(alb, attributes),
  'listeners.json': listener(alb, 'HTTP', 80, stickiness),
  'rules.json': { ListenerArn: listenerOf(alb), Rules: [] },
  'classic.json': { LoadBalancerDescriptions: [] },
});
/** A network balancer; an idle timeout where its listener has one of its own. */
const withNlb = (protocol: string, idle?: string) => ({
  'load-balancers.json': balancer(nlb, 'network', 'mqtt'),
  'load-balancer-attributes.json': attributesOf(nlb, {}),
  'listeners.json': listener(nlb, protocol, 8883),
  'rules.json': { ListenerArn: listenerOf(nlb), Rules: [] },
  'listener-attributes.json': {
    ListenerArn: listenerOf(nlb),
    Attributes: pairs(idle === undefined ? {} : { 'tcp.idle_timeout.seconds': idle }),
  },
  'classic.json': { LoadBalancerDescriptions: [] },
});
/** A classic balancer, with a stickiness policy at its listener. */
const withClassic = (IdleTimeout: number, CookieExpirationPeriod?: number) => ({
  'load-balancers.json': { LoadBalancers: [] },
  'target-groups.json': { TargetGroups: [] },
  'classic.json': {
    LoadBalancerDescriptions: [
      {
        LoadBalancerName: 'old',
        DNSName: 'old.example.com',
        Scheme: 'internal',
        VPCId: 'vpc-1',
        Subnets: ['subnet-1'],
        AvailabilityZones: ['eu-west-1a'],
        SecurityGroups: ['sg-1'],
        Instances: [{ InstanceId: 'i-1' }],
        ListenerDescriptions: [
          {
            Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 8080 },
            PolicyNames: CookieExpirationPeriod === undefined ? [] : ['sticky'],
          },
        ],
        Policies: {
          AppCookieStickinessPolicies: [],
          OtherPolicies: [],
          LBCookieStickinessPolicies:
            CookieExpirationPeriod === undefined ? [] : [{ PolicyName: 'sticky', CookieExpirationPeriod }],
        },
      },
    ],
  },
  'classic-attributes.json': {
    LoadBalancerName: 'old',
    LoadBalancerAttributes: {
      CrossZoneLoadBalancing: { Enabled: true },
      AccessLog: { Enabled: false },
      ConnectionDraining: { Enabled: true, Timeout: 300 },
      ConnectionSettings: { IdleTimeout },
    },
  },
});

type Files = Readonly<Record<string, unknown>>;
const behindAlb = (machineFiles: Files, attributes: Readonly<Record<string, string>>, stickiness?: object): Files => ({
  ...withAlb(attributes, stickiness),
  ...targetGroup(alb, 'HTTP'),
  ...machineFiles,
});
const behindNlb = (machineFiles: Files, protocol: string, idle?: string, attributes = {}): Files => ({
  ...withNlb(protocol, idle),
  ...targetGroup(nlb, protocol, attributes),
  ...machineFiles,
});
const behindClassic = (machineFiles: Files, idle: number, cookie?: number): Files => ({
  ...withClassic(idle, cookie),
  ...machineFiles,
});

const IDLE = 'aws-elb-idle-timeout-within-policy';
const TRACKING = 'aws-elb-tracking-timeout-covers-idle';
const STICKY = 'aws-elb-stickiness-bounded';

/** Passes: the timeout is within policy; every target remembers connections for as long. */
const idles = (what: string, seconds: number): string => `${IDLE} pass: ${what} is ${seconds} s.`;
const REMEMBERS = `${TRACKING} pass`;

/** Every verdict of the three checks but “not applicable”, as `check verdict: message`. */
async function judged(files: Files): Promise<readonly string[]> {
  const dump = folderWith(Object.fromEntries(Object.entries(files).map(([name, file]) => [`eu-west-1/${name}`, file])));
  const out = join(folderWith(), 'out');
  const { stderr } = await posture(
    'scan',
    '--snapshot',
    dump,
    '--out',
    out,
    '--quiet',
    '--checks',
    [IDLE, TRACKING, STICKY].join(','),
  );
  expect(stderr).toBe('');
  const lines = readFileSync(join(out, 'results.jsonl'), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const { checkId, verdict, message } = JSON.parse(line) as Record<'checkId' | 'verdict' | 'message', string>;
    return verdict === 'not-applicable' ? [] : [`${checkId} ${verdict}${message && `: ${message}`}`];
  });
}

const idle = (seconds: number | string) => ({ 'idle_timeout.timeout_seconds': String(seconds) });

test.each<[string, Files, readonly string[]]>([
  [
    'an ALB at its defaults, before an older machine',
    behindAlb(machine('m5.large'), idle(60)),
    [idles('idle_timeout.timeout_seconds', 60), REMEMBERS],
  ],
  [
    'an ALB whose idle timeout is too short',
    behindAlb(machine('m5.large'), idle(10)),
    [`${IDLE} fail: idle_timeout.timeout_seconds is 10 s, less than 30 s.`, REMEMBERS],
  ],
  [
    'an ALB that keeps idle connections longer than a machine of the newest generation',
    behindAlb(machine('m8i.large'), idle(400)),
    [
      idles('idle_timeout.timeout_seconds', 400),
      `${TRACKING} fail: eni-1 forgets an idle connection after 350 s, before idle_timeout.timeout_seconds of 400 s ends.`,
    ],
  ],
  [
    'the same before a machine of the generation before it',
    behindAlb(machine('m8g.large'), idle(400)),
    [idles('idle_timeout.timeout_seconds', 400), REMEMBERS],
  ],
  [
    'clients that an ALB keeps alive longer than the newest machine remembers',
    behindAlb(machine('c8gn.large'), { ...idle(60), 'client_keep_alive.seconds': '3600' }),
    [
      idles('idle_timeout.timeout_seconds', 60),
      `${TRACKING} fail: eni-1 forgets an idle connection after 350 s, before client_keep_alive.seconds of 3600 s ends.`,
    ],
  ],
  [
    'a machine whose tracking timeout was set too short',
    behindAlb(machine('m5.large', 60), idle(120)),
    [
      idles('idle_timeout.timeout_seconds', 120),
      `${TRACKING} fail: eni-1 forgets an idle connection after 60 s, before idle_timeout.timeout_seconds of 120 s ends.`,
    ],
  ],
  [
    'the newest machine whose tracking timeout was set long enough',
    behindAlb(machine('m8i.large', 900), idle(400)),
    [idles('idle_timeout.timeout_seconds', 400), REMEMBERS],
  ],
  [
    'a machine of a generation that nobody knows yet',
    behindAlb(machine('m9i.large'), idle(400)),
    [idles('idle_timeout.timeout_seconds', 400), `${TRACKING} unknown: ec2:DescribeInstances: NotRead`],
  ],
  [
    'an NLB at its defaults, before the newest machine',
    behindNlb(machine('m8i.large'), 'TCP'),
    [idles('tcp.idle_timeout.seconds of TCP 8883', 350), REMEMBERS],
  ],
  [
    'an NLB whose listener waits longer than policy and machine',
    behindNlb(machine('m8i.large'), 'TCP', '6000'),
    [
      `${IDLE} fail: tcp.idle_timeout.seconds of TCP 8883 is 6000 s, more than 900 s.`,
      `${TRACKING} fail: eni-1 forgets an idle connection after 350 s, before tcp.idle_timeout.seconds of TCP 8883 of 6000 s ends.`,
    ],
  ],
  ['a UDP listener, which has no connections', behindNlb(machine('m8i.large'), 'UDP'), []],
  [
    'a classic balancer at its defaults',
    behindClassic(machine('m8i.large'), 60),
    [idles('IdleTimeout', 60), REMEMBERS],
  ],
  [
    'a classic balancer that waits longer than policy and machine',
    behindClassic(machine('m8i.large'), 1200),
    [
      `${IDLE} fail: IdleTimeout is 1200 s, more than 900 s.`,
      `${TRACKING} fail: eni-1 forgets an idle connection after 350 s, before IdleTimeout of 1200 s ends.`,
    ],
  ],
  [
    'a cookie at a classic listener',
    behindClassic(machine('m5.large'), 60, 7200),
    [
      idles('IdleTimeout', 60),
      `${STICKY} fail: Clients are bound by lb_cookie for 7200 s, more than 3600 s.`,
      REMEMBERS,
    ],
  ],
  [
    'a cookie at the target group',
    {
      ...behindAlb(machine('m5.large'), idle(60)),
      ...targetGroup(alb, 'HTTP', {
        'stickiness.enabled': 'true',
        'stickiness.type': 'app_cookie',
        'stickiness.app_cookie.duration_seconds': '86400',
      }),
    },
    [
      idles('idle_timeout.timeout_seconds', 60),
      `${STICKY} fail: Clients are bound by app_cookie for 86400 s, more than 3600 s.`,
      REMEMBERS,
    ],
  ],
  [
    'a listener that binds clients to one of its groups',
    behindAlb(machine('m5.large'), idle(60), { Enabled: true, DurationSeconds: 7200 }),
    [
      idles('idle_timeout.timeout_seconds', 60),
      `${STICKY} fail: Clients are bound by target group for 7200 s, more than 3600 s.`,
      REMEMBERS,
    ],
  ],
  [
    'stickiness by source address, which ends with the flow',
    behindNlb(machine('m5.large'), 'TCP', undefined, { 'stickiness.enabled': 'true', 'stickiness.type': 'source_ip' }),
    [idles('tcp.idle_timeout.seconds of TCP 8883', 350), `${STICKY} pass`, REMEMBERS],
  ],
  [
    'attributes that nobody dumped',
    { ...behindAlb(machine('m5.large'), {}), 'load-balancer-attributes.json': {} },
    [
      `${IDLE} unknown: elbv2:DescribeLoadBalancerAttributes: NotRead`,
      `${TRACKING} unknown: elbv2:DescribeLoadBalancerAttributes: NotRead`,
    ],
  ],
])('%s', async (_, files, wanted) => {
  expect(await judged(files)).toEqual(wanted);
});
