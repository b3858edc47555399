import check from '#checks/aws/ec2/security-group-closes-data-ports.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });

testCheck(check, {
  passes: {
    'HTTPS from the world': aSecurityGroup(),
    'MySQL from the application': group(from('sg-2', 'tcp', 3306)),
    'udp 3306 is not MySQL': group(from('0.0.0.0/0', 'udp', 3306)),
  },
  fails: {
    'MySQL from the world': [
      group(from('0.0.0.0/0', 'tcp', 3306)),
      'Opens MySQL (tcp 3306 over IPv4) to the world: tcp 3306 from 0.0.0.0/0. No interface has the group now.',
    ],
    'memcached over UDP': [
      group(from('0.0.0.0/0', 'udp', 11_211)),
      'Opens memcached (udp 11211 over IPv4) to the world: udp 11211 from 0.0.0.0/0. No interface has the group now.',
    ],
    'a file port': [
      group(from('::/0', 'tcp', 445)),
      'Opens SMB (tcp 445 over IPv6) to the world: tcp 445 from ::/0. No interface has the group now.',
    ],
  },
  unknown: {
    'rules could not be read': [
      aSecurityGroup({ rules: unknown(denied('ec2:DescribeSecurityGroups')) }),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
    ],
  },
});
