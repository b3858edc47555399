import check from '#checks/aws/elb/security-group-fits-listeners.ts';
import { known, unknown } from '#inventory/known.ts';
import { aClassicBalancer, anAlb, anNlb } from '../../../support/a-load-balancer.ts';
import { aSecurityGroup, from, to } from '../../../support/a-security-group.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const opening = (...rules: readonly ReturnType<typeof from>[]) =>
  anEmptyAwsRegion({ securityGroups: known([aSecurityGroup({ rules: known(rules) })]) });

testCheck(check, {
  passes: {
    'the port of its listener': [anAlb(), opening(from('0.0.0.0/0', 'tcp', 443), to('0.0.0.0/0', 'all'))],
    'ICMP is no port': [anAlb(), opening(from('0.0.0.0/0', 'icmp', -1, -1))],
    'a classic balancer': [aClassicBalancer(), opening(from('10.0.0.0/8', 'tcp', 443))],
  },
  fails: {
    'a port without a listener': [
      anAlb(),
      'sg-1 opens tcp 80 where nothing listens.',
      opening(from('0.0.0.0/0', 'tcp', 443), from('0.0.0.0/0', 'tcp', 80)),
    ],
    'everything, to another group': [
      anAlb(),
      'sg-1 opens tcp 1–442, 444–65535 and udp 1–65535 where nothing listens.',
      opening(from('sg-2', 'all')),
    ],
  },
  unknown: {
    'listeners could not be read': [
      anAlb({ listeners: unknown(denied('elbv2:DescribeListeners')) }),
      'elbv2:DescribeListeners: UnauthorizedOperation',
      opening(from('0.0.0.0/0', 'tcp', 80)),
    ],
    'the group could not be read': [
      anAlb(),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      anEmptyAwsRegion({ securityGroups: unknown(denied('ec2:DescribeSecurityGroups')) }),
    ],
  },
  notApplicable: { 'no group': anNlb() },
});
