import { execFileSync } from 'node:child_process';
import { admit } from '#checks/aws/admit-replies.ts';
import { ownersChoice } from '#checks/aws/command.ts';
import encrypted from '#checks/aws/elb/listeners-encrypted.ts';
import multiAz from '#checks/aws/elb/load-balancer-multi-az.ts';
import bounded from '#checks/aws/elb/stickiness-bounded.ts';
import healthy from '#checks/aws/elb/target-group-has-healthy-targets.ts';
import modern from '#checks/aws/elb/tls-policy-modern.ts';
import tracking from '#checks/aws/elb/tracking-timeout-covers-idle.ts';
import { persistencesOf } from '#checks/aws/persistence.ts';
import agrees from '#checks/aws/vpc/network-acl-agrees-with-security-groups.ts';
import replies from '#checks/aws/vpc/network-acl-return-traffic-passes.ts';
import type { AnyCheck } from '#checks/check.ts';
import { contextOf } from '#checks/examine.ts';
import type { TargetGroup } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { known, seenOf } from '#inventory/known.ts';
import { AddressSet } from '#network/address-set.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import {
  aClassicBalancer,
  aClassicListener,
  aListener,
  albAttributes,
  anAlb,
  anNlb,
  aTargetGroup,
  forward,
  onAlb,
  onClassic,
  redirectToHttps,
} from '../../support/a-load-balancer.ts';
import { allowIn, allowOut, aNetworkAcl, denyIn } from '../../support/a-network-acl.ts';
import { aRouteTable } from '../../support/a-route-table.ts';
import { aSecurityGroup } from '../../support/a-security-group.ts';
import { aSubnet } from '../../support/a-vpc.ts';
import { anAwsRegion, anEmptyAwsRegion } from '../../support/an-aws-region.ts';
import { anInstance, anInterface } from '../../support/an-interface.ts';

// The exact commands of checks whose mending needs more than one setting of the resource itself.

const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const here = ' --region eu-west-1';

function commandsOf(check: AnyCheck, resource: object | undefined, region: AwsRegion): readonly string[] {
  const said = check.examine(resource as never, contextOf(region, DEFAULT_POLICY) as never);
  return [said].flat().flatMap((outcome) => (outcome.verdict === 'fail' ? (outcome.commands ?? []) : []));
}

const inOneZone = anAlb({ zones: [{ name: 'eu-west-1a', subnetId: 'subnet-1', addresses: [] }] });
const subnets = known([
  aSubnet(),
  aSubnet({ id: 'subnet-2', availabilityZone: 'eu-west-1b' }),
  aSubnet({ id: 'subnet-3', availabilityZone: 'eu-west-1b' }),
]);
const twoTables = known([
  aRouteTable({ id: 'rtb-private', main: true, subnetIds: [], routes: known([]) }),
  aRouteTable({ id: 'rtb-public', main: false, subnetIds: ['subnet-1', 'subnet-3'] }),
]);
const ill = (reason: string, change: Partial<TargetGroup> = {}) =>
  aTargetGroup({ targets: known([{ id: 'i-1', port: 8080, state: 'unhealthy', reason }]), ...change });
const behindAlb = (group: Parameters<typeof aSecurityGroup>[0] = {}) =>
  anEmptyAwsRegion({
    loadBalancers: known([anAlb({ securityGroupIds: ['sg-alb'] })]),
    instances: known([anInstance()]),
    networkInterfaces: known([anInterface()]),
    securityGroups: known([aSecurityGroup({ id: 'sg-1', rules: known([]), ...group })]),
  });
const sticky = (actions: Parameters<typeof onAlb>[0]) => {
  const listener = aListener(actions);
  return anEmptyAwsRegion({ loadBalancers: known([anAlb({ listeners: known([listener]) })]) });
};
const stickyPlace = (region: AwsRegion) =>
  seenOf(persistencesOf(region)).find((place) => seenOf(place.bindings).length > 0);
const weighted = { ...forward(`${ELB}:targetgroup/blue/1`, 9), stickiness: { enabled: true, durationSeconds: 86_400 } };
const acl = aNetworkAcl({
  entries: known([
    denyIn(50, '203.0.113.0/24', 'tcp', 0, 65_535),
    denyIn(90, '0.0.0.0/0', 'tcp', 8080, 8090),
    allowIn(100, '0.0.0.0/0', 'tcp', 0, 65_535),
    allowOut(100, '0.0.0.0/0', 'tcp', 0, 65_535),
  ]),
});
const opens8080 = aSecurityGroup({
  rules: known([
    {
      direction: 'ingress',
      protocol: 6,
      from: 8080,
      to: 8080,
      peer: { kind: 'cidr', family: 'ipv4', cidr: '0.0.0.0/0' },
    },
  ]),
});

