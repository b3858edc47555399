import check from '#checks/aws/vpc/network-acl-rules-effective.ts';
import { known, unknown } from '#inventory/known.ts';
import { allowIn, allowOut, aNetworkAcl, denyIn, denyOut, everything } from '../../../support/a-network-acl.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const acl = (...entries: readonly ReturnType<typeof allowIn>[]) => aNetworkAcl({ entries: known(entries) });

testCheck(check, {
  passes: {
    'entries for different things': aNetworkAcl(),
    'the last entry is not ours': acl(...everything),
    'the same in the other direction and the other family': acl(
      allowIn(100, '0.0.0.0/0', 'all'),
      allowOut(110, '0.0.0.0/0', 'tcp', 22),
      allowIn(120, '::/0', 'tcp', 22),
    ),
    'a narrow deny before a wide allow': acl(denyIn(100, '0.0.0.0/0', 'tcp', 22), allowIn(110, '0.0.0.0/0', 'all')),
    'everything after a part of it': acl(allowIn(100, '0.0.0.0/0', 'tcp'), allowIn(110, '0.0.0.0/0', 'all')),
    'a protocol after another': acl(allowIn(100, '0.0.0.0/0', 'tcp'), allowIn(110, '0.0.0.0/0', 'udp')),
  },
  fails: {
    'a deny after an allow of everything': [
      acl(allowIn(100, '0.0.0.0/0', 'all'), denyIn(200, '198.51.100.7/32', 'all')),
      'Entry 200 denies all traffic from 198.51.100.7/32, but can match nothing: entry 100 allows all traffic from 0.0.0.0/0.',
    ],
    'the numbers decide, not the order of the list': [
      acl(denyIn(200, '0.0.0.0/0', 'tcp', 22), allowIn(100, '0.0.0.0/0', 'tcp')),
      'Entry 200 denies tcp 22 from 0.0.0.0/0, but can match nothing: entry 100 allows tcp from 0.0.0.0/0.',
    ],
    'covered by two together': [
      acl(
        denyIn(10, '0.0.0.0/1', 'tcp', 22),
        denyIn(11, '128.0.0.0/1', 'tcp', 20, 30),
        denyIn(12, '10.0.0.0/8', 'tcp', 80),
        allowIn(20, '0.0.0.0/0', 'tcp', 22),
      ),
      'Entry 20 allows tcp 22 from 0.0.0.0/0, but can match nothing: entry 10 denies tcp 22 from 0.0.0.0/1, and 1 more.',
    ],
    'everything on IPv6 twice, and once more': [
      acl(allowOut(100, '::/0', 'all'), denyOut(110, '::/0', 'all'), denyOut(120, '2001:db8::/32', '47')),
      'Entry 110 denies all traffic to ::/0, but can match nothing: entry 100 allows all traffic to ::/0; so can 1 more.',
    ],
    'ICMP of one type after all of it': [
      acl(allowIn(100, '0.0.0.0/0', 'icmp', -1, -1), denyIn(110, '0.0.0.0/0', 'icmp', 8, -1)),
      'Entry 110 denies icmp type 8 from 0.0.0.0/0, but can match nothing: entry 100 allows icmp from 0.0.0.0/0.',
    ],
  },
  unknown: {
    'entries could not be read': [
      aNetworkAcl({ entries: unknown(denied('ec2:DescribeNetworkAcls')) }),
      'ec2:DescribeNetworkAcls: UnauthorizedOperation',
    ],
  },
});
