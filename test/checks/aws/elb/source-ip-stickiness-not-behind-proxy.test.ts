import check from '#checks/aws/elb/source-ip-stickiness-not-behind-proxy.ts';
import { known, unknown } from '#inventory/known.ts';
import { aClassicBalancer, anNlb, aTargetGroup } from '../../../support/a-load-balancer.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { aPrefixList } from '../../../support/a-vpc.ts';
import { anAwsGlobal, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
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