test.each<[string, readonly string[], readonly string[]]>([
  [
    'a second zone: a subnet that leads to the Internet as the first one does, beside the first one',
    commandsOf(multiAz, inOneZone, anEmptyAwsRegion({ subnets, routeTables: twoTables })),
    [
      `aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-1${here}`,
      `aws elbv2 set-subnets --load-balancer-arn ${inOneZone.arn}${here} --subnets subnet-1 subnet-3`,
    ],
  ],
  [
    'a second zone of an internal balancer',
    commandsOf(
      multiAz,
      { ...inOneZone, scheme: 'internal' },
      anEmptyAwsRegion({ subnets, routeTables: twoTables }),
    ).slice(1),
    [`aws elbv2 set-subnets --load-balancer-arn ${inOneZone.arn}${here} --subnets subnet-1 subnet-2`],
  ],
  [
    'a second zone, and the fixed address of the first one stays',
    commandsOf(
      multiAz,
      anNlb({ zones: [{ name: 'eu-west-1a', subnetId: 'subnet-1', addresses: [{ allocationId: 'eipalloc-1' }] }] }),
      anEmptyAwsRegion(),
    ).slice(1),
    [
      `aws elbv2 set-subnets --load-balancer-arn ${anNlb().arn}${here} --subnet-mappings SubnetId=subnet-1,AllocationId=eipalloc-1 SubnetId="\${SUBNET_ID:?set it to the id of a subnet of vpc-1 in another zone}"`,
    ],
  ],
  [
    'a classic balancer in a second zone',
    commandsOf(
      multiAz,
      aClassicBalancer({ availabilityZones: ['eu-west-1a'], subnetIds: ['subnet-1'] }),
      anEmptyAwsRegion({ subnets, routeTables: twoTables }),
    ).slice(1),
    [`aws elb attach-load-balancer-to-subnets --load-balancer-name old-shop${here} --subnets subnet-3`],
  ],
  [
    'what does not redirect, be it the default action or a rule',
    commandsOf(
      encrypted,
      onAlb({
        protocol: 'HTTP',
        port: 80,
        rules: known([
          { arn: 'arn:rule/10', priority: 10, conditions: known([]), actions: known([forward()]) },
          { arn: 'arn:rule/20', priority: 20, conditions: known([]), actions: known([redirectToHttps]) },
        ]),
      }),
      anEmptyAwsRegion(),
    ),
    [
      `aws elbv2 modify-listener --listener-arn ${aListener().arn} --default-actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'${here}`,
      `aws elbv2 modify-rule --rule-arn arn:rule/10 --actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'${here}`,
    ],
  ],
  [
    'the choice of a weighted forward: its groups and weights stay',
    commandsOf(
      bounded,
      stickyPlace(sticky({ defaultActions: known([weighted]) })),
      sticky({ defaultActions: known([weighted]) }),
    ),
    [
      `aws elbv2 modify-listener --listener-arn ${aListener().arn} --default-actions '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"${ELB}:targetgroup/blue/1","Weight":9}],"TargetGroupStickinessConfig":{"Enabled":true,"DurationSeconds":3600}}}]'${here}`,
    ],
  ],
  [
    'a classic policy gives way at the listener that names it, beside the others',
    (() => {
      const balancer = aClassicBalancer({
        cookieStickiness: [{ policyName: "it's; $(id)", expirationSeconds: 90_000 }],
        listeners: known([aClassicListener({ policyNames: ['tls', "it's; $(id)"] })]),
      });
      const region = anEmptyAwsRegion({ classicLoadBalancers: known([balancer]) });
      return commandsOf(bounded, stickyPlace(region), region);
    })(),
    [
      `aws elb create-lb-cookie-stickiness-policy --load-balancer-name old-shop --policy-name 'it'\\''s; $(id)-3600' --cookie-expiration-period 3600${here}`,
      `aws elb set-load-balancer-policies-of-listener --load-balancer-name old-shop --load-balancer-port 443 --policy-names tls 'it'\\''s; $(id)-3600'${here}`,
    ],
  ],
  [
    'a classic TLS policy, and the sticky one stays',
    commandsOf(
      modern,
      onClassic(
        { policyNames: ['old', 'sticky'] },
        aClassicBalancer({
          policies: known([
            {
              name: 'old',
              type: 'SSLNegotiationPolicyType',
              attributes: [{ name: 'Reference-Security-Policy', value: 'ELBSecurityPolicy-2016-08' }],
            },
            { name: 'sticky', type: 'LBCookieStickinessPolicyType', attributes: [] },
          ]),
        }),
      ),
      anEmptyAwsRegion(),
    ).map((command) => command.split(' && ')[1] ?? ''),
    [
      `aws elb set-load-balancer-policies-of-listener --load-balancer-name old-shop --load-balancer-port 443 --policy-names sticky tls-1-2${here}`,
    ],
  ],
  [
    'targets that are stopped',
    commandsOf(healthy, ill('Target.InvalidState'), behindAlb()).slice(1),
    [`aws ec2 start-instances --instance-ids i-1${here}`],
  ],
  [
    'targets whose group keeps the health checks out',
    commandsOf(healthy, ill('Target.Timeout'), behindAlb()).slice(1),
    [
      `aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 8080 --source-group sg-alb${here}`,
    ],
  ],
  [
    'targets that do not answer although their group lets the checks in',
    commandsOf(
      healthy,
      ill('Target.Timeout'),
      behindAlb({
        rules: known([{ direction: 'ingress', protocol: -1, peer: { kind: 'group', id: 'sg-alb' } }]),
      }),
    ).slice(1),
    [
      `aws elbv2 modify-target-group --target-group-arn ${aTargetGroup().arn}${here} --health-check-path "\${CHECK_PATH:?set it to a path that the targets answer; now HTTP asks for /}"`,
    ],
  ],
  [
    'no target at all',
    commandsOf(healthy, aTargetGroup({ targets: known([]), targetType: 'ip' }), behindAlb()).slice(1),
    [
      `aws elbv2 register-targets --target-group-arn ${aTargetGroup().arn}${here} --targets Id="\${TARGET_ID:?set it to an address in vpc-1 that listens on port 8080}"`,
    ],
  ],
  [
    'every target that forgets too soon',
    commandsOf(
      tracking,
      anAlb({ attributes: albAttributes({ 'idle_timeout.timeout_seconds': '400' }) }),
      anEmptyAwsRegion({
        targetGroups: known([
          aTargetGroup({ targets: known(['i-1', 'i-2'].map((id) => ({ id, port: 80, state: 'healthy' }))) }),
        ]),
        instances: known([
          anInstance({ instanceType: 'm8i.large' }),
          anInstance({ id: 'i-2', instanceType: 'm8i.large', interfaceIds: ['eni-2'] }),
        ]),
        networkInterfaces: known([anInterface(), anInterface({ id: 'eni-2', attachment: { instanceId: 'i-2' } })]),
      }),
    ),
    ['eni-1', 'eni-2'].map(
      (id) =>
        `aws ec2 modify-network-interface-attribute --network-interface-id ${id} --connection-tracking-specification TcpEstablishedTimeout=3660${here}`,
    ),
  ],
  [
    'an ACL that refuses what a group opens: before the deny, and behind the ban of a few',
    commandsOf(agrees, acl, anAwsRegion({ networkAcls: known([acl]), securityGroups: known([opens8080]) })).slice(2),
    [
      `aws ec2 create-network-acl-entry --network-acl-id ${acl.id} --rule-number 89 --ingress --rule-action allow --protocol 6 --port-range From=8080,To=8080 --cidr-block 0.0.0.0/0${here}`,
    ],
  ],
  [
    'replies of two protocols, each with a number of its own',
    commandsOf(
      replies,
      aNetworkAcl({ entries: known([allowIn(100, '0.0.0.0/0', 'tcp', 443), allowIn(110, '0.0.0.0/0', 'udp', 443)]) }),
      anEmptyAwsRegion(),
    ).map((command) => command.slice(0, command.indexOf(' --port-range'))),
    [
      'aws ec2 create-network-acl-entry --network-acl-id acl-1 --rule-number 32766 --egress --rule-action allow --protocol 6',
      'aws ec2 create-network-acl-entry --network-acl-id acl-1 --rule-number 32765 --egress --rule-action allow --protocol 17',
    ],
  ],
  [
    'no number is left before the deny, so the deny goes',
    admit(
      { region: 'eu-west-1' },
      { id: 'acl-1' },
      [denyIn(1, '0.0.0.0/0', 'tcp', 80)],
      [{ egress: false, family: 'ipv4', protocol: 6, peers: AddressSet.all('ipv4'), ports: [[80, 80]] }],
    ),
    [`aws ec2 delete-network-acl-entry --network-acl-id acl-1 --rule-number 1 --ingress${here}`],
  ],
])('%s', (_, commands, expected) => expect(commands).toEqual(expected));

test.each(['"; touch /tmp/x; "', '$(id)', '`id`', '}"; id; "', "it's", 'a\nb', '\\'])(
  'the hint of a choice that holds %j is text and no command',
  (hostile) => {
    const script = `A=chosen; printf '%s|' ${ownersChoice('A', `set it, now it is ${hostile}`)}`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe('chosen|');
  },
);
