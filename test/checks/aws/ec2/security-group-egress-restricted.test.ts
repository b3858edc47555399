import check from '#checks/aws/ec2/security-group-egress-restricted.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from, to } from '../../../support/a-security-group.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });

testCheck(check, {
  passes: {
    'one network on one port': aSecurityGroup(),
    'HTTPS to the world': group(to('0.0.0.0/0', 'tcp', 443)),
    'everything comes in': group(from('0.0.0.0/0', 'all')),
    'everything to a private network': group(to('10.0.0.0/8', 'all')),
  },
  fails: {
    'what AWS puts into a new group': [
      group(to('0.0.0.0/0', 'all')),
      'Lets all tcp ports over IPv4, all udp ports over IPv4 out to the world: all traffic to 0.0.0.0/0.',
    ],
    'every udp port over IPv6': [
      group(to('::/0', 'udp', 0, 65_535)),
      'Lets all udp ports over IPv6 out to the world: udp 0-65535 to ::/0.',
    ],
  },
  unknown: {
    'rules could not be read': [
      aSecurityGroup({ rules: unknown(denied('ec2:DescribeSecurityGroups')) }),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
    ],
  },
});
