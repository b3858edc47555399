import check from '#checks/aws/elb/listener-has-targets.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  aClassicBalancer,
  aTargetGroup,
  forward,
  onAlb,
  onClassic,
  redirectToHttps,
} from '../../../support/a-load-balancer.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const empty = aTargetGroup({
  id: 'arn:x:targetgroup/blue/1',
  arn: 'arn:x:targetgroup/blue/1',
  name: 'blue',
  targets: known([]),
});
const groups = anEmptyAwsRegion({ targetGroups: known([aTargetGroup(), empty]) });

testCheck(check, {
  passes: {
    'a group with a target': [onAlb(), groups],
    'the empty group has no weight': [
      onAlb({
        defaultActions: known([
          { type: 'forward', targetGroups: [{ arn: empty.arn, weight: 0 }, ...forward().targetGroups] },
        ]),
      }),
      groups,
    ],
    'a classic balancer': onClassic(),
  },
  fails: {
    'an empty group': [
      onAlb({ defaultActions: known([forward(empty.arn)]) }),
      'Forwards to blue, which has no target.',
      groups,
    ],
    'an empty group of one rule': [
      onAlb({ rules: known([{ arn: 'r', priority: 1, conditions: known([]), actions: known([forward(empty.arn)]) }]) }),
      'Forwards to blue, which has no target.',
      groups,
    ],
    'a classic balancer without instances': [
      onClassic({}, aClassicBalancer({ instanceIds: [] })),
      'Forwards to old-shop, which has no target.',
    ],
  },
  unknown: {
    'target groups could not be read': [
      onAlb(),
      'elbv2:DescribeTargetGroups: UnauthorizedOperation',
      anEmptyAwsRegion({ targetGroups: unknown(denied('elbv2:DescribeTargetGroups')) }),
    ],
    'rules could not be read': [
      onAlb({ rules: unknown(denied('elbv2:DescribeRules')) }),
      'elbv2:DescribeRules: UnauthorizedOperation',
      groups,
    ],
  },
  notApplicable: { 'it only redirects': onAlb({ defaultActions: known([redirectToHttps]) }) },
});
