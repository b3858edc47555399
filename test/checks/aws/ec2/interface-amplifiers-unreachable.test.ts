import check from '#checks/aws/ec2/interface-amplifiers-unreachable.ts';
import { known, unknown } from '#inventory/known.ts';
import { aNetworkAcl, everything } from '../../../support/a-network-acl.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { anAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const acl = known([aNetworkAcl({ entries: known(everything) })]);
const opening = (...rules: readonly ReturnType<typeof from>[]) =>
  anAwsRegion({ networkAcls: acl, securityGroups: known([aSecurityGroup({ rules: known(rules) })]) });

testCheck(check, {
  passes: {
    'HTTPS only': [anInterface(), anAwsRegion()],
    'DNS over TCP cannot be forged': [anInterface(), opening(from('0.0.0.0/0', 'tcp', 53))],
    'DNS for one network': [anInterface(), opening(from('203.0.113.0/24', 'udp', 53))],
  },
  fails: {
    'DNS and NTP': [
      anInterface(),
      'The Internet reaches DNS and NTP (udp 53, 123 over IPv4) at 52.0.0.10.',
      opening(from('0.0.0.0/0', 'udp', 53), from('0.0.0.0/0', 'udp', 123)),
    ],
  },
  unknown: {
    'the groups could not be read': [
      anInterface(),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      anAwsRegion({ ...opening(), securityGroups: unknown(denied('ec2:DescribeSecurityGroups')) }),
    ],
  },
});
