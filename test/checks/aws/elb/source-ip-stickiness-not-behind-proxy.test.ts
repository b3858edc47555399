import check from '#checks/aws/elb/source-ip-stickiness-not-behind-proxy.ts';
import type { TargetGroup } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { known, unknown } from '#inventory/known.ts';
import { aClassicBalancer, anAlb, anNlb, aTargetGroup } from '../../../support/a-load-balancer.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { aPrefixList } from '../../../support/a-vpc.ts';
import { anAwsGlobal, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInstance, anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const nlb = anNlb({ securityGroupIds: ['sg-1'] });
const sticky = aTargetGroup({
  loadBalancerArns: [nlb.arn],
  attributes: known({ 'stickiness.enabled': 'true', 'stickiness.type': 'source_ip' }),
});
const admitting = (...rules: readonly ReturnType<typeof from>[]) => ({
  loadBalancers: known([nlb]),
  securityGroups: known([aSecurityGroup({ rules: known(rules) })]),
});
/** The balancer without groups of its own: a target on its port, with what its group admits. */
const bare = anNlb({ securityGroupIds: [] });
const behind = (change: Partial<TargetGroup> = {}): TargetGroup => ({
  ...sticky,
  targetType: 'instance',
  targets: known([{ id: 'i-1', port: 8443, state: 'healthy' }]),
  ...change,
});
const targets = (...rules: readonly ReturnType<typeof from>[]) => ({
  loadBalancers: known([bare]),
  instances: known([anInstance()]),
  networkInterfaces: known([anInterface()]),
  securityGroups: known([aSecurityGroup({ rules: known(rules) })]),
});
const at = (region: Partial<AwsRegion>, pool = behind()) => {
  const all = anEmptyAwsRegion({ ...region, targetGroups: known([pool]) });
  return [pool, all] as const;
};
const byAddress = behind({ targetType: 'ip', targets: known([{ id: '10.0.1.10', port: 8443, state: 'healthy' }]) });
const showing = (value: string) => ({
  ...byAddress,
  attributes: known({
    'stickiness.enabled': 'true',
    'stickiness.type': 'source_ip',
    'preserve_client_ip.enabled': value,
  }),
});
/** An application balancer as the target. */
const chained = behind({ targetType: 'alb', targets: known([{ id: anAlb().arn, port: 443, state: 'healthy' }]) });
const unseen = behind({ targets: unknown(denied('elbv2:DescribeTargetHealth')) });
const proxied = from('198.51.100.0/24', 'tcp', 8443);
const everybody = from('0.0.0.0/0', 'tcp', 8443);
const asked = (region: Partial<AwsRegion>, pool = behind()) => {
  const [group, all] = at(region, pool);
  return [group, { region: all, policy: cdn }] as const;
};
const failing = (region: Partial<AwsRegion>, pool = behind()) => {
  const [group, around] = asked(region, pool);
  return [group, said('Example CDN'), around] as const;
};
const cdn = { proxies: [{ name: 'Example CDN', cidrs: ['198.51.100.0/24'], balancers: [] }] };
const said = (proxy: string) => `Stickiness is source_ip, and all clients of mqtt come through ${proxy}.`;
const cloudFront = aPrefixList({ name: 'com.amazonaws.global.cloudfront.origin-facing', ownerId: 'AWS' });

testCheck(check, {
  passes: {
    'everybody may come': [sticky, anEmptyAwsRegion(admitting(from('0.0.0.0/0', 'tcp', 443)))],
    'a balancer without groups': [
      sticky,
      anEmptyAwsRegion({ loadBalancers: known([{ ...nlb, securityGroupIds: [] }]) }),
    ],
    'a balancer without groups, and targets that admit everybody': asked(targets(everybody)),
    'a balancer without groups, and one target of two that admits everybody': asked(
      {
        ...targets(),
        instances: known([anInstance(), anInstance({ id: 'i-2', interfaceIds: ['eni-2'] })]),
        networkInterfaces: known([
          anInterface(),
          anInterface({
            id: 'eni-2',
            groupIds: ['sg-2'],
            attachment: { instanceId: 'i-2', instanceOwnerId: '111122223333', status: 'attached' },
          }),
        ]),
        securityGroups: known([
          aSecurityGroup({ rules: known([proxied]) }),
          aSecurityGroup({ id: 'sg-2', rules: known([everybody]) }),
        ]),
      },
      behind({
        targets: known([
          { id: 'i-1', port: 8443, state: 'healthy' },
          { id: 'i-2', port: 8443, state: 'healthy' },
        ]),
      }),
    ),
    'targets that see the addresses of the balancer: their groups tell nothing of clients': asked(
      targets(proxied),
      showing('false'),
    ),
    'targets that admit the proxy on other ports only': asked(targets(from('198.51.100.0/24', 'tcp', 22))),
    'targets by address are not shown the clients by default': asked(targets(proxied), byAddress),
    'an application balancer behind it that admits everybody': asked(
      {
        loadBalancers: known([bare, anAlb({ securityGroupIds: ['sg-1'] })]),
        securityGroups: known([aSecurityGroup({ rules: known([from('0.0.0.0/0', 'tcp', 443)]) })]),
      },
      chained,
    ),
    'the proxy and everybody else': [
      sticky,
      {
        region: anEmptyAwsRegion(admitting(from('198.51.100.0/24', 'tcp', 443), from('203.0.113.0/24', 'tcp', 443))),
        policy: cdn,
      },
    ],
  },
  fails: {
    'declared for the balancer': [
      sticky,
      said('WAF'),
      {
        region: anEmptyAwsRegion(admitting(from('0.0.0.0/0', 'tcp', 443))),
        policy: { proxies: [{ name: 'WAF', cidrs: [], balancers: ['mqtt'] }] },
      },
    ],
    'the group admits the addresses of a declared proxy only': [
      sticky,
      said('Example CDN'),
      {
        region: anEmptyAwsRegion(admitting(from('198.51.100.0/25', 'tcp', 443), from('10.0.0.0/8', 'tcp', 443))),
        policy: cdn,
      },
    ],
    'the group admits CloudFront only': [
      sticky,
      said('CloudFront'),
      anEmptyAwsRegion({ ...admitting(from('pl-1', 'tcp', 443)), prefixLists: known([cloudFront]) }),
    ],
    'a balancer without groups, and targets that admit the proxy only': failing(targets(proxied)),
    'such targets, administered from elsewhere on another port': failing(
      targets(proxied, from('203.0.113.0/24', 'tcp', 22)),
    ),
    'such targets by address that are shown the clients': failing(targets(proxied), showing('true')),
    'such targets on the port of their group': failing(
      targets(proxied),
      behind({ port: 8443, targets: known([{ id: 'i-1', state: 'healthy' }]) }),
    ),
    'targets that admit CloudFront only': [
      behind(),
      said('CloudFront'),
      anEmptyAwsRegion({
        ...targets(from('pl-1', 'tcp', 8443)),
        targetGroups: known([behind()]),
        prefixLists: known([cloudFront]),
      }),
    ],
    'an application balancer behind it that admits the proxy only': failing(
      {
        loadBalancers: known([bare, anAlb({ securityGroupIds: ['sg-1'] })]),
        securityGroups: known([aSecurityGroup({ rules: known([from('198.51.100.0/24', 'tcp', 443)]) })]),
      },
      chained,
    ),
    'an accelerator that hides its clients': [
      sticky,
      said('the accelerator fast'),
      anEmptyAwsRegion({
        ...admitting(from('0.0.0.0/0', 'tcp', 443)),
        global: anAwsGlobal({
          accelerators: known([
            {
              id: 'arn:a',
              arn: 'arn:a',
              name: 'fast',
              tags: {},
              enabled: true,
              ipAddressType: 'IPV4',
              addresses: [],
              listeners: known([
                {
                  arn: 'arn:l',
                  protocol: 'TCP',
                  portRanges: [[443, 443]],
                  endpointGroups: known([
                    {
                      arn: 'arn:g',
                      trafficDialPercentage: 100,
                      endpoints: [{ id: nlb.arn, weight: 128, clientIpPreservation: false }],
                      portOverrides: [],
                    },
                  ]),
                },
              ]),
            },
          ]),
        }),
      }),
    ],
  },
  unknown: {
    'attributes could not be read': [
      aTargetGroup({ attributes: unknown(denied('elbv2:DescribeTargetGroupAttributes')) }),
      'elbv2:DescribeTargetGroupAttributes: UnauthorizedOperation',
    ],
    'balancers could not be read': [
      sticky,
      'elbv2:DescribeLoadBalancers: UnauthorizedOperation',
      anEmptyAwsRegion({ loadBalancers: unknown(denied('elbv2:DescribeLoadBalancers')) }),
    ],
    'the list that its group admits could not be read': [
      sticky,
      'ec2:DescribeManagedPrefixLists: UnauthorizedOperation',
      anEmptyAwsRegion({
        ...admitting(from('pl-1', 'tcp', 443)),
        prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')),
      }),
    ],
    'the targets of a balancer without groups could not be read': [
      unseen,
      'elbv2:DescribeTargetHealth: UnauthorizedOperation',
      at(targets(proxied), unseen)[1],
    ],
    'interfaces of its targets could not be read': [
      behind(),
      'ec2:DescribeNetworkInterfaces: UnauthorizedOperation',
      at({ ...targets(proxied), networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces')) })[1],
    ],
    'the group of one of its targets could not be read, and the others admit the proxy only': [
      behind(),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      asked({
        ...targets(),
        networkInterfaces: known([anInterface({ groupIds: ['sg-1', 'sg-2'] })]),
        securityGroups: unknown(denied('ec2:DescribeSecurityGroups'), [aSecurityGroup({ rules: known([proxied]) })]),
      })[1],
    ],
    "the group of a target is another account's": [
      behind(),
      'ec2:DescribeSecurityGroups: NotRead',
      at({ ...targets(proxied), networkInterfaces: known([anInterface({ groupIds: ['sg-9'] })]) })[1],
    ],
    'groups could not be read': [
      sticky,
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      anEmptyAwsRegion({ ...admitting(), securityGroups: unknown(denied('ec2:DescribeSecurityGroups')) }),
    ],
  },
  notApplicable: {
    off: aTargetGroup(),
    'by cookie': aTargetGroup({ attributes: known({ 'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie' }) }),
    'a classic balancer': aClassicBalancer(),
  },
});
