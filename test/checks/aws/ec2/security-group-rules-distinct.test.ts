import check from '#checks/aws/ec2/security-group-rules-distinct.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from, fromItself, to } from '../../../support/a-security-group.ts';
import { aPrefixList } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });
const withList = anEmptyAwsRegion({ prefixLists: known([aPrefixList()]) });
const unreadLists = anEmptyAwsRegion({ prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')) });

testCheck(check, {
  passes: {
    'rules for different things': aSecurityGroup(),
    'the same ports of another protocol': group(from('0.0.0.0/0', 'tcp', 53), from('0.0.0.0/0', 'udp', 53)),
    'the same ports of the other family': group(from('0.0.0.0/0', 'tcp', 22), from('::/0', 'tcp', 22)),
    'the same in the other direction': group(from('10.0.0.0/8', 'tcp', 22), to('10.0.0.0/8', 'tcp', 22)),
    'ports that overlap': group(from('0.0.0.0/0', 'tcp', 20, 30), from('0.0.0.0/0', 'tcp', 25, 40)),
    'covered by two together, by none alone': group(
      from('10.0.0.0/8', 'tcp', 22),
      from('10.0.0.0/9', 'tcp', 23),
      from('10.0.0.0/7', 'udp', 22),
    ),
    'a group is no network': group(fromItself, from('10.0.0.0/8', 'all')),
    'an unread prefix list on a port of its own': [
      group(from('pl-1', 'tcp', 22), from('0.0.0.0/0', 'udp', 22)),
      unreadLists,
    ],
    'a CIDR that a prefix list does not hold': [
      group(from('pl-1', 'tcp', 22), from('192.0.2.0/24', 'tcp', 22)),
      withList,
    ],
  },
  fails: {
    'a narrower network': [
      group(from('10.1.0.0/16', 'tcp', 22), from('10.0.0.0/8', 'tcp', 22)),
      'The rule "tcp 22 from 10.1.0.0/16" is covered by "tcp 22 from 10.0.0.0/8".',
    ],
    'a port within a range, and a protocol within all': [
      group(from('0.0.0.0/0', 'tcp', 22), from('0.0.0.0/0', 'tcp', 20, 30), from('0.0.0.0/0', 'all')),
      'The rule "tcp 22 from 0.0.0.0/0" is covered by "tcp 20-30 from 0.0.0.0/0", and 1 more is covered.',
    ],
    'the same set written twice: the later one adds nothing': [
      group(from('0.0.0.0/0', 'tcp', 0, 65_535), from('0.0.0.0/0', '6')),
      'The rule "tcp 0-65535 from 0.0.0.0/0" is covered by "tcp 0-65535 from 0.0.0.0/0".',
    ],
    'the same group on fewer ports': [
      group(from('sg-2', 'tcp', 22), from('sg-2', 'all')),
      'The rule "tcp 22 from sg-2" is covered by "all traffic from sg-2".',
    ],
    'a network that a prefix list holds': [
      group(from('203.0.113.7/32', 'tcp', 22), from('pl-1', 'tcp', 22)),
      'The rule "tcp 22 from 203.0.113.7/32" is covered by "tcp 22 from pl-1".',
      withList,
    ],
    'the same unread prefix list on fewer ports': [
      group(from('pl-1', 'tcp', 22), from('pl-1', 'tcp', 20, 30)),
      'The rule "tcp 22 from pl-1" is covered by "tcp 20-30 from pl-1".',
      unreadLists,
    ],
  },
  unknown: {
    'a prefix list that may be covered could not be read': [
      group(from('pl-1', 'tcp', 22), from('10.0.0.0/8', 'tcp', 22)),
      'ec2:DescribeManagedPrefixLists: UnauthorizedOperation',
      unreadLists,
    ],
    'a rule could not be understood': [
      aSecurityGroup({ rules: unknown(denied('ec2:DescribeSecurityGroups'), [fromItself]) }),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
    ],
  },
});
