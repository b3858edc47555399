import check from '#checks/aws/ec2/security-group-closes-all-ports.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from, to } from '../../../support/a-security-group.ts';
import { aPrefixList } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });
const withList = (...entries: readonly string[]) =>
  anEmptyAwsRegion({ prefixLists: known([aPrefixList({ entries: known(entries) })]) });
const unreadLists = anEmptyAwsRegion({ prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')) });

testCheck(check, {
  passes: {
    'one port is open': aSecurityGroup(),
    'no rule at all': group(),
    'every port, but from a private network': group(from('10.0.0.0/8', 'all')),
    'every port, from less than half of the world': group(from('0.0.0.0/2', 'all')),
    'every ICMP message is no port': group(from('0.0.0.0/0', 'icmp', -1, -1)),
    'every port but one': group(from('0.0.0.0/0', 'tcp', 1, 21), from('0.0.0.0/0', 'tcp', 23, 65_535)),
    'another protocol whatever its ports say': group(from('0.0.0.0/0', '47', 0, 65_535)),
    'everything goes out': group(to('0.0.0.0/0', 'all')),
    'everything from another group': group(from('sg-2', 'all')),
    'everything from a prefix list of offices': [group(from('pl-1', 'all')), withList('198.51.100.0/24')],
    'one port from a prefix list that was not read': [group(from('pl-1', 'tcp', 443)), unreadLists],
  },
  fails: {
    'protocol -1 from the world': [
      group(from('0.0.0.0/0', 'all')),
      'Opens all tcp ports over IPv4, all udp ports over IPv4 to the world: all traffic from 0.0.0.0/0. No interface has the group now.',
    ],
    'tcp 1–65535 is every port in effect': [
      group(from('0.0.0.0/0', 'tcp', 1, 65_535)),
      'Opens all tcp ports over IPv4 to the world: tcp 1-65535 from 0.0.0.0/0. No interface has the group now.',
    ],
    'udp alone': [
      group(from('0.0.0.0/0', 'udp', 0, 65_535)),
      'Opens all udp ports over IPv4 to the world: udp 0-65535 from 0.0.0.0/0. No interface has the group now.',
    ],
    'protocol 6 is tcp': [
      group(from('0.0.0.0/0', '6', 0, 65_535)),
      'Opens all tcp ports over IPv4 to the world: tcp 0-65535 from 0.0.0.0/0. No interface has the group now.',
    ],
    'the halves of the world are the world': [
      group(from('0.0.0.0/1', 'tcp', 0, 65_535), from('128.0.0.0/1', 'tcp', 0, 65_535)),
      'Opens all tcp ports over IPv4 to the world: tcp 0-65535 from 0.0.0.0/1 and 1 more. No interface has the group now.',
    ],
    'two rules share the ports': [
      group(from('0.0.0.0/0', 'tcp', 0, 1023), from('0.0.0.0/0', 'tcp', 1024, 65_535)),
      'Opens all tcp ports over IPv4 to the world: tcp 0-1023 from 0.0.0.0/0 and 1 more. No interface has the group now.',
    ],
    'everything on IPv6': [
      group(from('::/0', 'all')),
      'Opens all tcp ports over IPv6, all udp ports over IPv6 to the world: all traffic from ::/0. No interface has the group now.',
    ],
    'a prefix list that holds the world': [
      group(from('pl-1', 'tcp', 0, 65_535)),
      'Opens all tcp ports over IPv4 to the world: tcp 0-65535 from pl-1. No interface has the group now.',
      withList('0.0.0.0/0'),
    ],
    'certainly open, whatever an unread prefix list holds': [
      group(from('0.0.0.0/0', 'tcp', 0, 65_535), from('pl-1', 'tcp', 22)),
      'Opens all tcp ports over IPv4 to the world: tcp 0-65535 from 0.0.0.0/0. No interface has the group now.',
      unreadLists,
    ],
    'certainly open, whatever an unreadable rule says': [
      aSecurityGroup({ rules: unknown(denied('ec2:DescribeSecurityGroups'), [from('::/0', 'tcp', 0, 65_535)]) }),
      'Opens all tcp ports over IPv6 to the world: tcp 0-65535 from ::/0. No interface has the group now.',
    ],
  },
  unknown: {
    'rules could not be read': [
      aSecurityGroup({ rules: unknown(denied('ec2:DescribeSecurityGroups')) }),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
    ],
    'a prefix list on every port could not be read': [
      group(from('pl-1', 'all')),
      'ec2:DescribeManagedPrefixLists: UnauthorizedOperation',
      unreadLists,
    ],
  },
});
