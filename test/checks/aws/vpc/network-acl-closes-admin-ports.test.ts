import check from '#checks/aws/vpc/network-acl-closes-admin-ports.ts';
import { known, unknown } from '#inventory/known.ts';
import { allowIn, allowOut, aNetworkAcl, denyIn, everything } from '../../../support/a-network-acl.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const acl = (...entries: readonly ReturnType<typeof allowIn>[]) => aNetworkAcl({ entries: known(entries) });
const repliesIn = acl(allowIn(100, '0.0.0.0/0', 'tcp', 443), allowIn(200, '0.0.0.0/0', 'tcp', 1024, 65_535));
const behind = (...rules: readonly ReturnType<typeof from>[]) => ({
  networkInterfaces: known([anInterface()]),
  securityGroups: known([aSecurityGroup({ rules: known(rules) })]),
});
const adminList =
  'SSH, telnet, RDP and 5 more (tcp 22–23, 2375–2376, 3389 and 4 more ranges over IPv4, udp 3389 over IPv4)';

testCheck(check, {
  passes: {
    'web traffic and replies': aNetworkAcl(),
    'no entry at all': acl(),
    'a deny before the allow': acl(denyIn(100, '0.0.0.0/0', 'all'), allowIn(200, '0.0.0.0/0', 'all')),
    'the numbers decide, not the order of the list': acl(
      allowIn(200, '0.0.0.0/0', 'tcp', 22),
      denyIn(100, '0.0.0.0/0', 'tcp', 22),
    ),
    'denied from both halves of the world, then everything below the admin ports': acl(
      denyIn(10, '0.0.0.0/1', 'tcp', 22),
      denyIn(11, '128.0.0.0/1', 'tcp', 22),
      denyIn(12, '0.0.0.0/0', 'tcp', 23),
      allowIn(100, '0.0.0.0/0', 'tcp', 1, 1023),
    ),
    'a deny without ports opens nothing': acl(denyIn(100, '0.0.0.0/0', 'tcp')),
    'everything goes out': acl(allowOut(100, '0.0.0.0/0', 'all')),
    'SSH from the office': acl(allowIn(100, '203.0.113.0/24', 'tcp', 22)),
    'replies come in, and no group behind opens an admin port': [
      repliesIn,
      anEmptyAwsRegion(behind(from('0.0.0.0/0', 'tcp', 443), from('10.0.0.0/8', 'tcp', 3389))),
    ],
    'replies come in, and nothing stands behind': [repliesIn, anEmptyAwsRegion()],
  },
  fails: {
    'everything, in a custom ACL': [
      acl(...everything),
      `Admits ${adminList} from the world: entry 100 allows all traffic from 0.0.0.0/0.`,
    ],
    'SSH from both halves of the world': [
      acl(allowIn(100, '0.0.0.0/1', 'tcp', 22), allowIn(110, '128.0.0.0/1', '6', 22)),
      'Admits SSH (tcp 22 over IPv4) from the world: entry 100 allows tcp 22 from 0.0.0.0/1, and 1 more.',
    ],
    'SSH denied, RDP forgotten, on IPv6': [
      acl(denyIn(100, '::/0', 'tcp', 22, 23), allowIn(200, '::/0', 'tcp', 1, 4000)),
      'Admits RDP and Docker (tcp 2375–2376, 3389 over IPv6) from the world: entry 200 allows tcp 1-4000 from ::/0.',
    ],
    'a deny for one stranger changes nothing': [
      acl(denyIn(100, '198.51.100.7/32', 'tcp', 22), allowIn(200, '0.0.0.0/0', 'tcp', 22)),
      'Admits SSH (tcp 22 over IPv4) from the world: entry 200 allows tcp 22 from 0.0.0.0/0.',
    ],
    'replies come in, and a group behind opens RDP to the world': [
      repliesIn,
      'Admits RDP (tcp 3389 over IPv4) from the world: entry 200 allows tcp 1024-65535 from 0.0.0.0/0.',
      anEmptyAwsRegion(behind(from('0.0.0.0/0', 'tcp', 3389))),
    ],
  },
  unknown: {
    'entries could not be read': [
      aNetworkAcl({ entries: unknown(denied('ec2:DescribeNetworkAcls')) }),
      'ec2:DescribeNetworkAcls: UnauthorizedOperation',
    ],
    'replies come in, and the interfaces behind could not be read': [
      repliesIn,
      'ec2:DescribeNetworkInterfaces: UnauthorizedOperation',
      anEmptyAwsRegion({ networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces')) }),
    ],
    'replies come in, and a prefix list of a group behind could not be read': [
      repliesIn,
      'ec2:DescribeManagedPrefixLists: UnauthorizedOperation',
      anEmptyAwsRegion({
        ...behind(from('pl-1', 'tcp', 3389)),
        prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')),
      }),
    ],
    "replies come in, and the groups behind are another account's": [
      repliesIn,
      'ec2:DescribeSecurityGroups: NotRead',
      anEmptyAwsRegion({ networkInterfaces: known([anInterface({ groupIds: ['sg-9'] })]) }),
    ],
  },
  notApplicable: { 'a default ACL': aNetworkAcl({ isDefault: true, entries: known(everything) }) },
});
