import check from '#checks/aws/ec2/security-group-sources-narrow.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { aPrefixList } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });
const unreadLists = anEmptyAwsRegion({ prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')) });

testCheck(check, {
  passes: {
    'a /16 and an IPv6 /32': group(from('203.0.0.0/16', 'tcp', 22), from('2001:db8::/32', 'tcp', 22)),
    'the world is for other checks': group(from('0.0.0.0/0', 'tcp', 22), from('::/0', 'all')),
    'a wide private network': group(from('10.0.0.0/8', 'tcp', 22), from('fc00::/7', 'tcp', 22)),
    'a wide range that may only ping': group(from('8.0.0.0/8', 'icmp', 8, -1)),
    'an unread prefix list where the world is admitted anyway': [
      group(from('pl-1', 'tcp', 443), from('0.0.0.0/0', 'tcp', 443), from('::/0', 'tcp', 443)),
      unreadLists,
    ],
  },
  fails: {
    'a provider on SSH': [
      group(from('8.0.0.0/8', 'tcp', 22)),
      'Admits 8.0.0.0/8: tcp 22 from 8.0.0.0/8. No interface has the group now.',
    ],
    'two neighbours that are one wide range': [
      group(from('203.0.0.0/16', 'tcp', 22), from('203.1.0.0/16', 'tcp', 22)),
      'Admits 203.0.0.0/15: tcp 22 from 203.0.0.0/16 and 1 more. No interface has the group now.',
    ],
    'a quarter of the world is not the world': [
      group(from('64.0.0.0/2', 'tcp', 22), from('0.0.0.0/0', 'tcp', 443)),
      'Admits 64.0.0.0/3, 96.0.0.0/6, 100.0.0.0/10 and 8 more: tcp 22 from 64.0.0.0/2. No interface has the group now.',
    ],
    'IPv6, from a prefix list': [
      group(from('pl-1', 'udp', 53)),
      'Admits 2600::/12: udp 53 from pl-1. No interface has the group now.',
      anEmptyAwsRegion({ prefixLists: known([aPrefixList({ family: 'ipv6', entries: known(['2600::/12']) })]) }),
    ],
  },
  unknown: {
    'a prefix list could not be read': [
      group(from('pl-1', 'tcp', 22)),
      'ec2:DescribeManagedPrefixLists: UnauthorizedOperation',
      unreadLists,
    ],
  },
});
