import check from '#checks/aws/ec2/security-group-only-public-ports-open.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });
const unreadLists = anEmptyAwsRegion({ prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')) });

testCheck(check, {
  passes: {
    'web ports': group(from('0.0.0.0/0', 'tcp', 80), from('0.0.0.0/0', 'tcp', 443), from('::/0', 'udp', 443)),
    'another port from one network': group(from('203.0.113.0/24', 'tcp', 8080)),
    'ICMP echo alone': group(from('0.0.0.0/0', 'icmp', 8, -1)),
    'a port that the policy declares public': [
      group(from('0.0.0.0/0', 'tcp', 8443)),
      { policy: { publicPorts: ['tcp/8000-8999'] } },
    ],
    'a public port from a prefix list that was not read': [group(from('pl-1', 'tcp', 443)), unreadLists],
  },
  fails: {
    'another port from the world': [
      group(from('0.0.0.0/0', 'tcp', 8080)),
      'Opens tcp 8080 over IPv4 to the world: tcp 8080 from 0.0.0.0/0. No interface has the group now.',
    ],
    'a range with public ports in it': [
      group(from('0.0.0.0/0', 'tcp', 79, 81)),
      'Opens tcp 79, 81 over IPv4 to the world: tcp 79-81 from 0.0.0.0/0. No interface has the group now.',
    ],
    'HTTPS where the policy declares none': [
      group(from('0.0.0.0/0', 'tcp', 443)),
      'Opens tcp 443 over IPv4 to the world: tcp 443 from 0.0.0.0/0. No interface has the group now.',
      { policy: { publicPorts: [] } },
    ],
  },
  unknown: {
    'a prefix list on another port could not be read': [
      group(from('pl-1', 'tcp', 8080)),
      'ec2:DescribeManagedPrefixLists: UnauthorizedOperation',
      unreadLists,
    ],
  },
});
